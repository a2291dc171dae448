import type { Topic } from '../../../domain/rules/topic.js';
import { WORDINGS, type Wording } from './wordings-table.js';
import { oncePerText } from '../../../domain/values/once.js';
import { wholeWords } from '../line/whole-words.js';

/** Sentences remembered at a time. */
const MOST_SENTENCES = 1_000;

/** The first topic, in the order of the table, that a sentence (sentence.ts) tells of. */
export const toldBy = oncePerText(
  MOST_SENTENCES,
  (sentence): Topic | undefined =>
    WORDINGS.find(([, wordings]) => wordings.some((wording) => isIn(wording, sentence)))?.[0],
);

/** A thing and what is said of it stand at most so many characters apart. */
const REACH = 45;
/** Here another statement begins. */
const CLAUSE_END = /[;?!\n]|\.\s|->/;

function isIn({ things, states, outright, not }: Wording, sentence: string): boolean {
  if (occurs(not, sentence)) return false;
  if (occurs(outright, sentence)) return true;
  if (things === undefined || states === undefined) return false;
  const said = spansOf(states, sentence);
  if (said.length === 0) return false;
  return spansOf(things, sentence).some((thing) =>
    said.some((state) => holds(state, thing) || areNear(thing, state, sentence)),
  );
}

function occurs(words: string | undefined, sentence: string): boolean {
  return words !== undefined && sentence.search(wholeWords(words)) >= 0;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** As `connection lost` holds the connection. */
function holds(outer: Span, inner: Span): boolean {
  return (
    outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start
  );
}

function areNear(a: Span, b: Span, sentence: string): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  if (second.start < first.end || second.start - first.end > REACH) return false;
  return !CLAUSE_END.test(sentence.slice(first.end, second.start));
}

function spansOf(words: string, sentence: string): readonly Span[] {
  return [...sentence.matchAll(wholeWords(words))].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
}
