import { isAtRest } from '../line/line-words.js';
import { saysFatal } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';
import { sentenceOf } from '../own-words/sentence.js';
import { toldBy } from '../own-words/told-by.js';
import { thingsIn } from './done-later.js';

/**
 * Whether a program that logged an error went on with its work and then logged a fatal one, which
 * tells of something else in words of its own: that is what it ended of.
 */
export function isOutdone({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const at = later.findIndex((next) => saysFatal(next.raw));
  const fatal = later[at];
  if (fatal === undefined || saysFatal(raw)) return false;
  if (!later.slice(0, at).some((next) => next.calm && isAtRest(next.raw))) return false;
  const topic = toldBy(sentenceOf(fatal.raw));
  if (topic === undefined || topic === toldBy(sentenceOf(raw))) return false;
  const about = new Set(thingsIn(raw));
  return !thingsIn(fatal.raw).some((word) => about.has(word));
}
