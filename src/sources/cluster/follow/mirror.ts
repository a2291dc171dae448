import { asNumber, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { objectKey } from '../api/list.js';
import { EVENTS, type Resource } from '../api/resources.js';
import { withoutManagedFields } from '../pod/slim.js';
import type { Feed } from './feeds.js';
import { withKind } from './target.js';

/** The objects that are followed, as they were last told of. */
export interface Mirror {
  readonly set: (feed: Feed, object: JsonObject) => void;
  readonly remove: (feed: Feed, object: JsonObject) => void;
  /** Leaves of a feed's objects only those with these keys. */
  readonly keepOnly: (feed: Feed, keys: ReadonlySet<string>) => void;
  readonly all: (resource: Resource, namespace: string) => readonly JsonObject[];
  /** How many warnings there have been about the object with that UID. */
  readonly warningsOf: (uid: string) => number;
}

/** An empty mirror; `onChange` is called after each change of what it holds. */
export function createMirror(onChange: () => void): Mirror {
  const held = new Map<Feed, Map<string, JsonObject>>();
  const warnings = new Map<string, number>();
  const objectsOf = (feed: Feed): Map<string, JsonObject> => {
    const known = held.get(feed) ?? new Map<string, JsonObject>();
    held.set(feed, known);
    return known;
  };
  return {
    set: (feed, object) => {
      if (feed.resource === EVENTS) noteWarning(warnings, object);
      else
        objectsOf(feed).set(objectKey(object) ?? '', withKind(feed.resource, withoutManagedFields(object)));
      onChange();
    },
    remove: (feed, object) => {
      if (objectsOf(feed).delete(objectKey(object) ?? '')) onChange();
    },
    keepOnly: (feed, keys) => {
      for (const key of [...objectsOf(feed).keys()].filter((one) => !keys.has(one))) {
        objectsOf(feed).delete(key);
        onChange();
      }
    },
    all: (resource, namespace) => {
      const feeds = [...held].filter(([feed]) => feed.resource === resource && feed.namespace === namespace);
      // Two selectors may hold the same object.
      return [...new Map(feeds.flatMap(([, objects]) => [...objects])).values()];
    },
    warningsOf: (uid) => warnings.get(uid) ?? 0,
  };
}

/** Normal events follow a change of the status, which is seen anyway. */
function noteWarning(warnings: Map<string, number>, event: JsonObject): void {
  const uid = asText(at(event, 'involvedObject', 'uid'));
  if (uid === undefined || asText(at(event, 'type')) !== 'Warning') return;
  // A repeated event says nothing new: its text is the same.
  if ((asNumber(at(event, 'count')) ?? 1) > 1 && warnings.has(uid)) return;
  warnings.set(uid, (warnings.get(uid) ?? 0) + 1);
}
