import { asObject, at, type JsonObject } from '../values/json.js';

/** Labels of one object; a value may be the empty text. */
export type Labels = Readonly<Record<string, string>>;

/** The labels that an object wears. */
export function labelsOf(object: JsonObject): Labels {
  return readLabels(asObject(at(object, 'metadata', 'labels')) ?? {});
}

/** The labels as they are written, without what is no text. */
export function readLabels(written: JsonObject): Labels {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
