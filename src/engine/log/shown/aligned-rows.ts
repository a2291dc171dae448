import { kindOfLine } from '../line/line-kind.js';
import { isAtRest } from '../line/line-words.js';
import { tellsTrouble } from '../line/hints.js';

/** So many lines above and below may belong to one table. */
const REACH = 3;
/** So many behind it are asked whether the program ends of what it lists. */
const END_REACH = 10;

const HAS_CELLS = /\S(?:\s{2,}|\t|\s\|\s)\S/;
/** Most lines of most logs begin so, or with seconds since the epoch, as zap's do. */
const TIMED = /^.{0,12}\d\d:\d\d|^\W?(?:\d\.\d+e\+09|1\d{9})\b/;
/** What curl says of its failure stands behind its meter, whose numbers are at the places of those above. */
const METERED = /\dcurl: \(\d+\) /;

/**
 * Whether a line is a row of a table by the places of its cells, which those of a line near it share
 * (`web   failed   ..` over `cart  running  -`). Who ends of what was found wrong says so below the
 * table; so a table with trouble below it is not only shown.
 */
export function isInAlignedRows(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (!HAS_CELLS.test(line) || TIMED.test(line) || METERED.test(line)) return false;
  const near = [
    ...lines.slice(Math.max(0, index - REACH), index),
    ...lines.slice(index + 1, index + 1 + REACH),
  ];
  if (!near.some((next) => areRows(line, next))) return false;
  return lines
    .slice(index + 1, index + 1 + END_REACH)
    .every((next) => (isAtRest(next) && !tellsTrouble(next.toLowerCase())) || areRows(line, next));
}

function areRows(line: string, next: string): boolean {
  return (areAligned(line, next) || areBarred(line, next)) && kindOfLine(line) !== kindOfLine(next);
}

/** A time or a level among the first cells is an entry's: loggers align them; and JSON has no cells. */
const LOGGED =
  /\d\d:\d\d|\b(?:TRACE|DEBUG|INFO|NOTICE|LOG|VERBOSE|WARN(?:ING)?|ERROR|FATAL|SEVERE|CRIT(?:ICAL)?|PANIC|EMERG)\b|(?:^\W?|\s\W?)(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|d?panic|fatal|crit(?:ical)?)(?![\w-])|^\s*[{[]/;
/** So much of the third cell may be a level. */
const LEVEL_LENGTH = 10;

/** So many cells that two spaces part, each at its place. */
const CELLS = 3;

function areAligned(line: string, next: string): boolean {
  const starts = startsOf(line);
  const others = startsOf(next);
  const [, , third] = starts;
  if (third === undefined || others.length < CELLS || LOGGED.test(line.slice(0, third + LEVEL_LENGTH)))
    return false;
  return starts.slice(0, CELLS).every((start, nth) => start === others[nth]);
}

/** Where the cells of a line begin that have words in them. */
function startsOf(line: string): readonly number[] {
  return [...line.matchAll(/(?<=^|\s{2}|\t)[\w/.<(-]/g)].map(({ index }) => index);
}

/** Two columns of texts with a bar between, padded to one place; a name before a bar is a process' own. */
function areBarred(line: string, next: string): boolean {
  const at = line.indexOf(' | ');
  if (at < 0 || at !== next.indexOf(' | ') || LOGGED.test(line.slice(0, at))) return false;
  const isPadded = line[at - 1] === ' ' || next[at - 1] === ' ';
  return isPadded && /\S \S/.test(line.slice(0, at).trim());
}
