import type { Missing, MissingWhat } from '../../../domain/evidence.js';
import type { JsonObject } from '../../../domain/values/json.js';
import { missing } from '../api/missing.js';
import type { Reader } from '../api/reader.js';
import { EVENTS, pathOf } from '../api/resources.js';

/** Events, or why they could not be read. */
export interface Events {
  readonly events: readonly JsonObject[];
  readonly missing: readonly Missing[];
}

/**
 * The events of one object by kind and name: also those of an earlier object of that name, which
 * whoever matches them leaves out.
 */
export async function eventsOf(
  reader: Reader,
  kind: string,
  namespace: string,
  name: string,
  what: MissingWhat = 'events',
): Promise<Events> {
  const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
  const { items, end } = await reader.list(pathOf(EVENTS, { namespace }), { fieldSelector });
  return {
    events: items,
    missing:
      end === undefined ? [] : [missing({ what, resource: EVENTS, verb: 'list', namespace, name }, end)],
  };
}

/** A node has no namespace; its events lie in `default` (client-go tools/record/event.go, v0.34). */
export function nodeEvents(reader: Reader, node: string): Promise<Events> {
  return eventsOf(reader, 'Node', 'default', node, 'nodeEvents');
}
