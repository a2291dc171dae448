import { lastAbove } from './last-above.js';
import { runsOf, type Run } from './runs.js';
import { isAtRest } from '../line/line-words.js';

/**
 * Which lines are part of a list that a program prints: settings, variables, a catalogue of texts,
 * a document, rows, a numbered source. Neighbours of its shape or a heading tell so; what is listed
 * there happened to nobody.
 */
export function listingsOf(lines: readonly string[]): (index: number) => boolean {
  const hasRecords = lines.some((line) => RECORD.test(line));
  const fenced = fencedLines(lines);
  const rowsAt = runsOf(lines, (line) => OF_A_ROW.exec(line)?.[1]);
  return (index) => {
    const line = lines[index] ?? '';
    const next = [lines[index - 1] ?? '', lines[index + 1] ?? ''];
    if (fenced.has(index)) return true;
    if (SHAPES_OF_LISTS.some((shape) => isListed(line, shape, next))) return !isOfReport(lines, index);
    if (hasRecords && isOfRecord(lines, index)) return true;
    if (isCountedBelow(lines, rowsAt(index)) || isOfEnvironment(lines, index)) return true;
    return isOfComment(lines, index) || (/^\s/.test(line) && isBelowKey(lines, index));
  };
}

/** A variable in capitals, as a shell's `env` or `export` prints it. */
const VARIABLE = /^(?:export |declare -x )?([A-Z][A-Z\d_]*)=/;
/** Variables that a shell or the kubelet sets: among these it is the environment, whatever the others are called. */
const OF_EVERY = /^(?:PATH|HOME|HOSTNAME|PWD|SHLVL|LANG|TERM|KUBERNETES_SERVICE_HOST)$/;
/** So many lines away one of them is looked for. */
const ENVIRONMENT_REACH = 60;

/** Whether it stands, line by line, in a print of the whole environment. */
function isOfEnvironment(lines: readonly string[], index: number): boolean {
  const nameAt = (at: number): string | undefined => VARIABLE.exec(lines[at] ?? '')?.[1];
  if (nameAt(index) === undefined) return false;
  return [-1, 1].some((step) => {
    for (let at = index + step; Math.abs(at - index) <= ENVIRONMENT_REACH; at += step) {
      const name = nameAt(at);
      if (name === undefined) return false;
      if (OF_EVERY.test(name)) return true;
    }
    return false;
  });
}

/**
 * Whether it is one of several lines in a row that begin with one word, and the line behind them says
 * how many they are and has no word of failing (`alert Certs: ..`, `alert Disk: ..`, `2 alerts loaded`).
 */
function isCountedBelow(lines: readonly string[], rows: Run | undefined): boolean {
  if (rows === undefined || REPORTS.test(rows.key)) return false;
  const [, count, what = ''] = COUNT.exec(lines[rows.end] ?? '') ?? [];
  const length = rows.end - rows.first;
  return Number(count) === length && length > 1 && what.startsWith(rows.key) && isAtRest(what);
}

