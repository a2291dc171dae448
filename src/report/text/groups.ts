import type { Report, ReportGroup, ReportWorkload } from '../../domain/report/report.js';
import { columns, wrapAtMost } from '../layout.js';
import { roomFor, tableLines, type Column } from '../table.js';
import { ageOf, count, spansNamespaces } from '../words.js';
import type { Context } from './context.js';

interface GroupColumn extends Column {
  readonly cell: (group: ReportGroup, report: Report) => string;
}

const WHAT: GroupColumn = { header: 'WHAT', least: 5, cell: (group) => group.diagnosis.title };

const COLUMNS: readonly GroupColumn[] = [
  { header: 'PODS', align: 'right', cell: podsWords },
  { header: 'CAUSE', least: 5, cell: (group) => group.cause },
  WHAT,
  { header: 'WHERE', least: 5, cell: (group) => whereWords(group) },
  {
    header: 'SINCE',
    align: 'right',
    cell: (group, report) => ageOf(group.firstSeen, report.now) ?? '?',
  },
];

const NAMESPACE: GroupColumn = { header: 'NAMESPACE', least: 5, cell: namespaceWords };

const WIDE: readonly GroupColumn[] = [
  { header: 'SEVERITY', cell: (group) => group.severity },
  { header: 'CONFIDENCE', cell: (group) => group.diagnosis.confidence },
  { header: 'RULE', cell: (group) => group.diagnosis.ruleId },
  { header: 'NODES', cell: (group) => (group.nodes.length === 0 ? '<none>' : group.nodes.join(',')) },
];

const LABELS: GroupColumn = { header: 'LABELS', least: 5, cell: labelWords };

/**
 * The table of groups, in the order of the report. What happened is what a reader came for: where
 * more than a third of the titles would be cut, each stands whole below its row.
 */
export function groupLines(groups: readonly ReportGroup[], context: Context): readonly string[] {
  const { report, options, width, signs } = context;
  const shown = [
    ...(spansNamespaces(report) ? [NAMESPACE] : []),
    ...COLUMNS,
    ...(options.wide ? WIDE : []),
    ...(options.showLabels ? [LABELS] : []),
  ];
  const table = (header: readonly GroupColumn[]): readonly string[] => {
    const rows = groups.map((group) => header.map((column) => column.cell(group, report)));
    return tableLines(header, rows, {
      width,
      uncut: options.uncut,
      noHeaders: options.noHeaders,
      ellipsis: signs.ellipsis,
    });
  };
  // What a script takes apart stays one line a group.
  if (options.noHeaders) return table(shown);
  const rows = groups.map((group) => shown.map((column) => column.cell(group, report)));
  const room = roomFor(shown.indexOf(WHAT), shown, rows, width);
  const cut = groups.filter(({ diagnosis }) => columns(diagnosis.title) > room).length;
  const isCramped = !options.wide && cut * 3 > groups.length;
  const [header = '', ...lines] = table(isCramped ? shown.filter((column) => column !== WHAT) : shown);
  const below = groups.map(({ diagnosis, note }) => [
    ...(isCramped ? [diagnosis.title] : []),
    ...(note === undefined ? [] : [note]),
  ]);
  const fit = (text: string): readonly string[] =>
    options.wide ? [text] : wrapAtMost(text, width - BELOW.length, NOTE_LINES, signs.ellipsis);
  return [
    header,
    ...lines.flatMap((line, n) => [line, ...(below[n] ?? []).flatMap(fit).map((text) => BELOW + text)]),
  ];
}

const BELOW = '      ';

/** A title or a note below a row takes no more lines. */
const NOTE_LINES = 3;

/** kubectl's own short names, which save a third of a column. */
const SHORT: Readonly<Record<string, string>> = {
  Deployment: 'deploy',
  StatefulSet: 'sts',
  DaemonSet: 'ds',
  ReplicaSet: 'rs',
  ReplicationController: 'rc',
  Job: 'job',
  CronJob: 'cj',
  Pod: 'pod',
  Node: 'node',
};

function shortWords(object: { readonly kind: string; readonly name: string }): string {
  return `${Object.hasOwn(SHORT, object.kind) ? SHORT[object.kind] : object.kind}/${object.name}`;
}

/** The owners while they are few, else how many; the pods where nothing owns them. */
export function whereWords(group: ReportGroup): string {
  const owners = [...new Set(group.owners.map(shortWords))];
  if (owners.length > 0) return few(owners, 'owner');
  const pods = [...new Set(group.members.map((each) => `pod/${each.name}`))];
  return pods.length > 0 ? few(pods, 'pod') : shortWords(group.subject);
}

/** How many pods fail; of workloads that do not get theirs, how many are ready of those that they want. */
export function podsWords(group: ReportGroup): string {
  return readyOfWanted(group) ?? String(group.count);
}

/** `0/3` for a group of workloads that have no pod which fails, for they get none; else undefined. */
export function readyOfWanted({ count: failing, owners }: ReportGroup): string | undefined {
  const sum = (numbers: readonly (number | undefined)[]): number =>
    numbers.reduce<number>((total, each = 0) => total + each, 0);
  const wanted = sum(owners.map(({ desired }) => desired));
  if (failing > 0 || wanted === 0) return undefined;
  return `${sum(owners.map(({ ready }) => ready))}/${wanted}`;
}

function few(names: readonly string[], noun: string): string {
  return names.length > 2 ? count(names.length, noun) : names.join(', ');
}

function namespaceWords(group: ReportGroup): string {
  const namespaces = [...new Set(group.members.map((each) => each.namespace))];
  if (namespaces.length > 1) return count(namespaces.length, 'namespace');
  return namespaces[0] ?? group.subject.namespace ?? '<none>';
}

/** The labels that all members share. */
function labelWords(group: ReportGroup, report: Report): string {
  const ids = new Set(group.members.map((each) => `${each.namespace}/${each.name}`));
  const sets = report.pods
    .filter((pod) => ids.has(`${pod.namespace}/${pod.name}`))
    .map((pod) => Object.entries(pod.labels ?? {}).map(([key, value]) => `${key}=${value}`));
  const [first = [], ...others] = sets;
  const shared = first.filter((label) => others.every((labels) => labels.includes(label)));
  return shared.length === 0 ? '<none>' : shared.join(',');
}

/** Whether a group tells of the workload's own diagnosis. */
export function isGrouped(workload: ReportWorkload, report: Report): boolean {
  const { namespace, name, diagnoses } = workload;
  return report.groups.some(
    ({ cause, members }) =>
      cause === diagnoses[0]?.cause &&
      members.some((member) => member.namespace === namespace && member.name === name),
  );
}
