import type { Missing } from '../domain/evidence.js';
import type { ReportPod } from '../domain/report/report.js';
import { diagnosesOf } from '../engine/index.js';

/** How many lines of each log are read; 0 reads none. */
export function tailLinesOf(options: { readonly 'no-logs': boolean; readonly tail: number }): number {
  return options['no-logs'] ? 0 : options.tail;
}

/** Adds that no log was read because none was wanted: said once, where something is wrong. */
export function withLogsLeftOut(
  missing: readonly Missing[],
  tailLines: number,
  pods: readonly ReportPod[],
): readonly Missing[] {
  if (tailLines > 0 || pods.every((pod) => diagnosesOf(pod).length === 0)) return missing;
  return [
    ...missing,
    { what: 'log', why: 'left out, as asked for', costs: 'what the programs wrote was not read' },
  ];
}
