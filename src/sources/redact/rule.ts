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
