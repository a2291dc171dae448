import { isMarkedBelowError } from '../line/log-level.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';
import { isAtRest } from '../line/line-words.js';
import { toldBy } from './told-by.js';
import { sentenceOf } from './sentence.js';
import type { Topic } from '../../../domain/rules/topic.js';

/**
 * Where a program's last words are the consequence of what it told before: it gave up what it had
 * tried, or went on with nothing in the place of what it lacks and stumbles over that nothing.
 */
export function leadersOf(
  last: readonly LogLine[],
  lines: readonly LogLine[],
  told: { readonly topic: Topic; readonly said: string } | undefined,
): readonly LogLine[] {
  if (told !== undefined && !(told.topic === 'own-fault' && OF_NOTHING.test(told.said))) return [];
  const words = last.filter(({ raw }) => !CONTINUATION.test(raw));
  if (words.length === 0) return [];
  const end = lines.slice(-FAR);
  if (told === undefined && words.some(({ raw }) => GAVE_UP.test(sentenceOf(raw)))) {
    const tries = triesBefore(end);
    if (tries.length > 0) return tries;
  }
  const nothing = end.findIndex(({ raw }) => WITH_NOTHING.test(raw));
  return nothing < 0 ? [] : end.slice(Math.max(0, nothing - 1), nothing + 1).toReversed();
}

/** So far back, in lines. */
const FAR = 40;

/** That it does not try again. */
const GAVE_UP =
  /\b(?:gave up|giving up|given up|(?:budget|tries|attempts|retries)(?: \w+)? (?:is|are|was|were) (?:spent|used up|exhausted))\b/;

/** What is undefined, null or empty in a value or a list that was to be there. */
const OF_NOTHING = /\b(?:undefined|null|nil|none|nonetype|empty)\b/i;

/** That it goes on with nothing. */
const WITH_NOTHING =
  /\b(?:using|taking|assuming|returning|keeping|defaulting to|falling back to|(?:continuing|going on|starting) with)\s+(?:an? |the )?(?:none\b|nothing\b|empty\b|blank\b|null\b|nil\b|undefined\b|no \w|"")/i;

/** The same complaint, over and over, up to the end: what was tried. */
function triesBefore(end: readonly LogLine[]): readonly LogLine[] {
  const topics = end.map(({ raw }) => toldBy(sentenceOf(raw)));
  const begin = topics.findLastIndex((topic) => topic !== undefined);
  const latest = end[begin];
  if (latest === undefined) return [];
  const again = topics.filter((topic) => topic === topics[begin]);
  const later = end.slice(begin + 1);
  return again.length >= TRIES && later.length <= LATER && !later.some(isWorkAgain) ? [latest] : [];
}

const TRIES = 2;
const LATER = 3;

function isWorkAgain({ raw, calm }: LogLine): boolean {
  return calm && isMarkedBelowError(raw) && isAtRest(raw);
}
