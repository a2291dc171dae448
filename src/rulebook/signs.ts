import { GRAM_BITS, gramsOf } from '../domain/rules/gram.js';
import { byTelling, type Clause } from './gate.js';

/** The signs of a catalogue, as lists (src/domain/rulebook.ts, `Signs`). */
export interface NumberedSigns {
  readonly marks: readonly string[];
  readonly literals: readonly string[];
  readonly secondGrams: readonly number[];
  readonly literalsByGram: NumberLists;
  readonly rulesBySign: NumberLists;
  readonly gates: NumberLists;
  /** The numbers of the rules without a gate. */
  readonly ungated: readonly number[];
}

/** Lists behind one another, and where each ends. */
export interface NumberLists {
  readonly ends: readonly number[];
  readonly values: readonly number[];
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
  const inNumbers = gates.map((gate) => [...gate].sort(byTelling).map(signsOf));
  const grams = rarestGrams([...literals.keys()]);
  return {
    marks: [...marks.keys()],
    literals: [...literals.keys()],
    secondGrams: grams.map(([, second]) => second),
    literalsByGram: inverted(
      grams.map(([first]) => [first]),
      2 ** GRAM_BITS,
    ),
    rulesBySign: inverted(
      inNumbers.map(([mostTelling = []]) => mostTelling),
      marks.size + 2 * literals.size,
    ),
    gates: joined(inNumbers.map((gate) => gate.flatMap((signs) => [signs.length, ...signs]))),
    ungated: inNumbers.flatMap((gate, at) => (gate.length === 0 ? [at] : [])),
  };
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
function rarestGrams(literals: readonly string[]): readonly (readonly [number, number])[] {
  const all = literals.map((literal) => [...new Set(gramsOf(literal))]);
  const counts = new Map<number, number>();
  for (const hash of all.flat()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return all.map((grams) => {
    const [first = 0, second = first] = [...grams].sort(
      (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0),
    );
    return [first, second];
  });
}

/** By each value below `size`, the places of the lists that hold it. */
function inverted(lists: readonly (readonly number[])[], size: number): NumberLists {
  const places = Array.from({ length: size }, (): number[] => []);
  lists.forEach((list, at) => {
    for (const value of new Set(list)) places[value]?.push(at);
  });
  return joined(places);
}

function joined(lists: readonly (readonly number[])[]): NumberLists {
  let end = 0;
  return { ends: lists.map(({ length }) => (end += length)), values: lists.flat() };
}
