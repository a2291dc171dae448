import type { Rule, RuleError } from '../domain/rule.js';
import { checkCatalogue } from './check-catalogue.js';
import { conditionsOf, leavesOf, patternsOf } from './conditions.js';
import { gateOf } from './gate.js';
import { requiredLiterals } from './literals.js';
import { parseRule, type RuleFile } from './parse-rule.js';
import { usesExpression, type CompiledEntry, type CompiledRule, type LiteralIndex } from './rulebook.js';

export interface CompilationResult {
  readonly index: readonly CompiledEntry[];
  /** Beside each entry of the index the rule's JSON. */
  readonly texts: readonly string[];
  readonly errors: readonly RuleError[];
  readonly complaints: readonly string[];
}

/** Compiles rule files into what the bundle holds. Runs at build time only. */
export function compileCatalogue(files: readonly RuleFile[]): CompilationResult {
  const parsed = files.map(parseRule);
  const rules = parsed.flatMap((p) => (p.ok ? [p.rule] : [])).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    index: rules.map(indexEntry),
    texts: rules.map((rule) =>
      JSON.stringify({ rule, literals: literalsOfRule(rule) } satisfies CompiledRule),
    ),
    errors: parsed.flatMap((p) => (p.ok ? [] : p.errors)),
    complaints: checkCatalogue(rules),
  };
}

function indexEntry(rule: Rule): CompiledEntry {
  const gate = gateOf(rule);
  return {
    id: rule.id,
    subject: rule.subject,
    ...(gate.length === 0 ? {} : { gate }),
    ...(usesExpression(rule) ? { usesExpression: true as const } : {}),
  };
}

function literalsOfRule(rule: Rule): LiteralIndex {
  const patterns = new Set(conditionsOf(rule).flatMap(leavesOf).flatMap(patternsOf));
  return Object.fromEntries(
    [...patterns].map((p) => [p, requiredLiterals(p)] as const).filter(([, found]) => found.length > 0),
  );
}
