import { deploymentRevision } from '../../../domain/kubernetes/deployment-revision.js';
import type { JsonObject } from '../../../domain/values/json.js';
import { asText, at } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import type { WorkloadSnapshot } from '../../../domain/snapshot.js';
import { asTime } from '../../../domain/values/time.js';
import { removedPodName } from '../../removed-pod.js';
import { toWorkloadSnapshot } from '../../to-snapshot.js';
import type { Collecting } from '../collecting.js';
import { missing } from '../api/missing.js';
import { DEPLOYMENTS, REPLICA_SETS, pathOf, type Resource } from '../api/resources.js';
import { selectorText } from '../api/selector.js';
import { eventsOf } from './events.js';
import { withoutManagedFields } from './slim.js';

/** A workload itself: its conditions, its events and those of the ReplicaSet that makes its pods. */
export async function workloadSnapshot(
  collecting: Collecting,
  resource: Resource,
  workload: JsonObject,
  podCount: number,
): Promise<WorkloadSnapshot> {
  const { reader } = collecting;
  const namespace = asText(at(workload, 'metadata', 'namespace')) ?? 'default';
  const name = asText(at(workload, 'metadata', 'name')) ?? '';
  const labelSelector = resource === DEPLOYMENTS ? selectorText(at(workload, 'spec', 'selector')) : undefined;
  const sets =
    labelSelector === undefined
      ? undefined
      : await reader.list(pathOf(REPLICA_SETS, { namespace }), { labelSelector });
  const uid = asText(at(workload, 'metadata', 'uid'));
  const children = newestFirst((sets?.items ?? []).filter((set) => controllerOf(set)?.uid === uid));
  const newest = asText(at(children[0], 'metadata', 'name'));
  const events = await Promise.all([
    eventsOf(reader, resource.kind, namespace, name),
    ...(newest === undefined ? [] : [eventsOf(reader, REPLICA_SETS.kind, namespace, newest)]),
  ]);
  const removed = removedPodName(
    resource.kind,
    podCount,
    events.flatMap((one) => one.events),
  );
  const ofRemoved = removed === undefined ? [] : (await eventsOf(reader, 'Pod', namespace, removed)).events;
  return toWorkloadSnapshot({
    // An item of a list has no kind; whoever judges it needs one.
    workload: { kind: resource.kind, ...withoutManagedFields(workload) },
    kind: resource.kind,
    events: events.flatMap((one) => one.events),
    children: children.map((object) => ({ kind: REPLICA_SETS.kind, object: withoutManagedFields(object) })),
    podCount,
    removed: removed === undefined ? undefined : { name: removed, events: ofRemoved },
    missing: [
      ...events.flatMap((one) => one.missing),
      ...(sets?.end === undefined
        ? []
        : [missing({ what: 'revisions', resource: REPLICA_SETS, verb: 'list', namespace }, sets.end)]),
    ],
    now: collecting.now(),
  });
}

/** ReplicaSets, the one of the newest revision first. */
export function newestFirst(sets: readonly JsonObject[]): readonly JsonObject[] {
  const revision = (set: JsonObject): number => Number(deploymentRevision(set) ?? 0);
  const born = (set: JsonObject): number => asTime(at(set, 'metadata', 'creationTimestamp')) ?? 0;
  return sets.toSorted((a, b) => revision(b) - revision(a) || born(b) - born(a));
}
