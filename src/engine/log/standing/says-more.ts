import { ENDING, isAtRest, isLastGasp } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { tellsTrouble } from '../line/hints.js';
import { sharesWords } from '../talk.js';

/** What explains or advises, or is a frame of a trace. */
const OF_THE_SAME =
  /\b(?:see|try|please|use|check|ensure|make sure|usage|help|hint|options?)\b|https?:|^\s+(?:at|File|from|in) |^\s*\.\.\. \d|:\d+\)?$|--\w/i;

/** Two words or more. */
const SAYS = /[a-z]\S*\s+\S/i;

/**
 * Whether a program said something behind a line that neither follows from it nor speaks of it: no
 * word of failing or of an end, no advice, no word of what the line is about.
 */
export function saysMore(line: LogLine, later: readonly LogLine[]): boolean {
  const own = later.findIndex(({ raw }) => isLastGasp(raw));
  return later
    .slice(0, own < 0 ? later.length : own)
    .some(
      ({ raw }) =>
        SAYS.test(raw) &&
        isAtRest(raw) &&
        !ENDING.test(raw) &&
        !OF_THE_SAME.test(raw) &&
        !tellsTrouble(raw.toLowerCase()) &&
        !sharesWords(raw, line),
    );
}
