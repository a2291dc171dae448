import { asObject, asText, at, type Json, type JsonObject } from '../../../domain/values/json.js';

/** Lists within lists within lists are no dump. */
const MAX_NESTING = 16;

/** The objects in what was read: items of lists, of lists in lists, of arrays, and watch events' objects. */
export function flatten(values: readonly Json[]): readonly JsonObject[] {
  const found: JsonObject[] = [];
  for (const value of values) collect(value, found, 0);
  return found;
}

function collect(value: Json, found: JsonObject[], depth: number): void {
  if (depth > MAX_NESTING) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, found, depth + 1);
    return;
  }
  const object = asObject(value);
  if (object === undefined) return;
  const items = at(object, 'items');
  if (Array.isArray(items) && isListKind(asText(at(object, 'kind')))) {
    for (const item of items as readonly Json[]) collect(withType(item, object), found, depth + 1);
    return;
  }
  const watched = watchedObject(object);
  if (watched === undefined) found.push(object);
  else if (asText(at(object, 'type')) !== 'BOOKMARK') collect(watched, found, depth + 1);
}

/** `{"type": "MODIFIED", "object": {...}}` (apimachinery pkg/apis/meta/v1 WatchEvent, v0.34). */
function watchedObject(object: JsonObject): JsonObject | undefined {
  const type = asText(at(object, 'type'));
  const isWatch = type !== undefined && /^(?:ADDED|MODIFIED|DELETED|BOOKMARK|ERROR)$/.test(type);
  return isWatch && at(object, 'kind') === undefined ? asObject(at(object, 'object')) : undefined;
}

/** `List`, `PodList`; a list that tells no kind is one too. */
export function isListKind(kind: string | undefined): boolean {
  return kind === undefined || kind.endsWith('List');
}

/** A typed list's items do not repeat their type: `PodList` holds Pods. */
function withType(item: Json, list: JsonObject): Json {
  const object = asObject(item);
  const kind = asText(at(list, 'kind'))?.slice(0, -'List'.length);
  if (object === undefined || kind === undefined || kind === '' || at(object, 'kind') !== undefined)
    return item;
  const apiVersion = asText(at(list, 'apiVersion'));
  return { ...object, kind, ...(apiVersion === undefined ? {} : { apiVersion }) };
}

/** What an object is by its shape, where neither it nor its list says so. */
export function inferKind(object: JsonObject): string | undefined {
  const own = asText(at(object, 'kind'));
  if (own !== undefined) return own;
  if (at(object, 'involvedObject') !== undefined || at(object, 'regarding') !== undefined) return 'Event';
  if (Array.isArray(at(object, 'spec', 'containers'))) return 'Pod';
  if (at(object, 'status', 'nodeInfo') !== undefined) return 'Node';
  return undefined;
}
