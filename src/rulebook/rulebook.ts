import type { Rule, RuleSubject } from '../domain/rule.js';
import type { Expression, Gate, Pattern, RuleEntry, Rulebook } from '../domain/rulebook.js';
import { conditionsOf, leavesOf } from './conditions.js';
import { compilePattern } from './pattern.js';

/** Literals by pattern, worked out when the catalogue was built; a pattern without is tried on every line. */
export type LiteralIndex = Readonly<Record<string, readonly string[]>>;

/** What the compiled catalogue says of a rule without parsing it. */
export interface CompiledEntry {
  readonly id: string;
  readonly subject: RuleSubject;
  readonly gate?: Gate;
  readonly usesExpression?: true;
}

/** What stands in a rule's text in the compiled catalogue. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly literals: LiteralIndex;
}

/** The compiled catalogue: an index, and beside each entry the rule's JSON, parsed when it is needed. */
export interface CompiledCatalogue {
  readonly index: readonly CompiledEntry[];
  /** The JSON of the rule of that entry of the index, a `CompiledRule`. */
  readonly text: (at: number) => string;
}

/** Makes a rulebook of valid rules. */
export function makeRulebook(rules: readonly Rule[], literals: LiteralIndex): Promise<Rulebook> {
  return assemble(rules.map(entryOf), new Map(Object.entries(literals)), rules.some(usesExpression));
}

/** Makes a rulebook of the compiled catalogue; a rule of the user with the same id takes the place of the old one. */
export function makeCompiledRulebook(
  { index, text }: CompiledCatalogue,
  own: readonly Rule[],
): Promise<Rulebook> {
  const ids = new Set(own.map((rule) => rule.id));
  const literals = new Map<string, readonly string[]>();
  const entries = index.flatMap((entry, at): readonly RuleEntry[] =>
    ids.has(entry.id) ? [] : [lazyEntry(entry, () => text(at), literals)],
  );
  const needsExpressions = own.some(usesExpression) || index.some((entry) => entry.usesExpression === true);
  return assemble([...entries, ...own.map(entryOf)], literals, needsExpressions);
}

function lazyEntry(
  { id, subject, gate }: CompiledEntry,
  text: () => string,
  literals: Map<string, readonly string[]>,
): RuleEntry {
  let parsed: Rule | undefined;
  return {
    id,
    subject,
    ...(gate === undefined ? {} : { gate }),
    rule: () => {
      if (parsed === undefined) {
        const compiled = JSON.parse(text()) as CompiledRule;
        for (const [pattern, found] of Object.entries(compiled.literals)) literals.set(pattern, found);
        parsed = compiled.rule;
      }
      return parsed;
    },
  };
}

function entryOf(rule: Rule): RuleEntry {
  return { id: rule.id, subject: rule.subject, rule: () => rule };
}

type CompileExpression = (source: string) => Expression;

/** CEL is loaded only when a rule has an expression: the one thing here that is not at hand at once. */
function assemble(
  entries: readonly RuleEntry[],
  literals: ReadonlyMap<string, readonly string[]>,
  needsExpressions: boolean,
): Promise<Rulebook> {
  if (!needsExpressions) return Promise.resolve(rulebookOf(entries, literals, undefined));
  return import('./expression.js').then(({ compileExpression }) =>
    rulebookOf(entries, literals, compileExpression),
  );
}

function rulebookOf(
  entries: readonly RuleEntry[],
  literals: ReadonlyMap<string, readonly string[]>,
  compileExpression: CompileExpression | undefined,
): Rulebook {
  const patterns = new Map<string, Pattern>();
  const expressions = new Map<string, Expression>();
  const about = (subject: RuleSubject): readonly RuleEntry[] => entries.filter((e) => e.subject === subject);
  return {
    entries: {
      container: about('container'),
      pod: about('pod'),
      workload: about('workload'),
      node: about('node'),
    },
    get rules() {
      return entries.map((entry) => entry.rule());
    },
    pattern: (source) =>
      remembered(patterns, source, () => compilePattern(source, literals.get(source) ?? [])),
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

/** Whether a rule needs the CEL package. */
export function usesExpression(rule: Rule): boolean {
  return conditionsOf(rule)
    .flatMap(leavesOf)
    .some((leaf) => leaf.kind === 'cel');
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
