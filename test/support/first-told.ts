import type { Diagnosis } from '../../src/domain/report/report.js';
import { reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from './pods.js';

const rules = await loadRulebook();

/** What is said first of a container that ended with 1 and this log. */
export function firstOf(lines: readonly string[]): Diagnosis | undefined {
  const report = reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
  return report.containers[0]?.diagnoses[0];
}

export function causeOf(...lines: readonly string[]): string | undefined {
  return firstOf(lines)?.cause;
}