const OF_A_ROW = /^([a-z]{3,}) (?=[\w"'])/;
const COUNT = /^(\d{1,4}) (\D+)$/;

/** What names a report and no setting: a list of such is one of what happened. */
export const REPORTS =
  /err|exc|fail|fatal|msg|message|reason|why|caus|result|output|stdout|detail|problem|issue|status|state|cond|trace|stack|warn|log|title|info|hint|hook|probe|check|says?|said|last/i;

/** The key of a line of a list; neighbours have another one each. */
interface ListShape {
  readonly line: RegExp;
  /** Whether what stands before its text tells that it is a list. */
  readonly isKey: (key: string, next: string) => boolean;
}

const SHAPES_OF_LISTS: readonly ListShape[] = [
  // A variable or setting, as `env`, a Dockerfile and files of properties have it; logfmt has several in a line, and the same first.
  {
    line: /^\s*(?:export |ENV |set )?([A-Za-z_][\w.-]*) *= ?(?!.* \w+=)\S/,
    isKey: (key, next) => key !== next && (!REPORTS.test(key) || isOfCatalogue(key, next)),
  },
  // A line behind its number: a source, a history; npm's own log numbers its entries before their level.
  {
    line: /^\s*(\d+)(?:\t+ *| {1,6})(?!(?:info|verbose|silly|http|timing|notice|warn|error)\b)\S/,
    isKey: (key, next) => Math.abs(Number(key) - Number(next)) === 1,
  },
  // A row of values, as SQL and Python print a record; a row of SQLite and psql, with its number first.
  { line: /^\s*\(((?:\d+|'[^']*'), ).*\)[,;]?$/, isKey: () => true },
  { line: /^\s*(\d+) *\|.+\|/, isKey: (key, next) => key !== next },
  { line: /^([A-Z](?!\w*(?:Error|Exception))\w*\()\w+=.*\)$/, isKey: (key, next) => key === next },
  // A row of tickets, by their keys; an error's number has a colon behind it.
  { line: /^\s*([A-Z]{2,10})-\d+(?: {2,}|\t)\S/, isKey: (key, next) => key === next && !REPORTS.test(key) },
  // A catalogue of texts with colons, by its keys.
  { line: /^([a-z][a-z\d_-]*(?:\.[a-z][a-z\d_-]*){2,}): \S/, isKey: (key, next) => key !== next },
  // A record as Python prints it.
  { line: /^\{'(?!event|time|level)(\w+)': .*\}$/, isKey: (key, next) => key === next && !REPORTS.test(key) },
  // A text and its key in JSON.
  { line: /^\s+"([\w.-]+)": ".*",?$/, isKey: (key, next) => key !== next && !REPORTS.test(key) },
];

function isListed(line: string, { line: shape, isKey }: ListShape, next: readonly string[]): boolean {
  const key = shape.exec(line)?.[1];
  if (key === undefined) return false;
  return next.some((neighbour) => {
    const other = shape.exec(neighbour)?.[1];
    return other !== undefined && isKey(key, other);
  });
}

/** Whether the key that holds it is a report's, as pino-pretty prints an error (`err: {`). */
function isOfReport(lines: readonly string[], index: number): boolean {
  const depth = indentOf(lines[index] ?? '');
  if (depth <= 0) return false;
  const above = lastAbove(lines, index, KEY_REACH, (line) => indentOf(line) < depth);
  return above !== undefined && /[{:]$/.test(above) && REPORTS.test(above);
}

/** Keys of parts are those of a catalogue of texts, even of an error's; where it has but two, the last is none of a report's fields. */
function isOfCatalogue(key: string, next: string): boolean {
  const parts = key.split('.').length;
  if (parts < 2 || !next.includes('.')) return false;
  return parts > 2 || (!FIELD_OF_REPORT.test(key) && !FIELD_OF_REPORT.test(next));
}

const FIELD_OF_REPORT =
  /\.(?:types?|messages?|msg|text|codes?|numbers?|class|name|kind|level|status|state|stack\w*|trace\w*|causes?|reasons?|details?|errors?|exceptions?|output|result)$/i;

/** A comment of a script or of settings; the JVM and V8 put the sign before each line of a report, between empty ones. */
const COMMENT = /^\s*(?:#|\/\/)\s/;
const REPORT_IN_SIGNS = /^#\s*$|^# (?:A fatal|Fatal|There is|Native|java\.|Check failed)/;
const COMMENT_REACH = 12;

function isOfComment(lines: readonly string[], index: number): boolean {
  if (!COMMENT.test(lines[index] ?? '')) return false;
  const near = lines.slice(Math.max(0, index - COMMENT_REACH), index + COMMENT_REACH);
  return !near.some((line) => REPORT_IN_SIGNS.test(line));
}

/** A key of YAML that holds what is indented below it. */
const KEY = /^\s*(?:- )?([a-z][\w.-]*):$/;
const KEY_REACH = 40;
/** What holds the texts of a language, whatever they are called after. */
const LOCALE = /^[a-z]{2}(?:[-_][A-Z]{2})?:$/;

/** Whether it stands, as an entry beside others, below a key of YAML; neither that nor its own is a report's. */
function isBelowKey(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  const [, key] = /^\s+(?:- (?=\S)|["']?([\w./-]+)["']?: +(?=\S))/.exec(line) ?? [undefined, ''];
  if (key === '' || (key !== undefined && REPORTS.test(key))) return false;
  const depth = indentOf(line);
  const above = lastAbove(lines, index, KEY_REACH, (each) => indentOf(each) < depth);
  const heading = KEY.exec(above ?? '')?.[1];
  if (LOCALE.test(lastAbove(lines, index, KEY_REACH, (each) => /^\S/.test(each)) ?? '')) return true;
  if (heading === undefined || REPORTS.test(heading) || !isAtRest(heading)) return false;
  return [lines[index - 1], lines[index + 1]].some((next = '') => next !== above && indentOf(next) >= depth);
}

function indentOf(line: string): number {
  return line.search(/\S/);
}

/** A record that a client of SQL prints with a line for each column (`\G`). */
const RECORD = /^\*+ \d+\. row \*+$/;

function isOfRecord(lines: readonly string[], index: number): boolean {
  const above = lastAbove(lines, index, KEY_REACH, (line) => !/^\s*\w+: /.test(line));
  return above !== undefined && RECORD.test(above);
}

/** The mark of a block of Markdown. */
const FENCE = /^```/;

function fencedLines(lines: readonly string[]): ReadonlySet<number> {
  const marks = lines.flatMap((line, index) => (FENCE.test(line) ? [index] : []));
  const between = new Set<number>();
  for (let i = 0; i + 1 < marks.length; i += 2)
    for (let index = marks[i] ?? 0; index < (marks[i + 1] ?? 0); index += 1) between.add(index);
  return between;
}
