import type { Rule, RuleError } from '../domain/rules/rule.js';
import { checkCatalogue } from './check-catalogue.js';
import { conditionsOf, leavesOf, patternsOf } from './conditions.js';
import { gateOf } from './gate.js';
import { needsOf } from './literals.js';
import { parseRule, type RuleFile } from './parse-rule.js';
import { SUBJECTS, usesExpression, type CompiledRule, type NeedsIndex } from './rulebook.js';
import { numberSigns, type NumberedSigns } from './signs.js';

/** What makes the index of the compiled catalogue, as lists. */
export interface CatalogueLists extends NumberedSigns {
  readonly ids: readonly string[];
  /** Of each rule its place in SUBJECTS. */
  readonly subjects: readonly number[];
  readonly usesExpressions: boolean;
}

/** The compiled catalogue, or what is wrong with it. */
export interface CompilationResult {
  readonly lists: CatalogueLists;
  /** The JSON of each rule, in the order of the ids. */
  readonly texts: readonly string[];
  readonly errors: readonly RuleError[];
  readonly complaints: readonly string[];
}

/** Compiles rule files into what the bundle holds. Runs at build time only. */
export function compileCatalogue(files: readonly RuleFile[]): CompilationResult {
  const parsed = files.map(parseRule);
  const rules = parsed.flatMap((p) => (p.ok ? [p.rule] : [])).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    lists: {
      ids: rules.map((rule) => rule.id),
      subjects: rules.map((rule) => SUBJECTS.indexOf(rule.subject)),
      usesExpressions: rules.some(usesExpression),
      ...numberSigns(rules.map(gateOf)),
    },
    texts: rules.map((rule) => JSON.stringify({ rule, needs: needsOfRule(rule) } satisfies CompiledRule)),
    errors: parsed.flatMap((p) => (p.ok ? [] : p.errors)),
    complaints: checkCatalogue(rules),
  };
}

function needsOfRule(rule: Rule): NeedsIndex {
  const patterns = new Set(conditionsOf(rule).flatMap(leavesOf).flatMap(patternsOf));
  return Object.fromEntries(
    [...patterns].map((p) => [p, needsOf(p)] as const).filter(([, found]) => found.length > 0),
  );
}
