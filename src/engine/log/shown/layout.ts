import { lastAbove } from './last-above.js';
import { isInAlignedRows } from './aligned-rows.js';
import { isKnown } from '../line/known-line.js';
import { kindOfLine } from '../line/line-kind.js';

/**
 * Tells of each line of a log, by its index, whether the place of its signs and of its neighbours'
 * makes it a part of something shown: a row of a table that is ruled or set in columns, a line of a
 * source that a caret points at, one of a numbered text, one of a collection of several hosts' logs.
 */
export function layoutOf(lines: readonly string[]): (index: number) => boolean {
  const isRuled = lines.some((line) => jointsOf(line).length > 0);
  const isCollected =
    lines.some((line) => isKnown('collection', line)) ||
    lines.some((line) => OF_NODE.test(line)) ||
    new Set(lines.flatMap((line) => SYSLOG.exec(line)?.[1] ?? [])).size > 1;
  const isRelayed = tellsOfOwners(lines);
  return (index) => {
    const line = lines[index] ?? '';
    if ((isCollected && SYSLOG.test(line)) || (isRelayed && OWNED.test(line))) return true;
    return (
      isPointedAt(line, lines[index + 1] ?? '') ||
      (isRuled && isRow(lines, index)) ||
      isDeepInDocument(lines, index) ||
      isInAlignedRows(lines, index) ||
      [lines[index - 1], lines[index + 1]].some((next = '') => BESIDE.some((are) => are(line, next)))
    );
  };
}

/** A message of syslog up to its words (RFC 3164); who receives those of one machine sees one host. */
const SYSLOG = /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ([\w.-]+) [\w./-]+(?:\[\d+\])?: /;

/** Such a message of what no container runs: it is the log of a node. */
const OF_NODE =
  /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]+ (?:kernel|kubelet|containerd|crio)(?:\[\d+\])?: /;

/** Words behind whose they are and by which part of that, as relays of many programs' logs print them. */
const OWNED = /^\[([a-z][\w.-]*)\/[\w.-]+\] \S/;
const OWNERS = 3;

/** Whether, but for a heading, all that is said is said by parts of several. */
function tellsOfOwners(lines: readonly string[]): boolean {
  const owners = new Set(lines.flatMap((line) => OWNED.exec(line)?.[1] ?? []));
  if (owners.size < OWNERS) return false;
  return lines.filter((line) => line.trim() !== '' && !OWNED.test(line)).length <= 1;
}

/** What compilers, linters and interpreters print below a line of a source to show a place in it. */
const CARET = /^[\s|│]*[~-]*\^[~^-]*(?:\s.*)?$/;

function isPointedAt(line: string, next: string): boolean {
  if (!CARET.test(next)) return false;
  const at = next.indexOf('^');
  return at < line.length && /\S/.test(line);
}

/** A line that parts the head of a table from its rows: strokes, and joints where columns meet. */
const RULED = /^\s*[-=+|:─━═│┃┼╋╪┿╂├┤┝┥┠┨┡┩╞╡╟╢╠╣╇╈╤╧╬]{8,}\s*$|^-\[ RECORD \d+ \]-*\+-+$/;
const JOINT = /[+|┼╋╪┿╂╇╈╬]/g;
const COLUMN_SIGN = /[\s|│┃║]/;
const TABLE_REACH = 40;

/** The places of a ruled line's joints, without its ends: what has none is a rule or a box. */
function jointsOf(line: string): readonly number[] {
  if (!RULED.test(line)) return [];
  const end = line.trimEnd().length - 1;
  return [...line.matchAll(JOINT)].map(({ index }) => index).filter((at) => at > 0 && at < end);
}

function isRow(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  const isRule = (each: string): boolean => each.trim() === '' || jointsOf(each).length > 0;
  const joints = jointsOf(lastAbove(lines, index, TABLE_REACH, isRule) ?? '');
  const [first = 0] = joints;
  return (
    joints.length > 0 &&
    joints.every((at) => COLUMN_SIGN.test(line[at] ?? ' ')) &&
    /\w/.test(line.slice(0, first)) &&
    /\w/.test(line.slice(first))
  );
}

/** So many cells that two spaces part make a row; loggers align a time, a level and a name. */
const CELLS = 4;
const LOGGED = /^.{0,40}\d\d:\d\d|^\s*\W?[A-Z]{3,}\b/;

