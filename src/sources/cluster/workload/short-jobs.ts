import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { missing } from '../api/missing.js';
import { CRON_JOBS, JOBS, pathOf } from '../api/resources.js';
import { notWhole, type Collecting } from '../collecting.js';
import { isOwnedBy } from '../pod/owners.js';
import { withoutManagedFields } from '../pod/slim.js';
import { failedLately, wantsMore, type ShortWorkload } from './short-workload.js';

/** The named workload where it lacks pods, and the Jobs of a CronJob that do: it makes none by itself. */
export async function shortAmong(
  collecting: Collecting,
  named: ShortWorkload,
  pods: readonly JsonObject[],
): Promise<readonly ShortWorkload[]> {
  const { resource, object } = named;
  const itself = pods.length === 0 || wantsMore(resource, object) ? [named] : [];
  return resource === CRON_JOBS ? [...itself, ...(await shortJobs(collecting, named, pods))] : itself;
}

/** The Jobs of a CronJob that lack pods, or failed and have none left. */
export async function shortJobs(
  collecting: Collecting,
  { namespace, object }: ShortWorkload,
  pods: readonly JsonObject[],
): Promise<readonly ShortWorkload[]> {
  const { items, end } = await collecting.reader.list(pathOf(JOBS, { namespace }));
  if (end !== undefined)
    notWhole(collecting.tally, missing({ what: 'workloads', resource: JOBS, verb: 'list', namespace }, end));
  const uid = asText(at(object, 'metadata', 'uid')) ?? '';
  const hasPods = (job: JsonObject): boolean =>
    pods.some((pod) => isOwnedBy(pod, asText(at(job, 'metadata', 'uid')) ?? ''));
  const lately = { now: collecting.now, sinceSeconds: collecting.options.sinceSeconds ?? 0 };
  return items
    .filter((job) => isOwnedBy(job, uid))
    .filter((job) => wantsMore(JOBS, job) || (failedLately(job, lately) && !hasPods(job)))
    .map((job) => ({ resource: JOBS, namespace, object: withoutManagedFields(job) }));
}
