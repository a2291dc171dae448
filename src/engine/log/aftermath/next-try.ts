import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { isTalk, sharesWords, statementOf } from '../talk.js';

/** A try by its number and nothing else: `# attempt 2`, `--- try 2 of 5`. */
const TRY = /^[^\p{L}\d]{0,6}(?:attempt|try|run|round) #?(\d{1,3})(?:(?:\/| of )\d{1,3})?[^\p{L}\d]*$/iu;

/** What a program says that has no try left. */
const GAVE_UP = /\b(?:giv(?:e|es|ing) up|gave up|attempts?|tries|retries|retry\w*|after \d)\b/i;

/**
 * Whether a line stands below a try by its number, and behind a further one the program told of something
 * else: the last try ended otherwise.
 */
export function isOfFormerTry(line: LogLine, above: readonly LogLine[], later: readonly LogLine[]): boolean {
  const number = above.map(numberOf).findLast((each) => each !== undefined);
  if (number === undefined) return false;
  const last = later.findLastIndex((next) => (numberOf(next) ?? 0) > number);
  return last >= 0 && later.slice(last + 1).some((next) => tellsOfElse(next, line));
}

function numberOf({ raw }: LogLine): number | undefined {
  const found = TRY.exec(statementOf(raw))?.[1];
  return found === undefined ? undefined : Number(found);
}

function tellsOfElse(next: LogLine, line: LogLine): boolean {
  if (GAVE_UP.test(next.raw) || sharesWords(next.raw, line)) return false;
  return isTalk(next) || !isAtRest(next.raw);
}
