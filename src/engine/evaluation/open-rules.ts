import type { Rule } from '../../domain/rules/rule.js';
import { oncePer } from '../../domain/values/once.js';
import type { NumberIndex, Signs } from '../../domain/rules/rulebook.js';
import type { MatchContext } from '../match/context.js';
import { mayHoldGram, type Haystack } from '../log/haystack.js';
import { glanceAround, glanceAtInstance, type Glance } from './marks.js';

/**
 * The rules that may hold in a context, in the order of their numbers: those without a gate, and those whose
 * gate is open. What a rule cannot hold without was worked out when the catalogue was compiled
 * (src/rulebook/gate.ts); from what is there one comes to the rules that ask for it, so that the
 * time it takes does not grow with the catalogue.
 */
export function openRules(context: MatchContext): readonly Rule[] {
  const present = signsAt(context);
  return rulesOf([...context.rulebook.ungated, ...openedBy(present, present, context)], context);
}

/** The rules that a mark opens which is not worth looking for where other rules hold. */
export function rulesOpenedBy(mark: string, context: MatchContext): readonly Rule[] {
  const sign = context.rulebook.signs.marks.get(mark);
  if (sign === undefined) return [];
  return rulesOf([...openedBy([sign], new Set([...signsAt(context), sign]), context)], context);
}

function* openedBy(
  asked: Iterable<number>,
  present: ReadonlySet<number>,
  { rulebook: { signs } }: MatchContext,
): Generator<number> {
  const { ends, values } = signs.rulesBySign;
  for (const sign of asked) {
    const end = ends[sign] ?? 0;
    for (let at = ends[sign - 1] ?? 0; at < end; at += 1) {
      const number = values[at] ?? 0;
      if (isOpen(signs.gates, number, present)) yield number;
    }
  }
}

function rulesOf(numbers: readonly number[], { rulebook, subject }: MatchContext): readonly Rule[] {
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const entry = rulebook.entry(number);
      return entry?.subject === subject.kind ? [entry.rule()] : [];
    });
}

/** Whether one sign of every clause is there. */
function isOpen({ ends, values }: NumberIndex, number: number, present: ReadonlySet<number>): boolean {
  const end = ends[number] ?? 0;
  let at = ends[number - 1] ?? 0;
  while (at < end) {
    const next = at + 1 + (values[at] ?? 0);
    do at += 1;
    while (at < next && !present.has(values[at] ?? 0));
    if (at === next) return false;
    at = next;
  }
  return true;
}

/** The numbers of all signs that are there; a context may be asked again, for what one more mark opens. */
const signsAt = oncePer(readSigns);

function readSigns(context: MatchContext): ReadonlySet<number> {
  const around = signsAround(context.events, context);
  if (context.subject.kind !== 'container') return around;
  const present = new Set(around);
  addSigns(glanceAtInstance(context.subject), context.rulebook.signs, present);
  return present;
}

/** Those that the contexts of a pod have in common; they share the list of its events. */
const signsAround = oncePer((_: MatchContext['events'], context: MatchContext): ReadonlySet<number> => {
  const present = new Set<number>();
  addSigns(glanceAround(context), context.rulebook.signs, present);
  return present;
});

function addSigns({ marks, log, messages }: Glance, signs: Signs, present: Set<number>): void {
  for (const mark of marks) {
    const sign = signs.marks.get(mark);
    if (sign !== undefined) present.add(sign);
  }
  if (log !== undefined) addLiterals(log, signs, signs.marks.size, present);
  addLiterals(messages, signs, signs.marks.size + 1, present);
}

/**
 * Adds the signs of the literals that occur, the nth `from` + 2n; most that do not occur are told from two of their
 * grams. Loops, for a large scan comes here a hundred million times.
 */
function addLiterals(haystack: Haystack, signs: Signs, from: number, present: Set<number>): void {
  const { literalsByGram, secondGrams } = signs;
  const { ends, values } = literalsByGram;
  for (const hash of haystack.hashes) {
    const end = ends[hash] ?? 0;
    for (let at = ends[hash - 1] ?? 0; at < end; at += 1) {
      const literal = values[at] ?? 0;
      if (!mayHoldGram(secondGrams[literal] ?? 0, haystack)) continue;
      if (haystack.text.includes(signs.literal(literal))) present.add(from + 2 * literal);
    }
  }
}
