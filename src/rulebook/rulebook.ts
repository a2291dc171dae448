import type { Needs } from '../domain/needs.js';
import type { Rule, RuleSubject } from '../domain/rule.js';
import type { Expression, Pattern, RuleEntry, Rulebook, Signs } from '../domain/rulebook.js';
import { conditionsOf, leavesOf } from './conditions.js';
import { compilePattern } from './pattern.js';

/** Needs by pattern, worked out when the catalogue was built; a pattern without is tried on every line. */
export type NeedsIndex = Readonly<Record<string, Needs>>;

/** What rules are about, by their numbers in the compiled catalogue. */
export const SUBJECTS: readonly RuleSubject[] = ['container', 'pod', 'workload', 'node'];

/** What is read of the compiled catalogue at every start that judges. */
export interface CompiledIndex {
  /** One a line, in order. */
  readonly ids: string;
  /** Of each rule its place in SUBJECTS. */
  readonly subjects: ArrayLike<number>;
  readonly usesExpressions: boolean;
  readonly marks: readonly string[];
  readonly signs: Omit<Signs, 'marks'>;
  /** Where each rule's gate ends, which is where it begins for a rule that has none. */
  readonly gateEnds: ArrayLike<number>;
}

/** What stands in a rule's text in the compiled catalogue. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly needs: NeedsIndex;
}

/** The compiled catalogue: an index, and of each rule the JSON, parsed when it is needed. */
export interface CompiledCatalogue {
  readonly index: CompiledIndex;
  /** The JSON of the nth rule, a `CompiledRule`. */
  readonly text: (at: number) => string;
}

/** Makes a rulebook of valid rules, none of them behind a gate. */
export function makeRulebook(rules: readonly Rule[], needs: NeedsIndex): Promise<Rulebook> {
  return assemble(rules.map(entryOf), NO_SIGNS, new Map(Object.entries(needs)), rules.some(usesExpression));
}

const NO_SIGNS: Signs = { marks: new Map(), literalCount: 0, literal: () => '', grams: [], gates: [] };

/** Makes a rulebook of the compiled catalogue; a rule of the user with the same id takes the place of the old one. */
export function makeCompiledRulebook(
  { index, text }: CompiledCatalogue,
  own: readonly Rule[],
): Promise<Rulebook> {
  const replaced = new Set(own.map((rule) => rule.id));
  const needs = new Map<string, Needs>();
  const entries = compiledEntries(index, text, needs).filter(({ id }) => !replaced.has(id));
  return assemble(
    [...entries, ...own.map(entryOf)],
    { ...index.signs, marks: new Map(index.marks.map((mark, at) => [mark, at])) },
    needs,
    index.usesExpressions || own.some(usesExpression),
  );
}

function compiledEntries(
  { ids, subjects, gateEnds }: CompiledIndex,
  text: CompiledCatalogue['text'],
  needs: Map<string, Needs>,
): readonly RuleEntry[] {
  return ids.split('\n').map((id, at): RuleEntry => {
    const gate = gateEnds[at - 1] ?? 0;
    let parsed: Rule | undefined;
    return {
      id,
      subject: SUBJECTS[subjects[at] ?? 0] ?? 'container',
      gate: gate === gateEnds[at] ? undefined : gate,
      rule: () => (parsed ??= parse(text(at), needs)),
    };
  });
}

function parse(text: string, needs: Map<string, Needs>): Rule {
  const compiled = JSON.parse(text) as CompiledRule;
  for (const [pattern, found] of Object.entries(compiled.needs)) needs.set(pattern, found);
  return compiled.rule;
}

function entryOf(rule: Rule): RuleEntry {
  return { id: rule.id, subject: rule.subject, gate: undefined, rule: () => rule };
}

type CompileExpression = (source: string) => Expression;

/** CEL is loaded only when a rule has an expression: the one thing here that is not at hand at once. */
function assemble(
  entries: readonly RuleEntry[],
  signs: Signs,
  needs: ReadonlyMap<string, Needs>,
  needsExpressions: boolean,
): Promise<Rulebook> {
  if (!needsExpressions) return Promise.resolve(rulebookOf(entries, signs, needs, undefined));
  return import('./expression.js').then(({ compileExpression }) =>
    rulebookOf(entries, signs, needs, compileExpression),
  );
}

function rulebookOf(
  entries: readonly RuleEntry[],
  signs: Signs,
  needs: ReadonlyMap<string, Needs>,
  compileExpression: CompileExpression | undefined,
): Rulebook {
  const patterns = new Map<string, Pattern>();
  const expressions = new Map<string, Expression>();
  const about = (subject: RuleSubject): readonly RuleEntry[] => entries.filter((e) => e.subject === subject);
  return {
    signs,
    entries: {
      container: about('container'),
      pod: about('pod'),
      workload: about('workload'),
      node: about('node'),
    },
    get rules() {
      return entries.map((entry) => entry.rule());
    },
    pattern: (source) => remembered(patterns, source, () => compilePattern(source, needs.get(source) ?? [])),
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
