import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';

/** Who speaks, in brackets before the words: `[job 17] `. */
const SPEAKER = /^\[[a-z][^\]]{1,40}\] (?=\S)/i;

/** How a process ended, as who started it tells. */
const ENDED = /\b(?:exited|finished|ended|terminated|failed|completed)\b.{1,20}\b(?:code|status)[ =:]+-?\d/i;

/** Words of an end, and what is at rest but for the word `wait`. */
const WAITS = /\bwait(?:s|ing)\b/gi;

/**
 * Whether a program told behind a line how the one ended who speaks in it, in the same brackets, and
 * another spoke after that, of no trouble: the end was a child's.
 */
export function isChildTold({ raw }: LogLine, later: readonly LogLine[]): boolean {
  if (isItemTold(raw, later)) return true;
  const speaker = SPEAKER.exec(raw)?.[0];
  if (speaker === undefined) return false;
  const told = later.findIndex((next) => next.raw.startsWith(speaker) && ENDED.test(next.raw));
  const rest = told < 0 ? [] : later.slice(told + 1);
  return (
    rest.some((next) => SPEAKER.test(next.raw) && !next.raw.startsWith(speaker)) &&
    rest.every((next) => isAtRest(next.raw.replace(WAITS, '')))
  );
}

/** One of many that are worked on, before a bar and what it says: `job 17 | `. */
const ITEM = /^([a-z]{3,} #?\d+) +\| (?=\S)/i;
const BECAME = /\b(?:failed|exited|finished|ended|died|crashed|completed)\b/i;

/** Whether who works on such an item told behind it what became of it, and of no trouble after that. */
function isItemTold(raw: string, later: readonly LogLine[]): boolean {
  const [head, item] = ITEM.exec(raw) ?? [];
  if (head === undefined || item === undefined) return false;
  const told = later.findIndex(
    ({ raw: next }) => !next.startsWith(head) && next.includes(item) && BECAME.test(next),
  );
  const rest = told < 0 ? [] : later.slice(told + 1);
  return rest.length > 0 && rest.every((next) => isAtRest(next.raw.replace(WAITS, '')));
}

/** That one ended and is started again by who says so. */
const STARTED_ANEW =
  /\b(?:exit(?:ed|s)?|died|dead|ended|crashed|terminated|quit)\b.{0,40}[,;.:(-] ?(?:re-?starting|respawning|will be (?:re-?started|respawned)|starting (?:it )?(?:again|anew)|forking a new)/i;

/** Whether one of these entries tells so. */
export function isChildAnew(later: readonly LogLine[]): boolean {
  return later.some(({ raw }) => STARTED_ANEW.test(raw));
}
