import { asNumber, asText, at } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import type { WorkloadSnapshot } from '../../../domain/snapshot.js';
import { removedPodName } from '../../removed-pod.js';
import { toWorkloadSnapshot } from '../../to-snapshot.js';
import { DEPLOYMENTS, REPLICA_SETS } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { newestFirst } from '../pod/workload.js';
import type { NamespaceFacts } from './namespace-facts.js';
import type { ShortWorkload } from '../workload/short-workload.js';

/** A workload that lacks pods, with its ReplicaSets and the events of both. */
export async function scanWorkload(
  collecting: Collecting,
  facts: NamespaceFacts,
  { resource, object }: ShortWorkload,
): Promise<WorkloadSnapshot> {
  const name = asText(at(object, 'metadata', 'name')) ?? '';
  const uid = asText(at(object, 'metadata', 'uid'));
  const [events, sets] = await Promise.all([
    facts.events(),
    resource === DEPLOYMENTS ? facts.replicaSets() : undefined,
  ]);
  const children = newestFirst(
    [...(sets?.byName.values() ?? [])].filter((set) => controllerOf(set)?.uid === uid),
  );
  const ofWorkload = events.of(resource.kind, name);
  const podCount =
    asNumber(at(object, 'status', 'replicas')) ??
    asNumber(at(object, 'status', 'currentNumberScheduled')) ??
    0;
  const removed = removedPodName(resource.kind, podCount, ofWorkload);
  return toWorkloadSnapshot({
    workload: { ...object, kind: resource.kind },
    kind: resource.kind,
    events: [
      ...ofWorkload,
      ...children.flatMap((set) => events.of(REPLICA_SETS.kind, asText(at(set, 'metadata', 'name')) ?? '')),
    ],
    children: children.map((set) => ({ kind: REPLICA_SETS.kind, object: set })),
    podCount,
    removed: removed === undefined ? undefined : { name: removed, events: events.of('Pod', removed) },
    missing: [...events.missing, ...(sets?.missing ?? [])],
    now: collecting.now(),
  });
}
