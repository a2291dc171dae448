import type { Needs } from './needs.js';
import type { Rule, RuleSubject } from './rule.js';

/**
 * The rules together with what runs their patterns and expressions. The engine knows only this:
 * which regex or CEL package stands behind it is the rulebook's business.
 */
export interface Rulebook {
  /** All rules; reading this parses those that were not needed so far. */
  readonly rules: readonly Rule[];
  /** By what the rules are asked about; in the order of their ids. */
  readonly entries: Readonly<Record<RuleSubject, readonly RuleEntry[]>>;
  /** What the gates of the entries ask for. */
  readonly signs: Signs;
  /** Compiles once and remembers; the text was checked when the rule was read. */
  readonly pattern: (source: string) => Pattern;
  readonly expression: (source: string) => Expression;
}

/** A rule as the engine walks over it: most need not even be parsed to know that they do not match. */
export interface RuleEntry {
  readonly id: string;
  readonly subject: RuleSubject;
  /**
   * Where its gate stands in the signs: what it needs to hold as far as that is told at a glance, of
   * each clause one sign. Undefined where nothing is known that the rule needs.
   */
  readonly gate: number | undefined;
  readonly rule: () => Rule;
}

/** What gates ask for, numbered, so that each thing is looked for once. */
export interface Signs {
  /** The numbers of the marks, as src/domain/mark.ts spells them: from 0 on. */
  readonly marks: ReadonlyMap<string, number>;
  /**
   * Behind the marks the nth literal has the next number but 2n where it is looked for in the log,
   * and one more where it is looked for in the messages (of a state, of the pod, of an event).
   */
  readonly literalCount: number;
  /** The nth literal: lower-case, of at least four characters. */
  readonly literal: (at: number) => string;
  /** Of each literal the hashes (src/domain/gram.ts) of two of its grams. */
  readonly grams: ArrayLike<number>;
  /** All gates: how many clauses, then of each how many signs, then their numbers. */
  readonly gates: ArrayLike<number>;
}

export interface Pattern {
  /** Looking for these first keeps thousands of patterns cheap. */
  readonly needs: Needs;
  readonly match: (text: string) => PatternMatch | undefined;
}

export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  /** Named groups that took part. */
  readonly groups: Readonly<Record<string, string>>;
}

export interface Expression {
  /** Undefined when the expression cannot be decided on these values (a missing field). */
  readonly evaluate: (bindings: Readonly<Record<string, unknown>>) => boolean | undefined;
}
