import { DOTNET_HEAD } from '../line-entry.js';
import { kindOf } from '../line/line-kind.js';
import { isAtRest } from '../line/line-words.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';
import { tellsTrouble } from '../line/hints.js';

/**
 * Whether a program says once more what it began with: what runs another one started it anew, and it
 * was that one which died of what stands between. What a program says again of every try or of every
 * error stands between errors, and not before the first.
 */
export function isBegunAnew(before: readonly LogLine[], after: readonly LogLine[]): boolean {
  if (after.length === 0) return false;
  const first = before.findIndex(({ raw }) => !isAtRest(raw) || tellsTrouble(raw.toLowerCase()));
  const begin = new Set(
    before
      .slice(0, first < 0 ? before.length : first)
      .filter(({ raw }) => SAYS.test(raw) && !CONTINUATION.test(raw) && !DOTNET_HEAD.test(raw))
      .map(kindOf),
  );
  const again = after.findIndex((line) => begin.has(kindOf(line)));
  if (again < 0) return false;
  return STARTS.test(after[again]?.raw ?? '') || after.slice(again).every(({ raw }) => isAtRest(raw));
}

/** A ruled line, a bracket or what only leads up to a trace or a list says nothing. */
const SAYS = /^(?=.*[a-z]{4}).* \S*[^\s:]$/i;
/** Words of a start. */
export const STARTS = /\b(?:re)?(?:start|boot|spawn|launch|run|initiali[sz]|listen)/i;
