import { justStarting, troubleOf } from '../domain/report/just-starting.js';
import type { Report } from '../domain/report/report.js';
import { count, scopeWords } from './words.js';

/**
 * What a scan found, in one sentence: calm where all is well, and never calmer than what was looked
 * at. What the options left out, and what a cut answer did not show, is not well.
 */
export function foundWords(report: Report): string {
  const { pods, diagnosed, leftOut = 0 } = report.summary;
  const starting = justStarting(report).length;
  const ill = diagnosed - starting;
  const troubled = report.workloads.filter((each) => each.diagnoses.length > 0).length;
  if (ill > 0) {
    const more = starting === 0 ? '' : `; ${starting} ${starting === 1 ? 'is' : 'are'} just starting`;
    return `${ill} of ${count(pods, 'pod')} ${ill === 1 ? 'is' : 'are'} in trouble, for ${causeWords(report)}${more}`;
  }
  if (troubled > 0) {
    return `${count(pods, 'pod')} looked at; ${count(troubled, 'workload')} ${troubled === 1 ? 'is' : 'are'} in trouble`;
  }
  if (pods === 0)
    return report.complete ? `No pods were found in ${scopeWords(report.scope)}` : 'No pod was seen';
  if (starting > 0)
    return `${starting} of ${count(pods, 'pod')} ${starting === 1 ? 'is' : 'are'} just starting: ${calmWords(report, leftOut)} yet`;
  return `${count(pods, 'pod')} looked at in ${scopeWords(report.scope)}: ${calmWords(report, leftOut)}`;
}

/** The lines of the table are told too where they are more: one cause may stand in several, each mended by itself. */
function causeWords(report: Report): string {
  const groups = troubleOf(report);
  const causes = new Set(groups.map(({ cause }) => cause)).size;
  const places = groups.length === causes ? '' : ` in ${groups.length} places`;
  return `${count(causes, 'cause')}${places}`;
}

function calmWords({ complete, nodes }: Report, leftOut: number): string {
  if (leftOut > 0) return `nothing of what was asked for; ${leftOut} left out`;
  if (nodes.some((node) => node.diagnoses.length > 0)) return 'nothing is wrong with them, but with a node';
  return complete ? 'nothing is wrong' : 'nothing wrong was seen';
}
