import { DOTNET_HEAD } from './line-entry.js';
import { kindOf } from './line-kind.js';
import { isAtRest } from './line-words.js';
import { CONTINUATION, type LogLine } from './log-lines.js';
import { tellsTrouble } from './own-words/hints.js';

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
const STARTS = /\b(?:re)?(?:start|boot|spawn|launch|run|initiali[sz]|listen)/i;

/** The kubelet's request to stop, as programs tell that they were given it. */
const TOLD_TO_STOP =
  /\b(?:received|got|caught|handling)\b.{1,30}\b(?:SIGTERM|TERM signal|signal:? (?:15|TERM|terminated))\b|\bSIGTERM (?:received|caught|signal received)\b|\bsignal=terminated\b|\breceived (?:a )?(?:termination|shutdown) signal\b|\b(?:termination|shutdown) signal received\b/i;

/** Who sees one process end stops the others, and these then tell of the same signal. */
const OTHER_ENDED = /\b(?:exit(?:ed|s|ing)?|died|dead|crash\w*|quit|kill\w*|sending|fatal)\b/i;

/** Whether the program was at work yet when it was told to stop. */
export function isToldToStop(after: readonly LogLine[]): boolean {
  const told = after.findIndex(({ raw }) => TOLD_TO_STOP.test(raw));
  return told >= 0 && !after.slice(0, told).some(({ raw }) => OTHER_ENDED.test(raw));
}
