import { distance } from 'fastest-levenshtein';

/** How many names are offered. */
const MOST = 3;

/** Names alike that do exist, nearest first; none that only chance makes alike. */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  // Half of a short name wrong is another name.
  const limit = Math.min(Math.max(2, Math.floor(name.length / 3)), Math.ceil(name.length / 2));
  return [...new Set(known)]
    .map((each) => ({
      each,
      far: each.startsWith(name) || name.startsWith(each) ? 0.5 : distance(name, each),
    }))
    .filter(({ each, far }) => far <= limit && each !== name)
    .sort((a, b) => a.far - b.far || (a.each < b.each ? -1 : 1))
    .slice(0, MOST)
    .map(({ each }) => each);
}
