import type { Expression, Pattern, Rulebook } from '../domain/rulebook.js';
import type { Rule } from '../domain/rule.js';
import { conditionsOf, leavesOf } from './conditions.js';
import { compilePattern } from './pattern.js';

/** Literals by pattern, worked out when the catalogue was built; a pattern without is tried on every line. */
export type LiteralIndex = Readonly<Record<string, readonly string[]>>;

/** Makes a rulebook of valid rules. CEL is loaded only when a rule has an expression. */
export async function makeRulebook(rules: readonly Rule[], literals: LiteralIndex): Promise<Rulebook> {
  const compileExpression = usesExpressions(rules)
    ? (await import('./expression.js')).compileExpression
    : undefined;
  const patterns = new Map<string, Pattern>();
  const expressions = new Map<string, Expression>();
  return {
    rules,
    pattern: (source) =>
      remembered(patterns, source, () => compilePattern(source, Object.hasOwn(literals, source) ? (literals[source] ?? []) : [])),
    expression: (source) =>
      remembered(expressions, source, () => {
        if (compileExpression === undefined) throw new Error(`expression outside of the rules: ${source}`);
        return compileExpression(source);
      }),
  };
}

/** Rules of the user added to a catalogue; one with the same id takes the place of the old one. */
export function overrideRules(catalogue: readonly Rule[], own: readonly Rule[]): readonly Rule[] {
  const ids = new Set(own.map((rule) => rule.id));
  return [...catalogue.filter((rule) => !ids.has(rule.id)), ...own];
}

function usesExpressions(rules: readonly Rule[]): boolean {
  return rules.some((rule) => conditionsOf(rule).flatMap(leavesOf).some((leaf) => leaf.kind === 'cel'));
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
