import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { statementOf } from '../talk.js';

/** A step by its number and how many there are: `[2/3] build`, `Step 2/4 : load`, `step 2 of 4: load`. */
const STEP =
  /^(?:(?:step|stage|phase) #?(\d{1,2})(?:\/| of )(\d{1,2})|[[(](\d{1,2})\/(\d{1,2})[\])])(?: ?:)? (?=\S)/i;

/** What is done about a step that failed. */
const ABOUT_FAILURE = /\b(?:clean|tear|roll(?:ing)? ?back|revert|undo|restor|report|notif|collect|diagnos)/i;

/** Words of an end that a step comes to as well as a program. */
const DONE = /\b(?:done|finished)\b/gi;

interface Step {
  readonly number: number;
  readonly count: number;
}

/**
 * Whether a program that counts its steps came to a further one behind a line, and told of no trouble
 * from there on: the step in which the line stands was no end. What builds in parallel counts on for a
 * while, and says at last that it failed.
 */
export function isNextStep(line: LogLine, above: readonly LogLine[], later: readonly LogLine[]): boolean {
  const at = stepOf(line) ?? lastOf(above.map(stepOf));
  if (at === undefined) return false;
  const next = later.findIndex((each) => {
    const step = stepOf(each);
    return step?.count === at.count && step.number > at.number && !ABOUT_FAILURE.test(each.raw);
  });
  return next >= 0 && later.slice(next).every(({ raw }) => isAtRest(raw.replace(DONE, '')));
}

function lastOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined);
}

function stepOf({ raw }: LogLine): Step | undefined {
  const found = STEP.exec(statementOf(raw)) ?? STEP.exec(raw);
  if (found === null) return undefined;
  return { number: Number(found[1] ?? found[3]), count: Number(found[2] ?? found[4]) };
}
