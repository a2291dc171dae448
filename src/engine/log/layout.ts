import { lastAbove } from './last-above.js';

/**
 * Tells of each line of a log, by its index, whether the place of its signs and of its neighbours'
 * makes it a part of something shown: a row of a table that is ruled or set in columns, a line of a
 * source that a caret points at, one of a numbered text, one of a collection of several hosts' logs.
 */
export function layoutOf(lines: readonly string[]): (index: number) => boolean {
  const isRuled = lines.some((line) => jointsOf(line).length > 0);
  const isCollected = new Set(lines.flatMap((line) => SYSLOG.exec(line)?.[1] ?? [])).size > 1;
  return (index) => {
    const line = lines[index] ?? '';
    if (isCollected && SYSLOG.test(line)) return true;
    return (
      isPointedAt(line, lines[index + 1] ?? '') ||
      (isRuled && isRow(lines, index)) ||
      [lines[index - 1], lines[index + 1]].some((next = '') => inColumns(line, next) || follow(line, next))
    );
  };
}

/** A message of syslog up to its words (RFC 3164); who receives those of one machine sees one host. */
const SYSLOG = /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ([\w.-]+) [\w./-]+(?:\[\d+\])?: /;

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
  return line !== next && Math.min(cells, others) >= CELLS && Math.abs(cells - others) <= 1;
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
