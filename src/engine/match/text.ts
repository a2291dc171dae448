import { holdsAll } from '../../domain/rules/needs.js';
import type { LinePattern } from '../../domain/rules/rule.js';
import type { PatternMatch, Rulebook } from '../../domain/rules/rulebook.js';
import { occursIn, type Haystack } from '../log/haystack.js';

/** The first of the patterns that matches the text, with none of its `not` patterns matching. */
export function matchText(
  patterns: readonly LinePattern[],
  text: string,
  rulebook: Rulebook,
): PatternMatch | undefined {
  const lower = text.toLowerCase();
  for (const candidate of patterns) {
    const match = mayMatch(candidate.pattern, lower, rulebook)
      ? rulebook.pattern(candidate.pattern).match(text)
      : undefined;
    if (
      match !== undefined &&
      !candidate.not.some((refused) => rulebook.pattern(refused).match(text) !== undefined)
    )
      return match;
  }
  return undefined;
}

/** Whether a lower-case text holds what the pattern needs. */
export function mayMatch(pattern: string, lower: string, rulebook: Rulebook): boolean {
  return holdsAll(lower, rulebook.pattern(pattern).needs);
}

/** The same for a text in which many patterns are looked for. */
export function mayOccur(pattern: string, haystack: Haystack, rulebook: Rulebook): boolean {
  const { needs } = rulebook.pattern(pattern);
  return needs.every((set) => set.some((literal) => occursIn(literal, haystack)));
}

/** A long observed text, cut for evidence. */
export function shorten(text: string, length = 400): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** A text of more characters than this is cut where it is evidence. */
const LONG = 300;
/** What two parts of a long text are cut to: together four lines on a terminal. */
const PART = 95;
/** So much is shown of what stands before a match. */
const BEFORE_MATCH = 40;
/** And of what stands behind a long one. */
const AFTER_MATCH = 10;

/** A long text of which the end matters as much: an error that was wrapped tells its root last. */
export function bothEnds(text: string): string {
  return text.length <= LONG ? text : `${text.slice(0, PART)}…${text.slice(-PART)}`;
}

/** The same for one that matched: where neither end holds the end of the match, that is shown in place of its end. */
export function aroundMatch(text: string, { end }: Pick<PatternMatch, 'end'>): string {
  const isShown = end <= PART || end > text.length - PART;
  return text.length <= LONG || isShown ? bothEnds(text) : excerpt(text, 0, end);
}

/** A long text cut so that what stands from `from` to `to` is seen: its begin, and that part, or its end where it is long. */
export function excerpt(text: string, from: number, to = from): string {
  if (text.length <= LONG) return text;
  if (from < PART && to <= 2 * PART) return shorten(text, 2 * PART);
  const start = Math.max(from - BEFORE_MATCH, to - PART + AFTER_MATCH);
  return `${text.slice(0, PART)}…${shorten(text.slice(start), PART)}`;
}
