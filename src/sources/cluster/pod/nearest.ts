import { distance } from 'fastest-levenshtein';
import { asList, asObjects, asText, at } from '../../../domain/json.js';
import type { Reader } from '../api/reader.js';
import { pathOf, type Resource } from '../api/resources.js';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
/** One page is enough for a suggestion. */
const NAMES = 500;

/** Names that exist and are like `name`, nearest first; empty where they may not be listed. */
export async function closest(reader: Reader, resource: Resource, namespace: string | undefined, name: string): Promise<readonly string[]> {
  const answer = await reader.get(pathOf(resource, { namespace }), { accept: TABLE, query: { limit: NAMES, includeObject: 'None' } });
  if (answer.kind !== 'ok') return [];
  // The first column of every built-in table is the name.
  return nearestOf(name, asObjects(at(answer.body, 'rows')).flatMap((row) => asText(asList(at(row, 'cells'))[0]) ?? []));
}

/** At most three of `names` that differ from `name` in less than half of it, or begin alike. */
export function nearestOf(name: string, names: readonly string[]): readonly string[] {
  return names
    .map((other) => ({ other, score: score(name, other) }))
    .filter(({ score: value }) => value < 0.5)
    .toSorted((a, b) => a.score - b.score || (a.other < b.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** 0 is the same name. One that begins with what was typed is near however long it is. */
function score(name: string, other: string): number {
  const share = distance(name, other) / Math.max(name.length, other.length, 1);
  return name.length >= 2 && other.startsWith(name) ? Math.min(share, 0.3) : share;
}
