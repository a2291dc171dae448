import { asText, at } from '../../domain/values/json.js';
import type { Evidence } from '../../domain/evidence.js';
import { readConditions } from '../../domain/kubernetes/condition.js';
import type { OwnerRecord } from '../../domain/snapshot.js';
import { asTime } from '../../domain/values/time.js';

/**
 * That a later run of its CronJob succeeded, where the pod is of a Job that has failed for good: what
 * was wrong then is past. `lastSuccessfulTime` is when the newest successful Job ended
 * (pkg/controller/cronjob/cronjob_controllerv2.go syncCronJob, v1.34).
 */
export function laterRun(owners: readonly OwnerRecord[]): Evidence | undefined {
  const job = owners.find(({ kind }) => kind === 'Job');
  const cronJob = owners.find(({ kind }) => kind === 'CronJob');
  const failure = failureOf(job);
  const succeededAt = asText(at(cronJob?.object, 'status', 'lastSuccessfulTime'));
  if (failure?.at === undefined || succeededAt === undefined || cronJob === undefined) return undefined;
  if ((asTime(succeededAt) ?? 0) <= failure.at) return undefined;
  return {
    fact: `a later run of CronJob ${cronJob.name} succeeded, so this is over`,
    at: `CronJob/${cronJob.name} status.lastSuccessfulTime`,
    observed: succeededAt,
    speaks: 'for',
  };
}

/** That the pod's Job has failed for good, and why it starts no more pods. */
export function jobFailure(owners: readonly OwnerRecord[]): Evidence | undefined {
  const job = owners.find(({ kind }) => kind === 'Job');
  const failure = failureOf(job);
  if (job === undefined || failure === undefined) return undefined;
  const { reason, message, path } = failure;
  return {
    fact: `its Job ${job.name} has failed and starts no more pods${message === undefined ? '' : `: ${message}`}`,
    at: `Job/${job.name} ${path}`,
    observed: reason ?? '',
    speaks: 'for',
  };
}

function failureOf(job: OwnerRecord | undefined): ReturnType<typeof readConditions>[number] | undefined {
  return readConditions(job?.object).find(({ type, status }) => type === 'Failed' && status === 'True');
}
