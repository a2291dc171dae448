import type { Needs } from '../domain/needs.js';
import type { Rule, RuleSubject } from '../domain/rule.js';
import type { Expression, NumberIndex, Pattern, RuleEntry, Rulebook, Signs } from '../domain/rulebook.js';
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
  /** The numbers of the rules without a gate. */
  readonly ungated: ArrayLike<number>;
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
  return assemble(
    { signs: NO_SIGNS, entries: rules.map(entryOf), ungated: rules.map((_, at) => at) },
    new Map(Object.entries(needs)),
    rules.some(usesExpression),
  );
}

const NOTHING: NumberIndex = { ends: [], values: [] };
const NO_SIGNS: Signs = {
  marks: new Map(),
  literal: () => '',
  literalsByGram: NOTHING,
  secondGrams: [],
  rulesBySign: NOTHING,
  gates: NOTHING,
};

/** Makes a rulebook of the compiled catalogue; a rule of the user with the same id takes the place of the old one. */
export function makeCompiledRulebook(
  { index, text }: CompiledCatalogue,
  own: readonly Rule[],
): Promise<Rulebook> {
  const replaced = new Set(own.map((rule) => rule.id));
  const needs = new Map<string, Needs>();
  const entries = index.ids
    .split('\n')
    .map((id, at) =>
      replaced.has(id) ? undefined : compiledEntry(index.subjects[at] ?? 0, at, text, needs),
    );
  return assemble(
    {
      signs: { ...index.signs, marks: new Map(index.marks.map((mark, at) => [mark, at])) },
      entries: [...entries, ...own.map(entryOf)],
      ungated: [...Array.from(index.ungated), ...own.map((_, at) => entries.length + at)],
    },
    needs,
    index.usesExpressions || own.some(usesExpression),
  );
}

function compiledEntry(
  subject: number,
  at: number,
  text: CompiledCatalogue['text'],
  needs: Map<string, Needs>,
): RuleEntry {
  let parsed: Rule | undefined;
  return {
    subject: SUBJECTS[subject] ?? 'container',
    rule: () => (parsed ??= parse(text(at), needs)),
  };
}

function parse(text: string, needs: Map<string, Needs>): Rule {
  const compiled = JSON.parse(text) as CompiledRule;
  for (const [pattern, found] of Object.entries(compiled.needs)) needs.set(pattern, found);
  return compiled.rule;
}

function entryOf(rule: Rule): RuleEntry {
  return { subject: rule.subject, rule: () => rule };
}

interface Entries {
  readonly signs: Signs;
  readonly entries: readonly (RuleEntry | undefined)[];
  readonly ungated: readonly number[];
}

type CompileExpression = (source: string) => Expression;

/** CEL is loaded only when a rule has an expression: the one thing here that is not at hand at once. */
function assemble(
  entries: Entries,
  needs: ReadonlyMap<string, Needs>,
  needsExpressions: boolean,
): Promise<Rulebook> {
  if (!needsExpressions) return Promise.resolve(rulebookOf(entries, needs, undefined));
  return import('./expression.js').then(({ compileExpression }) =>
    rulebookOf(entries, needs, compileExpression),
  );
}

function rulebookOf(
  { signs, entries, ungated }: Entries,
  needs: ReadonlyMap<string, Needs>,
  compileExpression: CompileExpression | undefined,
): Rulebook {
  const patterns = new Map<string, Pattern>();
  const expressions = new Map<string, Expression>();
  return {
    signs,
    ungated,
    entry: (number) => entries[number],
    get rules() {
      return entries.flatMap((entry) => (entry === undefined ? [] : [entry.rule()]));
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
