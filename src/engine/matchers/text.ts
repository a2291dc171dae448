import { holdsAll } from '../../domain/needs.js';
import type { LinePattern } from '../../domain/rule.js';
import type { PatternMatch, Rulebook } from '../../domain/rulebook.js';
import { occursIn, type Haystack } from '../haystack.js';

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
