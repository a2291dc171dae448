import { asBoolean, asNumber, asObjects, asText, at, type JsonObject } from '../values/json.js';

/**
 * Why a workload makes no pods for now, by somebody's own word: a Job or CronJob is suspended, a Job's parallelism is
 * 0, which pauses it (https://kubernetes.io/docs/concepts/workloads/controllers/job/#parallel-jobs), a Deployment is
 * paused, or a CronJob's day never comes.
 */
export function whyHeld(workload: JsonObject): string | undefined {
  if (asBoolean(at(workload, 'spec', 'suspend')) === true) return 'it is suspended (spec.suspend)';
  if (asNumber(at(workload, 'spec', 'parallelism')) === 0) return 'it may run no pod (spec.parallelism is 0)';
  if (asBoolean(at(workload, 'spec', 'paused')) === true) return 'it is paused (spec.paused)';
  const schedule = asText(at(workload, 'spec', 'schedule'));
  if (schedule !== undefined && neverComes(schedule)) return `no day is ever like its schedule ${schedule}`;
  return undefined;
}

/**
 * Whether a CronJob starts no run because its last one is at work (pkg/controller/cronjob/cronjob_controllerv2.go
 * syncCronJob, v1.34); whether one was due meanwhile, its events tell.
 */
export function waitsForItsRun(workload: JsonObject): boolean {
  return (
    at(workload, 'kind') === 'CronJob' &&
    at(workload, 'spec', 'concurrencyPolicy') === 'Forbid' &&
    asObjects(at(workload, 'status', 'active')).length > 0
  );
}

/** The last day of a month, in the longest year. */
const LAST_DAY = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 30 February: days and months named one by one, and no weekday beside them, which would do in their place. */
function neverComes(schedule: string): boolean {
  const [, , days = '', months = '', weekdays = ''] = schedule
    .trim()
    .replace(/^(?:CRON_)?TZ=\S+\s+/, '')
    .split(/\s+/);
  if (!/^[*?]$/.test(weekdays) || !/^\d+(?:,\d+)*$/.test(days)) return false;
  const named = months
    .toLowerCase()
    .split(',')
    .map((month) => (MONTHS.includes(month) ? MONTHS.indexOf(month) + 1 : Number(month)));
  if (named.some((month) => !Number.isInteger(month) || month < 1 || month > 12)) return false;
  const first = Math.min(...days.split(',').map(Number));
  return named.every((month) => first > (LAST_DAY[month - 1] ?? 31));
}
