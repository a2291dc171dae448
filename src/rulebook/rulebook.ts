import type { Needs } from '../domain/rules/needs.js';
import type { Rule, RuleSubject } from '../domain/rules/rule.js';
import type {
  Expression,
  NumberIndex,
  Pattern,
  RuleEntry,
  Rulebook,
  Signs,
} from '../domain/rules/rulebook.js';
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
    {
      signs: NO_SIGNS,
      count: rules.length,
      entry: (number) => entryOf(rules[number]),
      ungated: rules.map((_, at) => at),
    },
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
  const needs = new Map<string, Needs>();
  const count = index.subjects.length;
  const replaced = numbersOf(own, index);
  const known: (RuleEntry | undefined)[] = [];
  const entry = (number: number): RuleEntry | undefined =>
    replaced.has(number) ? undefined : (known[number] ??= compiledEntry(index, number, text, needs));
  return assemble(
    {
      signs: { ...index.signs, marks: new Map(index.marks.map((mark, at) => [mark, at])) },
      count: count + own.length,
      entry: (number) => (number < count ? entry(number) : entryOf(own[number - count])),
      ungated: [...Array.from(index.ungated), ...own.map((_, at) => count + at)],
    },
    needs,
    index.usesExpressions || own.some(usesExpression),
  );
}

/** The numbers of the compiled rules that have an id of the user's rules. */
function numbersOf(own: readonly Rule[], { ids }: CompiledIndex): ReadonlySet<number> {
  if (own.length === 0) return new Set();
  const numbers = ids.split('\n');
  return new Set(own.map(({ id }) => numbers.indexOf(id)));
}

function compiledEntry(
  { subjects }: CompiledIndex,
  number: number,
  text: CompiledCatalogue['text'],
  needs: Map<string, Needs>,
): RuleEntry {
  let parsed: Rule | undefined;
  return {
    subject: SUBJECTS[subjects[number] ?? 0] ?? 'container',
    rule: () => (parsed ??= parse(text(number), needs)),
  };
}

function parse(text: string, needs: Map<string, Needs>): Rule {
  const compiled = JSON.parse(text) as CompiledRule;
  for (const [pattern, found] of Object.entries(compiled.needs)) needs.set(pattern, found);
  return compiled.rule;
}

function entryOf(rule: Rule | undefined): RuleEntry | undefined {
  return rule === undefined ? undefined : { subject: rule.subject, rule: () => rule };
}

interface Entries extends Pick<Rulebook, 'signs' | 'entry' | 'ungated'> {
  readonly count: number;
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
  { count, ...entries }: Entries,
  needs: ReadonlyMap<string, Needs>,
  compileExpression: CompileExpression | undefined,
): Rulebook {
  const patterns = new Map<string, Pattern>();
  const expressions = new Map<string, Expression>();
  return {
    ...entries,
    get rules() {
      return Array.from({ length: count }, (_, number) => entries.entry(number)?.rule()).filter(
        (rule) => rule !== undefined,
      );
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
