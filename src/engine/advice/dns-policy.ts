import { asStrings, asText, at, type JsonObject } from '../../domain/json.js';
import type { Variables } from '../texts/variables.js';

/**
 * Which DNS a pod asks: the cluster's, which alone knows Services, or another one. On the node's network
 * ClusterFirst means the node's resolver (pkg/kubelet/network/dns/dns.go getPodDNSType, v1.34).
 */
export function dnsVariables(pod: JsonObject): Variables {
  const policy = asText(at(pod, 'spec', 'dnsPolicy')) ?? 'ClusterFirst';
  const isOnNode = at(pod, 'spec', 'hostNetwork') === true;
  const needed = isOnNode ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
  if (policy === 'None') {
    const servers = asStrings(at(pod, 'spec', 'dnsConfig', 'nameservers')).join(', ');
    return {
      dnsAsked: `${servers || 'no nameserver'} (dnsPolicy None and its dnsConfig)`,
      dnsPolicyNeeded: needed,
    };
  }
  if (policy === 'Default' || (isOnNode && policy === 'ClusterFirst')) {
    const because = policy === 'Default' ? 'dnsPolicy Default' : 'hostNetwork with dnsPolicy ClusterFirst';
    return { dnsAsked: `the resolver of its node (${because})`, dnsPolicyNeeded: needed };
  }
  return { clusterDns: 'cluster DNS' };
}
