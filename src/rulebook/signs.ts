import { gramsOf } from '../domain/gram.js';
import type { Clause } from './gate.js';

/** The signs of a catalogue, as lists; beside them where each rule's gate is. */
export interface NumberedSigns {
  readonly marks: readonly string[];
  readonly literals: readonly string[];
  readonly grams: readonly number[];
  readonly gates: readonly number[];
  /** Where each rule's gate ends, which is where it begins for a rule that has none. */
  readonly gateEnds: readonly number[];
}

/** Numbers what the gates of the rules ask for, so that each thing is looked for once. */
export function numberSigns(gates: readonly (readonly Clause[])[]): NumberedSigns {
  const clauses = gates.flat();
  const marks = numbered(clauses.flatMap((clause) => clause.marks ?? []));
  const literals = numbered(clauses.flatMap((clause) => [...(clause.log ?? []), ...(clause.messages ?? [])]));
  const signsOf = ({ marks: any = [], log = [], messages = [] }: Clause): readonly number[] => [
    ...any.map((mark) => numberOf(mark, marks)),
    ...messages.map((literal) => marks.size + 2 * numberOf(literal, literals) + 1),
    ...log.map((literal) => marks.size + 2 * numberOf(literal, literals)),
  ];
  const encoded = gates.map((gate) =>
    [...gate]
      .sort(byCost)
      .map(signsOf)
      .flatMap((signs, at) => [...(at === 0 ? [gate.length] : []), signs.length, ...signs]),
  );
  let end = 0;
  return {
    marks: [...marks.keys()],
    literals: [...literals.keys()],
    grams: rarestGrams([...literals.keys()]),
    gates: encoded.flat(),
    gateEnds: encoded.map(({ length }) => (end += length)),
  };
}

/** Marks are looked up, literals looked for; the fewer, the sooner it is told that none is there. */
function byCost(a: Clause, b: Clause): number {
  return costOf(a) - costOf(b);
}

function costOf({ marks = [], log = [], messages = [] }: Clause): number {
  return marks.length + 10 * (log.length + messages.length);
}

function numbered(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(texts)].sort().map((text, at) => [text, at]));
}

function numberOf(text: string, numbers: ReadonlyMap<string, number>): number {
  const number = numbers.get(text);
  if (number === undefined) throw new Error(`not numbered: ${text}`);
  return number;
}

/** The two grams of each literal that fewest other literals have: logs are made of the same words. */
function rarestGrams(literals: readonly string[]): readonly number[] {
  const all = literals.map((literal) => [...new Set(gramsOf(literal))]);
  const counts = new Map<number, number>();
  for (const hash of all.flat()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return all.flatMap((grams) => {
    const [first = 0, second = first] = [...grams].sort(
      (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0),
    );
    return [first, second];
  });
}
