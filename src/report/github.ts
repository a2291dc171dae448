import type { FilePlace, Report } from '../domain/report/report.js';
import type { Severity } from '../domain/rules/rule.js';
import { detailLines, findingsOf, headline, type Finding } from './findings.js';
import { defuseMarks } from './inert.js';
import { missingWords } from './words.js';

/** GitHub shows ten annotations of a kind for a step and drops the others without a word. */
const MOST = 10;

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/**
 * Annotations for a GitHub workflow's log: a verdict that is no failure of a workload, then the
 * findings, at most ten in all. What is left out is in the Markdown of the job summary, and said.
 * Takes an inert report; every value is escaped, so that none of its lines is a command but ours.
 */
export function writeGithub(report: Report): string {
  const findings = findingsOf(report);
  const all = [
    ...incompleteCommands(report),
    ...verdictCommands(report, findings),
    ...findings.map((finding) => findingCommand(finding, report)),
  ];
  const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const rest = all.length - shown.length;
  const more =
    rest === 0 ? [] : [command('notice', 'kubectl exitdiag', `${rest} more findings: see the job summary`)];
  return [...shown, ...more].map((line) => `${line}\n`).join('');
}

function incompleteCommands(report: Report): readonly string[] {
  if (report.complete) return [];
  const lines = ['part of the selection was not looked at', ...report.missing.map(missingWords)];
  return [command('error', 'kubectl exitdiag: incomplete', lines.join('\n'))];
}

/** A check that did not pass and has nothing to blame would else leave no word. */
function verdictCommands({ check }: Report, findings: readonly Finding[]): readonly string[] {
  if (check === undefined || check.verdict === 'passed') return [];
  if (check.verdict === 'failed' && findings.length > 0) return [];
  return [command('error', `kubectl exitdiag: ${check.verdict}`, check.why)];
}

/** What a check let pass, and what its baseline knew, is worth a word and no alarm. */
function findingCommand(finding: Finding, { check }: Report): string {
  const isLetPass = check?.verdict === 'passed' || finding.diagnosis.known === true;
  const level = isLetPass ? 'notice' : LEVELS[finding.severity];
  return command(level, headline(finding), detailLines(finding).join('\n'), finding.place);
}

/** With a file and a line, GitHub shows it beside that line of the change as well. */
function command(level: string, title: string, message: string, place?: FilePlace): string {
  const at = place === undefined ? '' : `file=${escapeProperty(place.path)},line=${place.line},`;
  return `::${level} ${at}title=${escapeProperty(title)}::${escapeData(message)}`;
}

/** As the runner unescapes it (actions/runner, ActionCommand.cs, UnescapeData). */
function escapeData(text: string): string {
  return defuseMarks(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As the runner unescapes it (actions/runner, ActionCommand.cs, UnescapeProperty). */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
