/** One kind of secret: literals that make a look worthwhile, and how to find and replace it. */
export interface RedactionRule {
  /** Lower case; the pattern is tried only where one of them occurs. */
  readonly keywords: readonly string[];
  /**
   * Global. Every pattern is linear: runs are bounded, or can begin only at their own first
   * character (lookbehind), and no two neighbouring repetitions share a character.
   */
  readonly pattern: RegExp;
  readonly replace: (...groups: string[]) => string;
}

/** The text after each of the rules in turn. `lower` is the text as it was, in small letters. */
export function applyRules(
  rules: readonly RedactionRule[],
  text: string,
  lower: string = text.toLowerCase(),
): string {
  let clean = text;
  for (const { keywords, pattern, replace } of rules) {
    if (keywords.some((keyword) => lower.includes(keyword))) clean = clean.replace(pattern, replace);
  }
  return clean;
}
