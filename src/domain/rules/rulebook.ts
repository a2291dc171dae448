import type { Needs } from './needs.js';
import type { Rule, RuleSubject } from './rule.js';

/**
 * The rules together with what runs their patterns and expressions. The engine knows only this:
 * which regex or CEL package stands behind it is the rulebook's business.
 */
export interface Rulebook {
  /** All rules; reading this parses those that were not needed so far. */
  readonly rules: readonly Rule[];
  /** The rule with a number, in the order of the ids; undefined where a rule of the user took its place. */
  readonly entry: (number: number) => RuleEntry | undefined;
  /** The numbers of the rules of which nothing is known without which they cannot hold. */
  readonly ungated: readonly number[];
  /** What the gates of the other rules ask for. */
  readonly signs: Signs;
  /** Compiles once and remembers; the text was checked when the rule was read. */
  readonly pattern: (source: string) => Pattern;
  readonly expression: (source: string) => Expression;
}

/** A rule as the engine comes to it: most need not even be parsed to know that they do not match. */
export interface RuleEntry {
  readonly subject: RuleSubject;
  readonly rule: () => Rule;
}

/**
 * What gates ask for, numbered, and who asks for it: so that what is found leads to the few rules
 * that may hold, and no time goes to the thousand others.
 */
export interface Signs {
  /** The numbers of the marks, as src/domain/rules/mark.ts spells them: from 0 on. */
  readonly marks: ReadonlyMap<string, number>;
  /**
   * The nth literal: lower-case, of at least four characters. Behind the marks it has the next number but 2n
   * where it is looked for in the log, and one more where it is looked for in the messages (of a
   * state, of the pod, of an event).
   */
  readonly literal: (at: number) => string;
  /** By the hash (src/domain/rules/gram.ts) of a gram, the literals that are looked for where it occurs. */
  readonly literalsByGram: NumberIndex;
  /** Of each literal the hash of another of its grams. */
  readonly secondGrams: ArrayLike<number>;
  /** By sign, the rules that are looked at where it is there: each by the signs of its most telling clause. */
  readonly rulesBySign: NumberIndex;
  /**
   * By rule, its gate: how many signs its first clause has, their numbers, then the same of the
   * next clause. Of each clause one sign must be there.
   */
  readonly gates: NumberIndex;
}

/** Numbers by a number: those of `key` stand from the end of the key before up to its own. */
export interface NumberIndex {
  readonly ends: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A compiled RE2 pattern. */
export interface Pattern {
  /** Looking for these first keeps thousands of patterns cheap. */
  readonly needs: Needs;
  readonly match: (text: string) => PatternMatch | undefined;
}

/** Where a pattern matched, in UTF-16 units of the text. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  /** Named groups that took part. */
  readonly groups: Readonly<Record<string, string>>;
}

/** A compiled CEL expression. */
export interface Expression {
  /** Undefined when the expression cannot be decided on these values (a missing field). */
  readonly evaluate: (bindings: Readonly<Record<string, unknown>>) => boolean | undefined;
}
