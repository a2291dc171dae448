import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant, where one is near enough to be worth saying. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const byLower = new Map(known.map((name) => [name.toLowerCase(), name]));
  const swapped = swaps(lower).find((each) => byLower.has(each));
  if (swapped !== undefined) return byLower.get(swapped);
  const found = closest(lower, [...byLower.keys()]);
  // Of one or two letters any other is one away: that is chance.
  const limit = lower.length < 3 ? 0 : Math.floor(lower.length / 3);
  const near = distance(lower, found) <= limit;
  return near || (lower.length > 2 && found.startsWith(lower)) ? byLower.get(found) : undefined;
}

/** The word with each two neighbouring letters in the other order: one slip, and two by Levenshtein's count. */
function swaps(word: string): readonly string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, n) =>
    [word.slice(0, n), word[n + 1], word[n], word.slice(n + 2)].join(''),
  );
}
