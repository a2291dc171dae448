import { asList, asObjects, asText, at } from '../../../domain/values/json.js';
import { nearestNames } from '../../nearest.js';
import type { Reader } from '../api/reader.js';
import { pathOf, type Resource } from '../api/resources.js';
import { AS_TABLE } from '../api/table.js';

/** One page is enough for a suggestion. */
const NAMES = 500;

/** Names that exist and are like `name`, nearest first; empty where they may not be listed. */
export async function closest(
  reader: Reader,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): Promise<readonly string[]> {
  const answer = await reader.get(pathOf(resource, { namespace }), {
    ...AS_TABLE,
    query: { limit: NAMES, ...AS_TABLE.query },
  });
  if (answer.kind !== 'ok') return [];
  // The first column of every built-in table is the name.
  return nearestNames(
    name,
    asObjects(at(answer.body, 'rows')).flatMap((row) => asText(asList(at(row, 'cells'))[0]) ?? []),
  );
}
