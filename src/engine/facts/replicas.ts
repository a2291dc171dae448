import { deploymentRevision } from '../../domain/kubernetes/deployment-revision.js';
import { asNumber, asObject, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { PodView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { OwnerReference } from '../../domain/report/report.js';
import type { OwnerRecord } from '../../domain/snapshot.js';

type Replicas = Pick<OwnerReference, 'desired' | 'ready' | 'readyOfOlder'>;

/** How many pods the topmost owner wants and has ready. A Job's pods are attempts: it gets none. */
export function replicasOf(owners: readonly OwnerRecord[], pod: PodView): Replicas {
  const object = owners.at(-1)?.object;
  if (object === undefined) return {};
  const status = (name: string): number | undefined => asNumber(at(object, 'status', name));
  switch (owners.at(-1)?.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'ReplicationController':
      return {
        desired: asNumber(at(object, 'spec', 'replicas')) ?? 1,
        // The API leaves out what is zero, but not the status: without one nothing is known.
        ...present('ready', status('readyReplicas') ?? (asObject(at(object, 'status')) && 0)),
        ...present('readyOfOlder', readyOfOlder(owners, object, pod)),
      };
    case 'DaemonSet':
      return {
        ...present('desired', status('desiredNumberScheduled')),
        ...present('ready', status('numberReady')),
      };
    default:
      return {};
  }
}

/** Undefined where the pod is not of the newest revision, or no older one is left. */
function readyOfOlder(owners: readonly OwnerRecord[], object: JsonObject, pod: PodView): number | undefined {
  const ready = asNumber(at(object, 'status', 'readyReplicas')) ?? 0;
  if (at(object, 'kind') === 'StatefulSet' || owners.at(-1)?.kind === 'StatefulSet') {
    const newest = asText(at(object, 'status', 'updateRevision'));
    const own = asText(at(pod.raw, 'metadata', 'labels', 'controller-revision-hash'));
    if (newest === undefined || own !== newest || at(object, 'status', 'currentRevision') === newest)
      return undefined;
    const updated = asNumber(at(object, 'status', 'updatedReplicas')) ?? 0;
    // This pod is one of the updated ones and not ready; the other updated ones may be.
    return Math.max(0, ready - Math.max(0, updated - 1));
  }
  const set = owners.find((owner) => owner.kind === 'ReplicaSet')?.object;
  if (
    set === undefined ||
    set === object ||
    deploymentRevision(set) === undefined ||
    deploymentRevision(set) !== deploymentRevision(object)
  )
    return undefined;
  const older = ready - (asNumber(at(set, 'status', 'readyReplicas')) ?? 0);
  const total = asNumber(at(object, 'status', 'replicas')) ?? 0;
  return total > (asNumber(at(set, 'status', 'replicas')) ?? 0) ? Math.max(0, older) : undefined;
}
