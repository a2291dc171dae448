import { asNumber, asText, at, type JsonObject } from '../domain/json.js';
import { controllerOf } from '../domain/pod.js';
import { asTime } from '../domain/time.js';
import type { Observation } from './observation.js';

/** The pods of the newest revision, and the number or name of that revision where there is one. */
export interface NewestPods {
  readonly pods: readonly JsonObject[];
  readonly old: readonly JsonObject[];
  readonly revision?: string;
}

/** Tells a workload's newest pods from those of earlier revisions. */
export function newestPods(observation: Observation): NewestPods {
  const { workload, pods } = observation;
  switch (asText(at(workload, 'kind'))) {
    case 'Deployment':
      return byReplicaSet(observation);
    case 'StatefulSet':
      return byHash(pods, asText(at(workload, 'status', 'updateRevision')));
    case 'DaemonSet':
      return byHash(pods, newestControllerRevision(observation.revisions));
    default:
      return { pods, old: [] };
  }
}

/** Deployment controller: the ReplicaSet with the highest revision holds the newest template. */
function byReplicaSet({ workload, revisions, pods }: Observation): NewestPods {
  const wanted = asText(at(workload, 'metadata', 'annotations', REVISION));
  const newest = [...revisions].sort((a, b) => revisionOf(b) - revisionOf(a))[0];
  if (newest === undefined) return { pods, old: [] };
  const uid = asText(at(newest, 'metadata', 'uid'));
  const name = asText(at(newest, 'metadata', 'name'));
  const isNew = (pod: JsonObject): boolean => {
    const owner = controllerOf(pod);
    return owner?.uid !== undefined && uid !== undefined ? owner.uid === uid : owner?.name === name;
  };
  return { pods: pods.filter(isNew), old: pods.filter((p) => !isNew(p)), revision: String(revisionOf(newest) || (wanted ?? '')) };
}

const REVISION = 'deployment.kubernetes.io/revision';

function revisionOf(replicaSet: JsonObject): number {
  return Number(asText(at(replicaSet, 'metadata', 'annotations', REVISION)) ?? 0);
}

function byHash(pods: readonly JsonObject[], revision: string | undefined): NewestPods {
  if (revision === undefined) return { pods, old: [] };
  // A StatefulSet labels its pods with the revision's whole name, a DaemonSet with its hash alone.
  const isNew = (pod: JsonObject): boolean => {
    const label = asText(at(pod, 'metadata', 'labels', 'controller-revision-hash'));
    return label === revision || (label !== undefined && revision.endsWith(`-${label}`));
  };
  return { pods: pods.filter(isNew), old: pods.filter((p) => !isNew(p)), revision };
}

function newestControllerRevision(revisions: readonly JsonObject[]): string | undefined {
  const newest = [...revisions].sort(
    (a, b) => (asNumber(at(b, 'revision')) ?? 0) - (asNumber(at(a, 'revision')) ?? 0) || (asTime(at(b, 'metadata', 'creationTimestamp')) ?? 0) - (asTime(at(a, 'metadata', 'creationTimestamp')) ?? 0),
  )[0];
  return asText(at(newest, 'metadata', 'name'));
}
