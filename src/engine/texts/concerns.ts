import type { CauseId } from '../../domain/rules/cause.js';
import { present } from '../../domain/values/present.js';
import type { ObjectReference } from '../../domain/report/report.js';
import { isLoopback, readAddress } from '../facts/address.js';
import type { VariableLookup } from '../match/variables.js';

/**
 * The object, registry or endpoint that a diagnosis is about: what several workloads may share.
 * Taken from the platform's own message formats and from the named groups of the rule's pattern.
 */
export function concernsOf(cause: CauseId, variable: VariableLookup): ObjectReference | undefined {
  switch (cause) {
    case 'config-missing':
    case 'volume-unavailable':
      return objectIn(variable('message') ?? '', variable('namespace'));
    case 'image-registry-unreachable':
      return registryOf(variable('image'));
    case 'app-dependency':
      return endpointOf(variable);
    case 'pod-create-refused':
      return admissionObjectOf(variable);
    default:
      return undefined;
  }
}

/**
 * What keeps several workloads from getting pods until someone mends that one thing, by the names
 * of the groups in the patterns of rules/workload: a quota that is used up, an account or a class
 * that is missing, a webhook that does not answer. What is wrong with one pod template (it states no
 * limits, a policy refuses it) is that workload's own.
 */
function admissionObjectOf(variable: VariableLookup): ObjectReference | undefined {
  const here = present('namespace', variable('namespace'));
  const quota = variable('quota');
  const serviceAccount = variable('account') ?? variable('account2');
  const priorityClass = variable('class');
  const deadWebhook = variable('deadWebhook');
  if (quota !== undefined) return { kind: 'ResourceQuota', ...here, name: quota };
  if (serviceAccount !== undefined) return { kind: 'ServiceAccount', ...here, name: serviceAccount };
  if (priorityClass !== undefined) return { kind: 'PriorityClass', name: priorityClass };
  return deadWebhook === undefined ? undefined : { kind: 'Webhook', name: deadWebhook };
}

/** kubelet pkg/kubelet/kubelet_pods.go and pkg/volume, 1.34: how a missing object is named. */
const OBJECT_TEXTS: readonly RegExp[] = [
  /\b(?<kind>configmap|secret|persistentvolumeclaim)s? "(?<name>[^"]+)" not found/i,
  /couldn't find key \S+ in (?<kind>ConfigMap|Secret) [^/\s]+\/(?<name>\S+)/,
];

const KINDS: Readonly<Record<string, string>> = {
  configmap: 'ConfigMap',
  secret: 'Secret',
  persistentvolumeclaim: 'PersistentVolumeClaim',
};

function objectIn(message: string, namespace: string | undefined): ObjectReference | undefined {
  const object = missingObject(message);
  return object && { kind: object.kind, ...present('namespace', namespace), name: object.name };
}

/** The object that a message of the platform says is missing. */
export function missingObject(message: string): { readonly kind: string; readonly name: string } | undefined {
  for (const text of OBJECT_TEXTS) {
    const groups = text.exec(message)?.groups;
    const kind = KINDS[groups?.['kind']?.toLowerCase() ?? ''];
    if (kind !== undefined && groups?.['name'] !== undefined) return { kind, name: groups['name'] };
  }
  return undefined;
}

/** A reference without a host means Docker Hub (distribution/reference, v0.6). */
function registryOf(image: string | undefined): ObjectReference | undefined {
  if (image === undefined) return undefined;
  const first = image.split('/')[0] ?? '';
  const isHost = image.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
  return { kind: 'Registry', name: isHost ? first : 'docker.io' };
}

/** `host:port`; without a port the host alone. Loopback and sockets are the pod's own and shared with nobody. */
function endpointOf(variable: VariableLookup): ObjectReference | undefined {
  const said = variable('host') ?? variable('address') ?? variable('socket') ?? variable('url');
  const peer = readAddress(said, variable('port'));
  if (peer === undefined || peer.host.startsWith('/') || isLoopback(peer.host)) return undefined;
  const isV6 = peer.host.includes(':');
  return {
    kind: 'Endpoint',
    name: peer.port === undefined || isV6 ? peer.host : `${peer.host}:${peer.port}`,
  };
}
