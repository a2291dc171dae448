import { isGoodNodeCondition } from '../../domain/kubernetes/node-condition.js';
import type { ReportNode } from '../../domain/report/report.js';
import { beside, columns, flow, joinBlocks, wrap } from '../layout.js';
import { tableLines } from '../table.js';
import { ageOf, asMeantWords, count, objectWords, spansNamespaces } from '../words.js';
import { foundWords } from '../found-words.js';
import { diagnosesLines } from './container.js';
import { wrapCommand } from '../command.js';
import type { Context } from './context.js';
import { missingOf, moreWords } from './missing-alike.js';
import { groupLines, isGrouped } from './groups.js';
import { notSeenLines } from './pod.js';

/** The groups of a selection: what is in trouble, how much was looked at, where to look closer. */
export function scanLines(context: Context): readonly string[] {
  const { report, options } = context;
  // One node may be why many places fail: it is what to look at first.
  const isSuspect = ({ name }: ReportNode): boolean =>
    report.groups.some(({ by, subject }) => by === 'node' && subject.name === name);
  // As with kubectl, nothing but rows; that some may be lacking is worth breaking a script.
  if (options.noHeaders) return [...incompleteLines(context), ...groupLines(report.groups, context)];
  return joinBlocks([
    incompleteLines(context),
    [...choiceLines(context), ...totalLines(context)],
    ...report.nodes.filter(isSuspect).map((node) => nodeLines(node, context)),
    report.groups.length === 0 ? [] : [...groupLines(report.groups, context), ...closerLines(context)],
    workloadLines(context),
    ...report.nodes.filter((node) => !isSuspect(node)).map((node) => nodeLines(node, context)),
    unseenLines(context),
    benignLines(context),
  ]);
}

/** Said first and loudly: what follows may not be all. */
export function incompleteLines(context: Context, why = missingOnceLines(context)): readonly string[] {
  const { report, paint, width } = context;
  if (report.complete) return [];
  const text = 'INCOMPLETE: part of this selection was not looked at; silence proves nothing.';
  return [...wrap(text, width).map((line) => paint(line, 'red', 'bold')), ...why];
}

/** Which one of several was taken. */
export function choiceLines({ report, width }: Context): readonly string[] {
  return report.scope.choice === undefined ? [] : wrap(report.scope.choice, width);
}

function totalLines(context: Context): readonly string[] {
  const { report, width, paint } = context;
  const first = foundWords(report);
  const [head = '', ...rest] = flow([first, `(${effortWords(context)})`], '   ', width, '');
  return [
    head.startsWith(first) ? paint(first, 'bold') + head.slice(first.length) : paint(head, 'bold'),
    ...rest,
  ];
}

/** `2.1 s; everything was readable`. */
function effortWords({ report, options }: Context): string {
  const took = options.elapsedSeconds === undefined ? [] : [`${options.elapsedSeconds.toFixed(1)} s`];
  const unseen = missingOf(report).length;
  const read = unseen === 0 ? 'everything was readable' : `${count(unseen, 'thing')} not seen`;
  return [...took, read].join('; ');
}

/** Most of what is missing is missing for many pods alike. */
const MOST_MISSING = 5;

/** What could not be read, where it has not been said at the top. */
export function unseenLines(context: Context): readonly string[] {
  return context.report.complete ? missingOnceLines(context) : [];
}

/** What is missing of several pods alike, once. */
export function missingOnceLines(context: Context): readonly string[] {
  const { report, options } = context;
  const all = missingOf(report);
  const shown = options.wide ? all : all.slice(0, MOST_MISSING);
  const more =
    all.length === shown.length ? [] : [`          and ${all.length - shown.length} more (-o wide)`];
  const said = shown.map((each) => ({
    ...each.missing,
    costs: `${each.missing.costs}${moreWords(each, options.wide)}`,
  }));
  return [...notSeenLines(said, context), ...more];
}

/** The command that tells the first group's story. */
export function closerLines({ report, width, paint }: Context): readonly string[] {
  const closer = report.groups[0]?.closer;
  if (closer === undefined || closer === '') return [];
  const lead = 'closer: ';
  return beside(
    lead,
    wrapCommand(closer, width - columns(lead)).map((line) => paint(line, 'bold')),
  );
}

/** Workloads with a diagnosis of their own that no group tells already. */
function workloadLines(context: Context): readonly string[] {
  const { report, options, width, signs } = context;
  const shown = report.workloads.filter((each) => each.diagnoses.length > 0 && !isGrouped(each, report));
  if (shown.length === 0) return [];
  const namespaced = spansNamespaces(report);
  const header = [
    ...(namespaced ? [{ header: 'NAMESPACE', least: 5 }] : []),
    { header: 'WORKLOAD', least: 5 },
    { header: 'READY' },
    { header: 'CAUSE', least: 5 },
    { header: 'WHAT', least: 5 },
  ];
  const rows = shown.map((each) => [
    ...(namespaced ? [each.namespace] : []),
    `${each.kind}/${each.name}`,
    `${each.ready ?? '?'}/${each.desired ?? '?'}`,
    each.diagnoses[0]?.cause ?? '',
    each.diagnoses[0]?.title ?? '',
  ]);
  return tableLines(header, rows, {
    width,
    uncut: options.uncut,
    noHeaders: options.noHeaders,
    ellipsis: signs.ellipsis,
  });
}

/** A node that is suspected: its conditions that speak, and why. */
function nodeLines(node: ReportNode, context: Context): readonly string[] {
  const { report, width, paint, signs } = context;
  if (node.diagnoses.length === 0) return [];
  const conditions = node.conditions
    .filter((each) => !isGoodNodeCondition(each))
    .map((each) => {
      const since = ageOf(each.since, report.now);
      return `${each.type}=${each.status}${each.reason === undefined ? '' : ` (${each.reason})`}${since === undefined ? '' : ` for ${since}`}`;
    });
  const lead = `${paint(signs.bad, 'red', 'bold')} `;
  return [
    ...beside(lead, flow([`node ${node.name}`, ...conditions], '   ', width - 2, '')),
    ...diagnosesLines(node.diagnoses, context),
    ...explainedLines(node, context),
  ];
}

/** More places than these are told as a number. */
const MOST_PLACES = 3;

/** `oom-limit of Deployment/orders and 4 more`: the groups that a suspected node may be the cause of. */
function explainedLines(node: ReportNode, { report, width, options }: Context): readonly string[] {
  const keys = new Set(
    report.groups.flatMap(({ by, subject, explains }) =>
      by === 'node' && subject.name === node.name ? (explains ?? []) : [],
    ),
  );
  const places = new Map<string, readonly string[]>();
  for (const { key, cause, subject } of report.groups)
    if (keys.has(key)) places.set(cause, [...(places.get(cause) ?? []), objectWords(subject)]);
  const lead = '     may explain  ';
  const lines = [...places].flatMap(([cause, all]) => {
    const told = options.wide ? all : all.slice(0, MOST_PLACES);
    const more = all.length - told.length;
    return wrap(`${cause} of ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, width - lead.length);
  });
  return beside(lead, lines);
}

/** The ledger of what looked like a failure and is none. */
export function benignLines(context: Context): readonly string[] {
  const { report, options, width } = context;
  if (!options.showBenign) return [];
  return asMeantWords(report).flatMap((entry) => beside('as meant  ', wrap(entry, width - 10)));
}
