import type { Rule } from '../domain/rule.js';
import type { NumberIndex, Signs } from '../domain/rulebook.js';
import type { MatchContext } from './context.js';
import { mayHoldGram, type Haystack } from './log/haystack.js';
import { glanceAt } from './marks.js';

/**
 * The rules that may hold in a context, in the order of their numbers: those without a gate, and those whose
 * gate is open. What a rule cannot hold without was worked out when the catalogue was compiled
 * (src/rulebook/gate.ts); from what is there one comes to the rules that ask for it, so that the
 * time it takes does not grow with the catalogue.
 */
export function openRules(context: MatchContext): readonly Rule[] {
  const { rulebook, subject } = context;
  const { signs } = rulebook;
  const present = signsAt(context);
  const open = new Set(rulebook.ungated);
  for (const sign of present) {
    for (const number of valuesOf(signs.rulesBySign, sign)) {
      if (isOpen(signs.gates, number, present)) open.add(number);
    }
  }
  return [...open]
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
    let isMet = false;
    for (at += 1; at < next; at += 1) isMet ||= present.has(values[at] ?? 0);
    if (!isMet) return false;
  }
  return true;
}

/** The numbers of all signs that are there. */
function signsAt(context: MatchContext): ReadonlySet<number> {
  const { signs } = context.rulebook;
  const { marks, log, messages } = glanceAt(context);
  const present = new Set<number>();
  for (const mark of marks) {
    const sign = signs.marks.get(mark);
    if (sign !== undefined) present.add(sign);
  }
  const behindMarks = signs.marks.size;
  if (log !== undefined) {
    for (const literal of literalsIn(log, signs)) present.add(behindMarks + 2 * literal);
  }
  for (const literal of literalsIn(messages, signs)) present.add(behindMarks + 2 * literal + 1);
  return present;
}

/** The numbers of the literals that occur; most that do not are told from two of their grams. */
function literalsIn(haystack: Haystack, signs: Signs): readonly number[] {
  return haystack.hashes
    .flatMap((hash) => valuesOf(signs.literalsByGram, hash))
    .filter(
      (literal) =>
        mayHoldGram(signs.secondGrams[literal] ?? 0, haystack) &&
        haystack.text.includes(signs.literal(literal)),
    );
}

function valuesOf({ ends, values }: NumberIndex, key: number): readonly number[] {
  const found: number[] = [];
  const end = ends[key] ?? 0;
  for (let at = ends[key - 1] ?? 0; at < end; at += 1) found.push(values[at] ?? 0);
  return found;
}
