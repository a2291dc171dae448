import { HOLLOW_SUCCESS } from '../matchers/ended.js';
import type { Match } from '../match/match.js';
import { isPassed } from '../evaluation/weigh-line.js';

/** Whether the match takes the exit code 0 for a failure that something hid. */
export function isHollow(match: Match): boolean {
  return match.evidence.some((e) => e.fact === HOLLOW_SUCCESS);
}

/** Further entries that a clean-up may log after the last word. */
const CLEAN_UP_ENTRIES = 10;

/** Whether it rests on a line that the program ended with: neither taken lightly nor got over. */
export function isLastWord({ hit }: Match): boolean {
  return hit !== undefined && !isPassed(hit) && hit.entriesAfter <= CLEAN_UP_ENTRIES;
}
