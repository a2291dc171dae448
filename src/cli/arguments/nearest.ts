import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant, where one is near enough to be worth saying. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const byLower = new Map(known.map((name) => [name.toLowerCase(), name]));
  const found = closest(lower, [...byLower.keys()]);
  const near = distance(lower, found) <= Math.max(1, Math.floor(lower.length / 3));
  return near || (lower.length > 2 && found.startsWith(lower)) ? byLower.get(found) : undefined;
}
