import { isKnown } from './known-line.js';
import { saysError, saysFatal } from './log-level.js';

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
  /^(?:\S+ ){1,3}is (?:now )?(?:up|ready|reachable)\b|\b(?:connected (?:to|with)|connection (?:established|restored)|ready (?:to accept|for) connections|listening (?:on|at)|now serving|serving (?:on|at)|(?:server|service|application|app) (?:has |is )?(?:started|running|ready)|startup complete)\b/i;

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

/** Words of stopping and of what is done then. */
export const ENDING =
  /\b(?:stop|clos|shut|exit|drain|flush|terminat|bye|disconnect|releas|unregister|deregister|cancel|dispos|destroy|finali[sz]|leav|quit|clean|tear|unload|unmount|unsubscrib|graceful)/i;
