import { isKnown } from './known-line.js';
import { isMarkedBelowError, readEntry } from './log-level.js';
import { isAtRest, isServed, tellsSuccess } from './line-words.js';

/** Of no work tell, whatever their level, a ruled line and a usage, which a program that cannot start prints round its reason. */
const NO_WORK = /[=*#_~-]{12}\s*$|\[options\]|\busage\b/i;

/** Whether a line is of ordinary work: at a level below error, a request served or a success told. */
export function isCalm(line: string, { level, words } = readEntry(line)): boolean {
  if (isServed(line)) return true;
  if (level !== undefined) return level === 'below-error' && isAtRest(words) && !isNoWork(line);
  if (!isAtRest(line) || isNoWork(line)) return false;
  return isMarkedBelowError(line) || tellsSuccess(line);
}

function isNoWork(line: string): boolean {
  return NO_WORK.test(line) || isKnown('no-work', line);
}
