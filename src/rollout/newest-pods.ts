import { deploymentRevision } from '../domain/kubernetes/deployment-revision.js';
import { asNumber, asText, at, type JsonObject } from '../domain/values/json.js';
import { controllerOf } from '../domain/kubernetes/pod.js';
import { asTime } from '../domain/values/time.js';
import type { Observation } from './observation.js';
import { isObserved } from './progress.js';

/** The pods of the newest revision, and the number or name of that revision where there is one. */
export interface NewestPods {
  readonly pods: readonly JsonObject[];
  readonly old: readonly JsonObject[];
  readonly revision?: string;
}

/**
 * Tells a workload's newest pods from those of earlier revisions. Until its controller has seen
 * the newest template, every pod is an old one.
 */
export function newestPods(observation: Observation): NewestPods {
  const { workload, pods } = observation;
  if (!isObserved(workload)) return { pods: [], old: pods };
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
  const wanted = revisionOf(workload);
  const newest = [...revisions].sort((a, b) => revisionOf(b) - revisionOf(a))[0];
  if (newest === undefined) return { pods, old: [] };
  // The ReplicaSet may be seen a moment later than the Deployment that tells of it.
  if (revisionOf(newest) < wanted) return { pods: [], old: pods, revision: String(wanted) };
  const uid = asText(at(newest, 'metadata', 'uid'));
  const name = asText(at(newest, 'metadata', 'name'));
  const isNew = (pod: JsonObject): boolean => {
    const owner = controllerOf(pod);
    return owner?.uid !== undefined && uid !== undefined ? owner.uid === uid : owner?.name === name;
  };
  return {
    pods: pods.filter(isNew),
    old: pods.filter((pod) => !isNew(pod)),
    revision: String(revisionOf(newest) || wanted || ''),
  };
}

function revisionOf(object: JsonObject): number {
  return Number(deploymentRevision(object) ?? 0);
}

function byHash(pods: readonly JsonObject[], revision: string | undefined): NewestPods {
  if (revision === undefined) return { pods, old: [] };
  // A StatefulSet labels its pods with the revision's whole name, a DaemonSet with its hash alone.
  const isNew = (pod: JsonObject): boolean => {
    const label = asText(at(pod, 'metadata', 'labels', 'controller-revision-hash'));
    return label === revision || (label !== undefined && revision.endsWith(`-${label}`));
  };
  return { pods: pods.filter(isNew), old: pods.filter((pod) => !isNew(pod)), revision };
}

function newestControllerRevision(revisions: readonly JsonObject[]): string | undefined {
  const number = (one: JsonObject): number => asNumber(at(one, 'revision')) ?? 0;
  const born = (one: JsonObject): number => asTime(at(one, 'metadata', 'creationTimestamp')) ?? 0;
  const newest = [...revisions].sort((a, b) => number(b) - number(a) || born(b) - born(a))[0];
  return asText(at(newest, 'metadata', 'name'));
}