/** Whether two lines are rows of a list in columns, one cell more or less. */
function inColumns(line: string, next: string): boolean {
  const cells = cellsOf(line);
  const others = cellsOf(next);
  if (Math.min(cells, others) < CELLS || kindOfLine(line) === kindOfLine(next)) return false;
  return Math.abs(cells - others) <= 1;
}

function cellsOf(line: string): number {
  return LOGGED.test(line) ? 0 : line.trim().split(/\s{2,}/).length;
}

/** A line of a text behind its file and number, a dash around that, as `grep` prints what is around a hit. */
const NUMBERED = /^(\S*\w)([-:])(\d+)\2/;

function follow(line: string, next: string): boolean {
  const [, file, dash, number] = NUMBERED.exec(line) ?? [];
  const [, nextFile, nextDash, nextNumber] = NUMBERED.exec(next) ?? [];
  if (file === undefined || file !== nextFile || (dash !== '-' && nextDash !== '-')) return false;
  return Math.abs(Number(number) - Number(nextNumber)) === 1;
}

/** A line of a source behind its number, a bar and maybe a mark between or before. */
const SOURCE = /^\s*(?:[>❱→*]\s+)?(\d+)\s*[│|]\s/;

function areOfSource(line: string, next: string): boolean {
  const [, number] = SOURCE.exec(line) ?? [];
  const [, nextNumber] = SOURCE.exec(next) ?? [];
  return number !== undefined && Math.abs(Number(number) - Number(nextNumber)) === 1;
}

/** A citation in a mail, by the signs of two lines. */
function areCited(line: string, next: string): boolean {
  return /^> ?\S/.test(line) && /^> ?\S/.test(next);
}

/** What is taken away and what is put in its place, by signs set in alike. */
const CHANGE = /^(\s+)([-+]) \S/;

function areChange(line: string, next: string): boolean {
  const [, indent, sign] = CHANGE.exec(line) ?? [];
  const [, nextIndent, nextSign] = CHANGE.exec(next) ?? [];
  return indent !== undefined && indent === nextIndent && sign !== nextSign;
}

/** Who says it, behind what all lines of a talk begin with. */
const TURN = /^((?:\[[\w #-]+\] |#[\w-]+ )?)([a-z]{2,15}): (?=\S)/;
/** No program greets or speaks of itself so. */
const OF_PEOPLE =
  /: (?:hi|hello|hey|thanks|thank you|good morning)\b|\b(?:any(?:one|body)|i'm|i am|i get|i see|i think)\b/i;

/** Turns of two who talk with each other; one of them greets, thanks or says what befell him. */
function areTurns(line: string, next: string): boolean {
  const [, lead, who] = TURN.exec(line) ?? [];
  const [, nextLead, nextWho] = TURN.exec(next) ?? [];
  if (who === undefined || nextWho === undefined || lead !== nextLead) return false;
  return OF_PEOPLE.test(line) || OF_PEOPLE.test(next);
}

const BESIDE = [inColumns, follow, areOfSource, areCited, areChange, areTurns] as const;

/** A named part of a document: its name with a colon, and what it holds behind or below. */
const PART = /^\s*[a-z][\w ./-]*:(?:\s|$)/i;
const OF_ERROR = /err|exc|fail|caus|problem|what went/i;
const DOCUMENT_DEPTH = 2;

/** Whether a part stands in a part of a part of what is printed as a document; none is called after an error. */
function isDeepInDocument(lines: readonly string[], index: number): boolean {
  let depth = indentOf(lines[index] ?? '');
  if (depth < DOCUMENT_DEPTH * 2 || !PART.test(lines[index] ?? '')) return false;
  let parts = 0;
  for (let at = index - 1; at >= Math.max(0, index - TABLE_REACH) && depth > 0; at -= 1) {
    const line = lines[at] ?? '';
    const indent = indentOf(line);
    if (indent < 0 || indent >= depth) continue;
    if (!PART.test(line) || OF_ERROR.test(line)) return false;
    depth = indent;
    parts += 1;
  }
  return parts >= DOCUMENT_DEPTH;
}

function indentOf(line: string): number {
  return line.search(/\S/);
}
