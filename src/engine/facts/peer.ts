import { isLoopback, readAddress, type Address } from './address.js';
import type { Json } from '../../domain/values/json.js';
import type { VariableLookup, Variables } from '../match/variables.js';

/** Named groups of rules that hold an address, the one that says most first. */
const ADDRESS_GROUPS = ['address', 'host', 'endpoint', 'url', 'server', 'target'] as const;

/**
 * Whom a program could not reach, as far as its address tells: what the shared steps of rules
 * (src/rulebook/shared-steps.ts) need to know of the peer. A Service, an IP of the cluster's or a
 * company's network, a host outside, a cloud's metadata, the pod itself or a socket; else that it is unknown.
 */
export function peerVariables(
  lookup: VariableLookup,
  line: readonly string[] = [],
  seen: ReadonlySet<string> = new Set(),
): Variables {
  const namespace = lookup('namespace');
  if (namespace === undefined) return {};
  for (const address of addressesOf(lookup, line)) {
    if (address.isWord && !line.some((text) => LOOKED_UP.test(text))) continue;
    const peer = peerOf(address, { own: namespace, seen });
    if (peer !== undefined) return { peerPort: address.port, ...peer, ...manner(peer, line) };
  }
  return { peerUnknownIn: namespace, peerUnknownTo: lookup('container'), peerPolicies: namespace };
}

/** The addresses that the match names, then those that stand in the line. */
export function addressesOf(lookup: VariableLookup, line: readonly string[]): readonly Address[] {
  const groups = ADDRESS_GROUPS.map((name) => readAddress(lookup(name), lookup('port')));
  const inLine = ADDRESS_IN_LINE.flatMap((pattern) =>
    line.map((text) => {
      const [, address, port] = pattern.exec(text) ?? [];
      return readAddress(address, port);
    }),
  );
  return [...groups, ...inLine].filter((address) => address !== undefined);
}

/** Where a rule took no address out of the line: how Go, Node.js, curl and libpq name one, or a URL. */
const ADDRESS_IN_LINE: readonly RegExp[] = [
  /\bdial (?:tcp|udp|unix)[46]? (\S+?):? /,
  /\bE(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|CONNRESET|NOTFOUND|AI_AGAIN) ([\w.:-]{1,253})/,
  /\bto ([\w.-]{1,253}) port (\d{1,5})\b/,
  /\b(?:server|host|at) "([\w.-]{1,253})"/,
  /\b([a-z][a-z0-9+.]{1,15}:\/\/[^\s"'<>`,;)]{3,200})/,
];

/** Words in which a line tells of a name that was looked up: what stands there is a name then, whichever word it is. */
const LOOKED_UP =
  /resolv|lookup|no such host|ENOTFOUND|EAI_AGAIN|UnknownHost|getaddrinfo|gaierror|host not found|Name or service|nodename/i;

/** The namespaces that are known: the pod's own, and those that its manifest names. */
interface Namespaces {
  readonly own: string;
  readonly seen: ReadonlySet<string>;
}

/** The namespaces that a manifest names in the addresses of Services: `kafka.data.svc`. */
export function namespacesNamed(spec: Json | undefined): ReadonlySet<string> {
  const named = (JSON.stringify(spec) ?? '').matchAll(/[\w-]\.([a-z0-9-]{1,63})\.svc\b/g);
  return new Set([...named].map(([, name = '']) => name));
}

function peerOf({ host, port }: Address, namespaces: Namespaces): Variables | undefined {
  // What a setting that is empty, or no number, becomes: no server listens there.
  if (port === '0') return { peerPortless: host };
  const { own } = namespaces;
  if (host.startsWith('/')) return { peerSocket: host };
  if (isLoopback(host)) return { peerLoopback: host };
  if (METADATA.has(host)) return { peerMetadata: host, peerPolicies: own };
  if (/^\d+(?:\.\d+){3}$/.test(host))
    return isPrivate(host) ? { peerIp: host, peerPolicies: own } : outside(host, own);
  if (host.includes(':')) return undefined;
  return ofName(host.split('.'), namespaces);
}

/** Where clouds offer a machine what it has to know of itself: the same address at most of them, for ECS, for IPv6, at Alibaba, at Google. */
const METADATA = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  '100.100.100.200',
  'metadata.google.internal',
]);

/** What a Service of the cluster, or an address of its networks, did: for a refusal and silence have other reasons there. */
function manner({ peerService, peerIp }: Variables, line: readonly string[]): Variables {
  const whom = peerService === undefined ? peerIp : `the Service ${peerService}`;
  if (whom === undefined) return {};
  if (line.some((text) => REFUSED.test(text))) return { peerRefused: whom };
  return line.some((text) => SILENT.test(text)) ? { peerSilent: whom } : {};
}

const REFUSED = /connection refused|ECONNREFUSED/i;
const SILENT = /timed[ -]?out|ETIMEDOUT|i\/o timeout|deadline exceeded/i;

/** Of the cluster, a node or a company (RFC 1918), or of a carrier (RFC 6598). */
function isPrivate(ip: string): boolean {
  const [first = 0, second = 0] = ip.split('.').map(Number);
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128)
  );
}

/** Endings of names that the world's DNS answers; a Service's namespace is hardly called so. */
const WORLD = new Set(
  'ai app at au be biz br ca ch cloud cn co com de dev edu es eu fr gov in info io it jp me mil net nl no org pl ru se tech tv uk us xyz internal local localdomain lan'.split(
    ' ',
  ),
);

/**
 * What the cluster's DNS makes of a name: `service`, `service.namespace`, and each behind the name of a pod of it
 * (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
function ofName(labels: readonly string[], namespaces: Namespaces): Variables | undefined {
  const { own, seen } = namespaces;
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label))) return undefined;
  const svc = labels.indexOf('svc');
  if (svc >= 2) return service(labels.slice(svc - 2, svc), own);
  if (labels.length === 1) return service(labels, own);
  if (WORLD.has(labels.at(-1) ?? '')) return outside(labels.join('.'), own);
  // A pod of a StatefulSet has a name of its own before that of its headless Service.
  const [, ...behindPod] = labels;
  const isOfPod = /-\d+$/.test(labels[0] ?? '');
  const rest = isOfPod ? behindPod : labels;
  const [name = '', there] = rest;
  if (rest.length > 2) return outside(labels.join('.'), own);
  if (there === undefined || there === own || seen.has(there)) return service(rest, own);
  return { peerMaybe: labels.join('.'), maybeService: name, maybeNamespace: there, peerPolicies: own };
}

function outside(host: string, own: string): Variables {
  return { peerOutside: host, peerPolicies: own };
}

/** What leaves is closed by the policies of the one side, what comes in by those of the other. */
function service([name = '', there]: readonly string[], own: string): Variables {
  const peerNamespace = there ?? own;
  const policies = peerNamespace === own ? {} : { policiesThere: peerNamespace };
  return { peerService: name, peerNamespace, peerPolicies: own, ...policies };
}
