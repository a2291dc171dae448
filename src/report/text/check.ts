import type { ReportGroup } from '../../domain/report/report.js';
import type { ReportCheck } from '../../domain/report/report-check.js';
import { formatGoDuration } from '../../domain/values/time.js';
import { beside, columns, cut, joinBlocks, wrap } from '../layout.js';
import type { Style } from '../paint.js';
import { diagnosesLines, markOf } from './container.js';
import { count } from '../words.js';
import type { Context } from './context.js';
import { groupLines, readyOfWanted, whereWords } from './groups.js';
import { benignLines, choiceLines, closerLines, incompleteLines, unseenLines } from './scan.js';

/** Groups whose whole story is told below the table. */
const TOLD = 3;

/** The verdict, what failed, and what to do about it. */
export function checkLines(context: Context): readonly string[] {
  const { report, options } = context;
  const groups = report.groups;
  const told = options.wide ? groups : groups.slice(0, TOLD);
  const owners = report.workloads.filter((each) => each.diagnoses.length > 0 && groups.length === 0);
  return joinBlocks([
    incompleteLines(context),
    [...choiceLines(context), ...(report.check === undefined ? [] : verdictLines(report.check, context))],
    groups.length === 0 ? [] : [...groupLines(groups, context), ...closerLines(context)],
    ...told.map((group) => [subjectLine(group, context), ...diagnosesLines([group.diagnosis], context)]),
    ...owners.map((each) => [`${each.kind}/${each.name}`, ...diagnosesLines(each.diagnoses, context)]),
    unseenLines(context),
    benignLines(context),
  ]);
}

/** `✗ deploy/web   3 pods`: what the story below is about. */
function subjectLine(group: ReportGroup, context: Context): string {
  const { sign, styles } = markOf(group.severity, context);
  const subject = cut(whereWords(group), context.width - 20, context.signs.ellipsis);
  const ready = readyOfWanted(group);
  const hit = ready === undefined ? count(group.count, 'pod') : `${ready} ready`;
  return `${context.paint(sign, ...styles)} ${subject}   ${hit}`;
}

const WORDS: Readonly<Record<ReportCheck['verdict'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  undetermined: 'could not tell',
  'timed-out': 'timed out',
};

/** `✗ FAILED after 12s: Deployment/web rev 2 cannot succeed`. */
function verdictLines(check: ReportCheck, context: Context): readonly string[] {
  const { width, paint } = context;
  const { sign, styles } = verdictMark(check.verdict, context);
  const lead = `${paint(sign, ...styles)} `;
  const isSettled = check.verdict === 'passed' && check.settledSeconds > 0;
  const settled = isSettled ? `, settled for ${formatGoDuration(check.settledSeconds)}` : '';
  const text = `${WORDS[check.verdict]} after ${formatGoDuration(check.waitedSeconds)}${settled}: ${check.why}`;
  const ended = check.endedBy === undefined ? [] : wrap(`ended by ${check.endedBy}`, width - columns(lead));
  const lines = wrap(text, width - columns(lead)).map((line) => paint(line, 'bold'));
  return beside(lead, [...lines, ...ended]);
}

function verdictMark(
  verdict: ReportCheck['verdict'],
  { signs }: Context,
): { readonly sign: string; readonly styles: readonly Style[] } {
  switch (verdict) {
    case 'passed':
      return { sign: signs.good, styles: ['green', 'bold'] };
    case 'failed':
      return { sign: signs.bad, styles: ['red', 'bold'] };
    case 'undetermined':
    case 'timed-out':
      return { sign: signs.warn, styles: ['magenta', 'bold'] };
  }
}
