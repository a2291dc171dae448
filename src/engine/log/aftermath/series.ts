import { isAtRestOrDone } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { tellsTrouble } from '../line/hints.js';
import { statementOf } from '../talk.js';

/** A word, and no name of a program or a module, which has a colon behind it and stands before all that it says. */
const WORD = /^[a-z]{3,}$/;
const FIELD = /^[a-z][\w.-]*=/i;

/**
 * Whether a line is one of a series that went on behind it: a later one begins with the same word and
 * the same second one, or the same field or a count there (`notify #ops: ..`, `dead letter 2/3 ..`,
 * `audit user=..`), tells of no trouble, and no more does what comes behind the series.
 */
export function isOfSeries({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const begin = beginOf(raw);
  if (begin === undefined) return false;
  const isNext = (line: LogLine): boolean => beginOf(line.raw) === begin && line.raw !== raw;
  const last = later.findLastIndex(isNext);
  if (last < 0) return false;
  return later.some((line) => isNext(line) && isWell(line)) && later.slice(last + 1).every(isWell);
}

/** The first two words of an entry; of a field its name, of a number that it is one. */
function beginOf(raw: string): string | undefined {
  const [first = '', second = ''] = statementOf(raw).trimStart().split(' ', 2);
  if (!WORD.test(first) || second === '') return undefined;
  if (/^#?\d[\d/]*:?$/.test(second)) return `${first} 0`;
  return `${first} ${FIELD.exec(second)?.[0] ?? second}`;
}

/** Whether it tells of no trouble, whatever its fields are called. */
function isWell({ raw }: LogLine): boolean {
  const words = statementOf(raw).replaceAll(/\b[\w.-]+=(?:"[^"]*"|\S+)?/g, (field) =>
    field.replace(/^[^=]*=/, ''),
  );
  return isAtRestOrDone(words) && !tellsTrouble(words.toLowerCase());
}
