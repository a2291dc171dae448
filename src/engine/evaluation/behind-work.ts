import type { LogHit } from '../match/finding.js';
import type { Match } from '../match/match.js';
import { isPassed } from './weigh-line.js';

/** Whether it was said before the program went on with its work, and then said what its last words are. */
export function isBehindWork(earlier: LogHit, words: LogHit): boolean {
  return earlier.line.order < (words.wentOnAt ?? -1);
}

/** Orders two log matches: what was said on the way out gives way to what the program may have stopped for. */
export function byStop({ hit: x }: Match, { hit: y }: Match): number {
  if (x === undefined || y === undefined || x.stopping === y.stopping) return 0;
  return Number(x.stopping && !isPassed(y)) - Number(y.stopping && !isPassed(x));
}

/** Orders two log matches of different causes: what the program went on after gives way to its last words. */
export function byWork(a: Match, b: Match): number {
  const [x, y] = [a.hit, b.hit];
  if (x === undefined || y === undefined || a.rule.cause === b.rule.cause) return 0;
  return Number(isBehindWork(x, y)) - Number(isBehindWork(y, x));
}
