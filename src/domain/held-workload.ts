import { asBoolean, asNumber, at, type JsonObject } from './json.js';

/**
 * Why a Job or CronJob makes no pods for now, by somebody's own word: it is suspended, or its parallelism is
 * 0, which pauses a Job (https://kubernetes.io/docs/concepts/workloads/controllers/job/#parallel-jobs).
 */
export function whyHeld(workload: JsonObject): string | undefined {
  if (asBoolean(at(workload, 'spec', 'suspend')) === true) return 'it is suspended (spec.suspend)';
  if (asNumber(at(workload, 'spec', 'parallelism')) === 0) return 'it may run no pod (spec.parallelism is 0)';
  return undefined;
}
