import { ENDING, isAtRest, isOwnGasp } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import type { AroundLine } from './sign.js';

/**
 * Whether a program may have gone on behind a line: a word that nothing outlives, such as a panic, is
 * got over only where it is another's, who is told to live.
 */
export function mayGoOn({ line, later }: Pick<AroundLine, 'line' | 'later'>): boolean {
  return !isOwnGasp(line.raw) || isNamedAgain(line.raw, later);
}

/** Whether what the line names before its words is spoken of again, at rest and not of ending: that one lives. */
function isNamedAgain(raw: string, later: readonly LogLine[]): boolean {
  const name = /^[a-z][\w.-]*: /i.exec(raw)?.[0];
  return (
    name !== undefined &&
    later.some((next) => next.raw.startsWith(name) && isAtRest(next.raw) && !ENDING.test(next.raw))
  );
}
