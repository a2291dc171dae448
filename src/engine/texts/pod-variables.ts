import { asList, asObjects, asText, at } from '../../domain/values/json.js';
import { controllerOf, graceSeconds, type PodView } from '../../domain/kubernetes/pod.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import { formatGoDuration } from '../../domain/values/time.js';
import { keptOn } from '../facts/kept-on.js';
import { nodeSelectorText, placementOf } from '../facts/placement.js';
import { podRequest } from '../facts/pod-request.js';
import { unboundClaim } from '../facts/unbound-claim.js';
import { deadlineOf, named, type Named, type VariableTable } from './variable-table.js';

/** Kinds whose template `kubectl set` can change; a Job's cannot be changed. */
const SETTABLE: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'CronJob',
]);

/** What the variables of a text about a pod are read from. */
export interface OfPod {
  readonly pod: PodView;
  readonly snapshot: PodSnapshot;
}

/** What texts about a pod, or a container of it, may name. */
export const OF_POD: VariableTable<OfPod> = {
  pod: ({ pod }) => pod.name,
  namespace: ({ pod }) => pod.namespace,
  node: ({ pod }) => pod.nodeName,
  podIPs: ({ pod }) => addressesOf(pod),
  unownedPod: (of) => (topOwner(of) === undefined ? of.pod.name : undefined),
  phase: ({ pod }) => pod.phase,
  reason: ({ pod }) => pod.reason,
  message: ({ pod }) => pod.message,
  ownerKind: (of) => topOwner(of)?.kind,
  ownerName: (of) => topOwner(of)?.name,
  owner: (of) => {
    const top = topOwner(of);
    return top !== undefined && SETTABLE.has(top.kind) ? named(top) : undefined;
  },
  job: ({ snapshot }) => snapshot.owners.find(({ kind }) => kind === 'Job')?.name,
  ownerRevised: (of) => (hasFormerRevisions(of.snapshot) ? named(topOwner(of) ?? {}) : undefined),
  gracePeriod: ({ pod }) => formatGoDuration(graceSeconds(pod)),
  deadline: ({ pod }) => deadlineOf(at(pod.raw, 'spec')),
  serviceAccount: ({ pod }) => asText(at(pod.raw, 'spec', 'serviceAccountName')) ?? 'default',
  cpuRequest: ({ pod }) => podRequest(pod.raw, 'cpu'),
  memoryRequest: ({ pod }) => podRequest(pod.raw, 'memory'),
  placement: ({ pod }) => placementOf(pod),
  memoryOverhead: ({ pod }) => asText(at(pod.raw, 'spec', 'overhead', 'memory')),
  cpuOverhead: ({ pod }) => asText(at(pod.raw, 'spec', 'overhead', 'cpu')),
  runtimeClass: ({ pod }) => asText(at(pod.raw, 'spec', 'runtimeClassName')),
  networkOfNode: ({ pod }) => (at(pod.raw, 'spec', 'hostNetwork') === true ? pod.nodeName : undefined),
  nodeSelector: ({ pod }) => nodeSelectorText(pod.raw),
  finalizers: ({ pod }) => finalizersOf(pod),
  doneBefore: ({ pod }) => keptOn(pod).doneBefore,
  keptOn: ({ pod }) => keptOn(pod).keptOn,
  unboundClaim: ({ snapshot }) => unboundClaim(snapshot).unboundClaim,
  unboundClass: ({ snapshot }) => unboundClaim(snapshot).unboundClass,
};

function topOwner({ pod, snapshot }: OfPod): (Named & { readonly kind: string }) | undefined {
  return snapshot.owners.at(-1) ?? controllerOf(pod.raw);
}

/** Whether more than one revision of the topmost owner may be seen; a ReplicaSet or a CronJob keeps none. */
function hasFormerRevisions({ owners, pod }: PodSnapshot): boolean {
  const kind = owners.at(-1)?.kind ?? controllerOf(pod)?.kind;
  if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') return false;
  const revisions = owners.find((owner) => owner.revisions !== undefined)?.revisions;
  return revisions === undefined || revisions.length > 1;
}

function addressesOf({ raw }: PodView): string | undefined {
  const listed = asObjects(at(raw, 'status', 'podIPs')).map((each) => asText(at(each, 'ip')));
  const all = [...new Set([asText(at(raw, 'status', 'podIP')), ...listed])].filter(
    (each) => each !== undefined,
  );
  return all.length === 0 ? undefined : all.join(' and ');
}

function finalizersOf({ raw }: PodView): string | undefined {
  const names = asList(at(raw, 'metadata', 'finalizers')).flatMap((name) => asText(name) ?? []);
  if (names.length === 0) return undefined;
  return `its finalizer${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}
