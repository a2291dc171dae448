import { isKnown } from './known-line.js';
import { ABOVE_ERROR, saysError, saysFatal } from './log-level.js';

/*
 * What the words of a line tell, whatever its level and its neighbours: that nothing is amiss, that
 * something came about, that the program ends.
 */

/** Words of failing, waiting or ending. */
const UNREST =
  /abort|bye|cancel|cannot|clos|could not|crash|denied|disconnect|done|drain|err|exception|exit|fail|fatal|finish|giv(?:e|ing) up|interrupt|invalid|kill|lost|missing|not found|panic|refused|shut|signal|stop|terminat|time(?:d )?.?out|unable|retry|wait/i;

/** A request that was served, as access logs tell it. */
const SERVED = /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+(?: HTTP\/[\d.]+)?["']?:? [1-4]\d\d\b/;

/** A success that a program without levels tells. */
const SUCCEEDED =
  /^(?:\S+ ){1,3}is (?:now )?(?:up|ready|reachable)\b|\b(?:connected (?:to|with)|connection (?:established|restored)|ready (?:to accept|for) connections|ready to (?:serve|handle|process|receive|take)|listening (?:on|at)|now serving|serving (?:on|at)|(?:server|service|application|app) (?:has |is )?(?:started|running|ready)|startup complete)\b|^(?:[\w-]+ ){1,4}(?:ready|connected|reachable)[.!]?$|^(?:ready|online|serving|up and running)[.!]*$/i;

/** A success denied, awaited, asked for or only talked about. */
const DOUBTFUL =
  /\b(?:not|never|before|until|when|if|whether|ensure|make sure|check|verify|please|which|instead|can|may|must|should|would)\b|\?/i;

/** Whether it is an access log's line of a request that was served. */
export function isServed(line: string): boolean {
  return SERVED.test(line) || isKnown('served', line);
}

/** Whether a line says that a request was served or that something came about. */
export function tellsOfWork(line: string): boolean {
  return isServed(line) || tellsSuccess(line);
}

/** Whether a line says that something came about, and has no word of trouble or doubt. */
export function tellsSuccess(line: string): boolean {
  return SUCCEEDED.test(line) && !hasUnrest(line) && !DOUBTFUL.test(line);
}

/** Whether a line has not a word of failing, waiting or ending. */
export function isAtRest(line: string): boolean {
  return !hasUnrest(line) && !saysError(line);
}

/** Words of an end that an item or a step comes to as well as a program. */
const DONE = /\b(?:done|finished)\b/gi;

/** As `isAtRest`, of what is told of an item or a step, which may be done. */
export function isAtRestOrDone(words: string): boolean {
  return isAtRest(words.replace(DONE, ''));
}

function hasUnrest(line: string): boolean {
  return UNREST.test(line) || isKnown('end', line);
}

/** An exception that nobody caught, a word of ending. */
const LAST_GASP =
  /\bpanic(?:ked)?\b|\bun(?:caught|handled)\b|Exception in thread|^Traceback |\b(?:exit|abort|crash|terminat|shut|stopp|quit|giv(?:e|ing) up|cannot (?:start|continue)|failed to (?:start|run|init))/i;

/** Whether a line tells of the program's end, or of what nothing outlives. */
export function isLastGasp(line: string): boolean {
  return saysFatal(line) || LAST_GASP.test(line) || isKnown('end', line);
}

/** What leads up to another's words: a sign behind it, a gap, or a word for saying; and the time of those words. */
const LEADS_TO =
  /(?:[:|>)\]-]|\s\s|\t|\b(?:with|says?|said|shows?|showed|prints?|printed|gets?|got))\s*(?:\d[\w.,:+-]*\s*)?\W?$/;
/** Two words that are no names, or one with its number. */
const WORDS = /\b(?!line\b)[a-z]{2}[\w-]* (?:.*\b[a-z]{2}|#?\d)/;

/**
 * Whether a line tells of the end of the program itself, and not in words that stand behind others of
 * something else (`job 4411 | panic: ..`, `web-1 answers with panic: ..`).
 */
export function isOwnGasp(line: string): boolean {
  if (!isLastGasp(line)) return false;
  const at = Math.min(...[ABOVE_ERROR, LAST_GASP].map((gasp) => placeOf(gasp, line)));
  const lead = line.slice(0, at).replace(TIMES, '');
  return !(LEADS_TO.test(lead) && WORDS.test(lead) && isAtRest(lead));
}

function placeOf(pattern: RegExp, line: string): number {
  const at = line.search(pattern);
  return at < 0 ? Infinity : at;
}

/** Times, which stand before the words of an entry. */
const TIMES = /^(?:\W?\d[\w.,:+-]*\W? )+/;

/** Words of stopping and of what is done then. */
export const ENDING =
  /\b(?:stop|clos|shut|exit|drain|flush|terminat|bye|disconnect|releas|unregister|deregister|cancel|dispos|destroy|finali[sz]|leav|quit|clean|tear|unload|unmount|unsubscrib|graceful)/i;
