import { isAtRestOrDone } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { statementOf } from '../talk.js';

/** A step by its number and how many there are: `[2/3] build`, `Step 2/4 : load`, `step 2 of 4: load`. */
const STEP =
  /^(?:(?:step|stage|phase) #?(\d{1,2})(?:\/| of )(\d{1,2})|[[(](\d{1,2})\/(\d{1,2})[\])])(?: ?:)? (?=\S)/i;

/** How far it is, in a hundred steps: `40% done`, `progress: 40%`. */
const PERCENT = /^(?:[a-z]{3,}:? ){0,3}(\d{1,3})(?:\.\d+)? ?%(?= |$)/i;
const HUNDRED = 100;

/** A mark before what a script or a job begins next, below which its output stands. */
const MARK = /^(?:={2,3}>|-{2,}>|[▶►➜]|section_start:)(?=[ \d])/;

/** What is done about a step that failed. */
const ABOUT_FAILURE = /\b(?:clean|tear|roll(?:ing)? ?back|revert|undo|restor|report|notif|collect|diagnos)/i;

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
  const at = stepOf(line) ?? above.map(stepOf).findLast((step) => step !== undefined);
  const mark = above.map(markOf).findLast((each) => each !== undefined);
  const next = later.findIndex((each) => {
    if (ABOUT_FAILURE.test(each.raw)) return false;
    const step = stepOf(each);
    const isFurther = at !== undefined && step?.count === at.count && step.number > at.number;
    return isFurther || (mark !== undefined && markOf(each) === mark);
  });
  return next >= 0 && later.slice(next).every(({ raw }) => isAtRestOrDone(raw));
}

function markOf({ raw }: LogLine): string | undefined {
  return MARK.exec(raw)?.[0];
}

function stepOf({ raw }: LogLine): Step | undefined {
  const found = STEP.exec(statementOf(raw)) ?? STEP.exec(raw);
  if (found === null) {
    const done = (PERCENT.exec(raw) ?? PERCENT.exec(statementOf(raw)))?.[1];
    return done === undefined ? undefined : { number: Number(done), count: HUNDRED };
  }
  return { number: Number(found[1] ?? found[3]), count: Number(found[2] ?? found[4]) };
}
