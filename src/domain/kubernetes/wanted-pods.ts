import { asBoolean, asNumber, asObjects, asText, at, type JsonObject } from '../values/json.js';

/**
 * How many pods a workload wants at a time: `spec.replicas`, of a DaemonSet what its controller counted.
 * Undefined where it says neither, as a Job, and a Deployment or StatefulSet before the API server
 * put its default (one) in.
 */
export function wantedReplicas(workload: JsonObject): number | undefined {
  return (
    asNumber(at(workload, 'spec', 'replicas')) ?? asNumber(at(workload, 'status', 'desiredNumberScheduled'))
  );
}

/** The same; of a Job how many pods shall succeed. */
export function wantedPods(workload: JsonObject): number | undefined {
  return wantedReplicas(workload) ?? asNumber(at(workload, 'spec', 'completions'));
}

/** How many of its pods are ready; undefined where its status does not say, and the API leaves out what is zero. */
export function readyReplicas(workload: JsonObject): number | undefined {
  return asNumber(at(workload, 'status', 'readyReplicas')) ?? asNumber(at(workload, 'status', 'numberReady'));
}

/** The same, of a Job how many succeeded; zero where a status is there and the workload counts pods. */
export function readyPods(workload: JsonObject): number | undefined {
  const told = readyReplicas(workload) ?? asNumber(at(workload, 'status', 'succeeded'));
  const counts = ['replicas', 'completions'].some((key) => asNumber(at(workload, 'spec', key)) !== undefined);
  return told ?? (counts && at(workload, 'status') !== undefined ? 0 : undefined);
}

/**
 * Whether it says itself that pods of it could not be made, as those of a new revision while the old
 * ones run (pkg/controller/replicaset/replica_set_utils.go calculateStatus, v1.34).
 */
export function isRefusedPods(workload: JsonObject): boolean {
  return asObjects(at(workload, 'status', 'conditions')).some(
    (one) => at(one, 'type') === 'ReplicaFailure' && at(one, 'status') === 'True',
  );
}

/**
 * Whether all pods that it wants of its newest template were made, as its controller counted last: an event that one
 * could not be made is past then. False where its status does not tell (pkg/controller/replicaset, statefulset,
 * daemon, deployment and job, v1.34).
 */
export function hasMadeItsPods(workload: JsonObject): boolean {
  const told = (key: string): number => asNumber(at(workload, 'status', key)) ?? 0;
  if (at(workload, 'status') === undefined || isRefusedPods(workload)) return false;
  const observed = asNumber(at(workload, 'status', 'observedGeneration'));
  if (observed !== undefined && observed < (asNumber(at(workload, 'metadata', 'generation')) ?? 0))
    return false;
  const wanted = wantedReplicas(workload) ?? 1;
  switch (at(workload, 'kind')) {
    case 'Deployment':
      return told('updatedReplicas') >= wanted;
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return told('replicas') >= wanted;
    case 'DaemonSet':
      return Math.min(told('currentNumberScheduled'), told('updatedNumberScheduled')) >= wanted;
    case 'Job':
      return jobSize(workload) !== undefined && !isShortJob(workload);
    default:
      return false;
  }
}

/** How many pods of a Job are at work, and how many it wants at work now. */
export interface JobSize {
  readonly desired: number;
  readonly active: number;
}

const OVER: ReadonlySet<string> = new Set(['Complete', 'Failed', 'SuccessCriteriaMet', 'FailureTarget']);

/**
 * Undefined of what is no Job, or one that is over, suspended, or waits before it tries again
 * (pkg/controller/job/job_controller.go manageJob, v1.34).
 */
export function jobSize(job: JsonObject): JobSize | undefined {
  const status = at(job, 'status');
  const count = (key: string): number => asNumber(at(status, key)) ?? 0;
  const isOver = asObjects(at(status, 'conditions')).some(
    (one) => OVER.has(asText(at(one, 'type')) ?? '') && at(one, 'status') === 'True',
  );
  if (at(job, 'kind') !== 'Job' || isOver || asBoolean(at(job, 'spec', 'suspend')) === true) return undefined;
  const completions = asNumber(at(job, 'spec', 'completions'));
  // Of a queue of work that one pod found empty no more pods are made.
  if (count('failed') > 0 || (completions === undefined && count('succeeded') > 0)) return undefined;
  const left = (completions ?? Infinity) - count('succeeded');
  const desired = Math.max(0, Math.min(asNumber(at(job, 'spec', 'parallelism')) ?? 1, left));
  return { desired, active: count('active') + count('terminating') };
}

/** Whether it is a Job with fewer pods at work than it wants. */
export function isShortJob(job: JsonObject): boolean {
  const size = jobSize(job);
  return size !== undefined && size.active < size.desired;
}
