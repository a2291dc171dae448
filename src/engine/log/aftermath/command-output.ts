import type { LogLine } from '../log-lines.js';
import { firstTime } from '../log-time.js';
import { isTalk } from '../talk.js';

/** An entry that announces what something else wrote: `tool shell(..) returned:`, `its output:`. */
const ANNOUNCES = /\b(?:returned|output|printed|answered|replied|wrote|stdout|stderr|results?)\s*:$/i;

/**
 * Whether a line without a time stands below an entry with one that announces what something else wrote,
 * and the program, which writes times, talked on after that: the output told it something, no more.
 */
export function isOfOutput(line: LogLine, above: readonly LogLine[], later: readonly LogLine[]): boolean {
  if (isTimed(line)) return false;
  const head = above.findLast(isTimed);
  if (head === undefined || !ANNOUNCES.test(head.raw)) return false;
  return later.some((next) => isTimed(next) && (isTalk(next) || ANNOUNCES.test(next.raw)));
}

function isTimed(line: LogLine): boolean {
  return firstTime([line]) !== undefined;
}
