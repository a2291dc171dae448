import type { Report } from '../domain/report/report.js';
import type { FormatOptions } from './format.js';

/**
 * `pod/x`, a line each, to feed another command; without the namespace, as `kubectl get -A -o name`
 * prints it. A scan names the pods in trouble, a report on pods all that were asked for.
 */
export function writeName(report: Report, options: FormatOptions): string {
  const pods =
    options.view === 'pod'
      ? report.pods
      : report.pods.filter((pod) => [pod, ...pod.containers].some((each) => each.diagnoses.length > 0));
  return pods.map((pod) => `pod/${pod.name}\n`).join('');
}
