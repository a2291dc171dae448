/**
 * JSON as it arrives: nothing about its shape is promised. Every reader below answers
 * `undefined` where the value is missing or of another type, and never throws: a status
 * that is null, negative or a string where a list belongs is data, not an error.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; keys come from a cluster, so it is only ever read by own properties. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The value if it is an object (not null, not a list). */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The value if it is a list, else an empty list. */
export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The objects among the value's items; what is no object in the list is skipped. */
export function asObjects(value: Json | undefined): readonly JsonObject[] {
  return asList(value).filter((item): item is JsonObject => asObject(item) !== undefined);
}

/** The value if it is a string. */
export function asString(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value if it is a non-empty string; Kubernetes writes "" for "not set". */
export function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The strings among the value's items. */
export function asStrings(value: Json | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === 'string');
}

/** The value if it is a finite number (`1e400` parses to Infinity and is refused). */
export function asNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value if it is a boolean. */
export function asBoolean(value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/**
 * Walks own properties only, so that a key `constructor` in cluster data reaches nothing. All that an
 * object inherits are functions, which JSON has not, and `__proto__`; to see that is cheaper than to
 * ask of each property whose it is.
 */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) {
    const object = asObject(here);
    if (object === undefined || (key === '__proto__' && !Object.hasOwn(object, key))) return undefined;
    here = object[key];
    if (typeof here === 'function') return undefined;
  }
  return here;
}
