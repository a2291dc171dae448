import { asStrings, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Variables } from '../match/variables.js';

/**
 * Which DNS a pod asks: the cluster's, which alone knows Services, or another one. On the node's network
 * ClusterFirst means the node's resolver (pkg/kubelet/network/dns/dns.go getPodDNSType, v1.34).
 */
export function dnsVariables(pod: JsonObject): Variables {
  const isOnNode = at(pod, 'spec', 'hostNetwork') === true;
  const asked = askedInstead(pod, isOnNode);
  if (asked === undefined) return { clusterDns: 'cluster DNS' };
  return { dnsAsked: asked, dnsPolicyNeeded: isOnNode ? 'ClusterFirstWithHostNet' : 'ClusterFirst' };
}

/** What a resolver says where no server gave it an answer: EAI_AGAIN (getaddrinfo(3)); the name may be right. */
const UNANSWERED = /Temporary failure in name resolution|\bEAI_AGAIN\b/;

/** What the line says of a resolver that got no answer. */
export function unansweredVariables(line: string | undefined): Variables {
  const said = UNANSWERED.exec(line ?? '');
  return said === null ? {} : { dnsUnanswered: said[0] };
}

function askedInstead(pod: JsonObject, isOnNode: boolean): string | undefined {
  const policy = asText(at(pod, 'spec', 'dnsPolicy')) ?? 'ClusterFirst';
  if (policy === 'None') {
    const servers = asStrings(at(pod, 'spec', 'dnsConfig', 'nameservers')).join(', ');
    return `${servers || 'no nameserver'} (dnsPolicy None and its dnsConfig)`;
  }
  if (policy === 'Default') return 'the resolver of its node (dnsPolicy Default)';
  return isOnNode && policy === 'ClusterFirst'
    ? 'the resolver of its node (hostNetwork with dnsPolicy ClusterFirst)'
    : undefined;
}
