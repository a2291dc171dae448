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
  /** Compiles once and remembers; the text was checked when the rule was read. */
  readonly pattern: (source: string) => Pattern;
  readonly expression: (source: string) => Expression;
}

/** A rule as the engine walks over it: most need not even be parsed to know that they do not match. */
export interface RuleEntry {
  readonly id: string;
  readonly subject: RuleSubject;
  /** Absent where nothing is known that the rule needs. */
  readonly gate?: Gate;
  readonly rule: () => Rule;
}

/** What a rule needs to hold, as far as it is told at a glance: every clause must be met. */
export type Gate = readonly Clause[];

/** Met by any one of its marks (src/domain/mark.ts) or of its lower-case literals. */
export interface Clause {
  readonly marks?: readonly string[];
  /** In the instance's log. */
  readonly log?: readonly string[];
  /** In a message of a state, of the pod or of an event. */
  readonly messages?: readonly string[];
}

export interface Pattern {
  /**
   * Lower-case texts of which one stands in everything that matches; empty when nothing is known.
   * Looking for these first keeps thousands of patterns cheap.
   */
  readonly literals: readonly string[];
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
