import { kindOfLine } from '../line/line-kind.js';
import { isAtRest } from '../line/line-words.js';
import { isError, isMarkedBelowError } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';
import { statementOf } from '../talk.js';

/*
 * What a program says later of the very thing that a line spoke of: that it was done after all, or is done without.
 */

/** A line as another try of the same would begin: without numbers and level. */
export function leadOf(line: string): string {
  return kindOfLine(line).replace(/\b(?:error|warn(?:ing)?|info|fatal|debug)\b/gi, '');
}

/** Whether a later line tells a success of what an earlier one told a failure of: it begins alike. */
export function isDoneAtLast(lead: string, later: string): boolean {
  const said = leadOf(later);
  const success = DONE_AT_LAST.exec(said);
  if (success === null || !isAtRest(said.slice(success.index))) return false;
  const begin = said.slice(0, success.index);
  return BEGIN.test(begin) && lead.startsWith(begin) && !isErrorNumberNone(success.input, lead, begin);
}

/**
 * `sh: line 8: /bin/x: Success` behind `sh: line 8: /bin/x: Operation not permitted` is what strerror(3) prints of
 * an error number that was set back meanwhile: nothing was done.
 */
function isErrorNumberNone(said: string, lead: string, begin: string): boolean {
  return (
    begin.endsWith(': ') &&
    said.slice(begin.length) === 'Success' &&
    ERROR_TEXT.test(lead.slice(begin.length))
  );
}

const ERROR_TEXT =
  /^(?:Operation not permitted|Permission denied|No such file or directory|Exec format error|Text file busy|Argument list too long|Input\/output error)$/;

const DONE_AT_LAST =
  /(?<![\w-])(?:ok|okay|up|ready|connected|reachable|available|success\w*|succeeded|alive|healthy|passed|works|replaced|respawned)\b(?!.* (?:not|no)\b)/i;

/** Whether a work that was begun shortly before a line is told done behind it: the line broke none of it off. */
export function isDoneMeanwhile(above: readonly LogLine[], later: readonly LogLine[]): boolean {
  const begun = new Set(
    above.slice(-BEGUN_NEAR).map(({ raw }) => WORK.exec(statementOf(raw))?.[1]?.toLowerCase()),
  );
  return later.some(({ raw }) => {
    const told = statementOf(raw);
    const work = (WORK_DONE.exec(told) ?? WORK_DONE_BEHIND.exec(told))?.[1];
    return work !== undefined && begun.has(work.toLowerCase());
  });
}

const BEGUN_NEAR = 5;
const WORK = /^([A-Za-z]?[a-z]{2,}ing)\b/;
const WORK_DONE =
  /^([A-Za-z]?[a-z]{2,}ing)(?: [\w./'"-]+){0,5}[ .:]{1,4}(?:(?:is|was|has been|now) )?(?:done|finished|completed?|succeeded)[.!]*$/;
/** `Internal TLS trust CA appending is Done.` */
const WORK_DONE_BEHIND =
  /^(?:[\w./'"-]+ ){1,6}([a-z]{3,}ing) (?:(?:is|was|has been|now) )?(?:done|finished|completed?|succeeded)[.!]*$/i;

/** A word that names what was tried, or the number of a try in brackets. */
const BEGIN = /[a-z]{2}|\[0\/0\]/i;

/** What was spoken of is done without, told below an error. */
const DONE_WITHOUT =
  /\b(?:disabled|switched off|turned off|(?:is|are|stays?) off|running without|going on without|not used)\b/i;

/** The same in a sentence of its own, where no level is told. */
const TOLD_WITHOUT =
  /\b(?:is|are|was|were|stays?|will be) (?:now )?(?:left (?:out|off)|skipped|omitted|disabled|(?:switched|turned) off|off|not used|done without)[.!]?$/i;

/** Whether a program tells behind a line, in a word of it and not as an error, that it does without. */
export function isDoneWithout({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const about = new Set(thingsIn(raw));
  return later.some(
    ({ raw: next, aside }) => !aside && tellsWithout(next) && thingsIn(next).some((word) => about.has(word)),
  );
}

function tellsWithout(raw: string): boolean {
  if (isMarkedBelowError(raw)) return DONE_WITHOUT.test(raw);
  return TOLD_WITHOUT.test(raw) && !isError(raw) && isAtRest(raw);
}

/** The words of a line that may name a thing. */
export function thingsIn(line: string): readonly string[] {
  return statementOf(line).toLowerCase().match(THING) ?? [];
}

/** A word that may name a thing, and no name of a level or of what befell it. */
const THING =
  /(?!(?:error|level|warning|info|time|message|with|from|that|this|have|been|connect\w*|fail\w*|could|cannot|service|unable|disabled|without|running|known|name)\b)\b[a-z][\w-]{3,}/g;
