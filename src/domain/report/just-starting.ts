import { asTime } from '../values/time.js';
import { diagnosesOf } from './diagnoses.js';
import type { Report, ReportGroup, ReportPod } from './report.js';

/** For so long a pod may pull, mount and begin before that is worth a word. */
const MOMENT_MS = 300_000;

/** Pods that are new and of which nothing is told but that they start: they are shown, and nothing is wrong. */
export function justStarting({ pods, now }: Report): readonly ReportPod[] {
  const at = asTime(now);
  return pods.filter((pod) => {
    const made = asTime(pod.createdAt);
    if (at === undefined || made === undefined || at - made >= MOMENT_MS) return false;
    const told = diagnosesOf(pod);
    return told.length > 0 && told.every(({ cause }) => cause === 'still-starting');
  });
}

/** The groups of a report in which something is wrong. */
export function troubleOf(report: Report): readonly ReportGroup[] {
  const starting = new Set(justStarting(report).map(({ namespace, name }) => `${namespace}/${name}`));
  return report.groups.filter(
    ({ cause, members }) =>
      cause !== 'still-starting' ||
      members.some(({ namespace, name }) => !starting.has(`${namespace}/${name}`)),
  );
}
