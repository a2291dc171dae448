import { isMarkedBelowError, readEntry } from './log-level.js';
import { isAtRest, isServed, tellsSuccess } from './line-words.js';

/**
 * Of no work tell, whatever their level, a ruled line and a usage, which a program that cannot start
 * prints round its reason, and what Celery's main process writes to standard error, such as the
 * traceback that it dies of, piece by piece (celery/app/log.py, redirect_stdouts_to_logger).
 */
const NO_WORK = /[=*#_~-]{12}\s*$|\[options\]|\busage\b|: WARNING\/MainProcess\] /i;

/** Whether a line is of ordinary work: at a level below error, a request served or a success told. */
export function isCalm(line: string, { level, words } = readEntry(line)): boolean {
  if (isServed(line)) return true;
  if (level !== undefined) return level === 'below-error' && isAtRest(words) && !NO_WORK.test(line);
  if (!isAtRest(line) || NO_WORK.test(line)) return false;
  return isMarkedBelowError(line) || tellsSuccess(line);
}
