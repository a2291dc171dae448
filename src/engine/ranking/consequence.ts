import type { Match } from '../match/match.js';
import { LATER_SECONDS } from '../log/log-time.js';
import { usesNothing } from '../log/aftermath/used-nothing.js';

/** So many entries lie at most between what failed and what it left undone. */
const ROOT_REACH = 3;
/** What a failed call did not give (Go's nil beside an error, None, null) is used in the next step. */
const NEXT_ENTRY = 1;

/**
 * What is missing because a step shortly before did not bring it: the file of a download, the module
 * of an installation. Farther back the step was got over, and what is missing stands for itself.
 */
export function rootOf(match: Match, ranked: readonly Match[]): Match {
  const root = ranked.find((m) => isConsequenceOf(match, m) && isShortlyBefore(m, match));
  return root ?? match;
}

function isShortlyBefore(root: Match, match: Match): boolean {
  const [earlier, later] = [root.hit, match.hit];
  if (earlier === undefined || later === undefined) return false;
  if (earlier.line.quiet && !(isFault(match) && FAILED_CALL.test(earlier.line.raw))) return false;
  if (!isFault(match)) {
    const between = earlier.entriesAfter - later.entriesAfter;
    return between > 0 && between <= ROOT_REACH;
  }
  if (root.rule.catchAll || earlier.spokenOf || !usesNothing(later.line.raw)) return false;
  const between = earlier.reportsAfter - later.reportsAfter;
  if (between <= 0 || between > NEXT_ENTRY) return false;
  return earlier.secondsAfter - later.secondsAfter < LATER_SECONDS;
}

/** PHP's word for a function that failed and gave false or null. */
const FAILED_CALL = /\bWarning: {1,2}[\w:\\]{1,100}\(/;

/** A fault of the program itself, as its runtime tells it. */
function isFault({ rule }: Match): boolean {
  return rule.general && rule.cause === 'app-exception';
}

/** Whether the rule of the one names the other, or its cause, as what it follows from. */
export function isConsequenceOf(match: Match, other: Match): boolean {
  const { id, cause } = other.rule;
  return (
    match !== other &&
    match.rule.consequenceOf.some((name) => name === id || name === `cause:${cause}`) &&
    (!WRITE_REFUSED.has(cause) || isFault(match) || wasRefused(match.variables['file'], other))
  );
}

/** A download that failed leaves any file missing; a write that was refused, only what it would have written. */
const WRITE_REFUSED: ReadonlySet<string> = new Set(['app-permission-fs', 'app-disk-full']);

function wasRefused(file: string | undefined, { hit, variables }: Match): boolean {
  if (file === undefined || hit === undefined) return false;
  return hit.line.raw.includes(file) || file.startsWith(`${variables['file'] ?? file}/`);
}

/** Of two lines of a log the fold has decided which is the root, and of a fault only a line shows what it follows from. */
export function isRankedBelow(match: Match, other: Match): boolean {
  if (match.hit !== undefined && (other.hit !== undefined || isFault(match))) return false;
  return isConsequenceOf(match, other);
}
