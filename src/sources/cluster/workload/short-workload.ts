import type { Missing } from '../../../domain/evidence.js';
import { asBoolean, asNumber, asObjects, at, type JsonObject } from '../../../domain/values/json.js';
import { asTime } from '../../../domain/values/time.js';
import { isRefusedPods, isShortJob } from '../../../domain/kubernetes/wanted-pods.js';
import { missing } from '../api/missing.js';
import { DAEMON_SETS, DEPLOYMENTS, JOBS, STATEFUL_SETS, type Resource } from '../api/resources.js';
import { parseLabelSelector } from '../../select/label-selector.js';
import { templateLabels } from '../../select/template-labels.js';
import type { Selection } from '../../source.js';
import type { Answer } from '../transport/answer.js';

/** A workload that lacks pods, with the resource that it is one of. */
export interface ShortWorkload {
  readonly resource: Resource;
  readonly namespace: string;
  readonly object: JsonObject;
}

/** What one look for such workloads gave. */
export interface FoundWorkloads {
  /** Those that want pods which do not exist, Jobs that failed and left no pod, and CronJobs held up by their last run. */
  readonly short: readonly ShortWorkload[];
  readonly missing: readonly Missing[];
}

/** What to say of a workload that could not be looked at; nothing of one that is there no more. */
export function unseenWorkload(
  resource: Resource,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  answer: Exclude<Answer<JsonObject>, { kind: 'ok' }>,
): readonly Missing[] {
  if (answer.kind === 'not-found') return [];
  return [missing({ what: 'workloads', resource, verb: 'get', namespace, name }, answer)];
}

/** What an owner is known by within one scan. */
export function ownerKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

/** Kinds of which all are read. */
export const LISTED = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, JOBS] as const;

/** Whether `-l` selects the pods that a workload makes. */
export function selectedBy({ selector }: Pick<Selection, 'selector'>): (workload: JsonObject) => boolean {
  const matches = parseLabelSelector(selector ?? '');
  return (workload) => matches(templateLabels(workload));
}

/** Whether it wants pods that do not exist, or says itself that they could not be made. */
export function wantsMore(resource: Pick<Resource, 'kind'>, object: JsonObject): boolean {
  const status = at(object, 'status');
  const conditions = asObjects(at(status, 'conditions'));
  const says = (type: string): JsonObject | undefined =>
    conditions.find((one) => at(one, 'type') === type && at(one, 'status') === 'True');
  if (isRefusedPods(object)) return true;
  switch (resource.kind) {
    case 'DaemonSet':
      return (
        (asNumber(at(status, 'desiredNumberScheduled')) ?? 0) >
        (asNumber(at(status, 'currentNumberScheduled')) ?? 0)
      );
    case 'Job': {
      const isOver =
        says('Complete') !== undefined ||
        says('Failed') !== undefined ||
        asBoolean(at(object, 'spec', 'suspend')) === true;
      const pods = ['active', 'succeeded', 'failed']
        .map((key) => asNumber(at(status, key)) ?? 0)
        .reduce((a, b) => a + b, 0);
      const isNone = pods === 0 && (asNumber(at(object, 'spec', 'parallelism')) ?? 1) > 0;
      return !isOver && (isNone || isShortJob({ ...object, kind: resource.kind }));
    }
    default:
      return (asNumber(at(object, 'spec', 'replicas')) ?? 1) > (asNumber(at(status, 'replicas')) ?? 0);
  }
}

/** The time within which an end counts; no seconds are all that is on record. */
export interface Lately {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sinceSeconds: number;
}

/** Whether a Job failed within that time; its pods may be gone by now. */
export function failedLately(job: JsonObject, { now, sinceSeconds }: Lately): boolean {
  const failed = asObjects(at(job, 'status', 'conditions')).find(
    (one) => at(one, 'type') === 'Failed' && at(one, 'status') === 'True',
  );
  const failedAt = asTime(at(failed, 'lastTransitionTime')) ?? 0;
  return failed !== undefined && (sinceSeconds === 0 || failedAt >= now() - sinceSeconds * 1000);
}
