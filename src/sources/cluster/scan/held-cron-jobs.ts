import type { Missing } from '../../../domain/evidence.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { waitsForItsRun } from '../../../domain/kubernetes/held-workload.js';
import { asNumber, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { asTime } from '../../../domain/values/time.js';
import { CRON_JOBS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { withoutManagedFields } from '../pod/slim.js';
import {
  ownerKey,
  selectedBy,
  unseenWorkload,
  type FoundWorkloads,
  type ShortWorkload,
} from '../workload/short-workload.js';

/** A run that has taken no longer is hardly why others were left out. */
const LONG_MS = 5 * 60_000;

/** Whose run a Job is that a CronJob made and that is at work for long. */
export interface LongRun {
  readonly namespace: string;
  readonly cronJob: string;
}

/** Undefined for any other Job. `now` in milliseconds since the epoch. */
export function longRunOf(job: JsonObject, now: number): LongRun | undefined {
  const owner = controllerOf(job);
  const since = asTime(at(job, 'status', 'startTime'));
  if (owner?.kind !== CRON_JOBS.kind || since === undefined || now - since < LONG_MS) return undefined;
  if ((asNumber(at(job, 'status', 'active')) ?? 0) === 0) return undefined;
  return { namespace: asText(at(job, 'metadata', 'namespace')) ?? 'default', cronJob: owner.name };
}

/** The CronJobs of such runs that start no other beside them. Only these are read, as there are few. */
export async function heldCronJobs(
  { reader, selection }: Collecting,
  runs: readonly LongRun[],
): Promise<FoundWorkloads> {
  const isSelected = selectedBy(selection);
  const byKey = new Map(runs.map((run) => [ownerKey(CRON_JOBS.kind, run.namespace, run.cronJob), run]));
  const short: ShortWorkload[] = [];
  const gaps: Missing[] = [];
  for (const { namespace, cronJob } of byKey.values()) {
    const answer = await reader.get(pathOf(CRON_JOBS, { namespace, name: cronJob }));
    if (answer.kind !== 'ok') {
      gaps.push(...unseenWorkload(CRON_JOBS, { namespace, name: cronJob }, answer));
      continue;
    }
    if (!isSelected(answer.body) || !waitsForItsRun({ ...answer.body, kind: CRON_JOBS.kind })) continue;
    short.push({ resource: CRON_JOBS, namespace, object: withoutManagedFields(answer.body) });
  }
  return { short, missing: gaps };
}
