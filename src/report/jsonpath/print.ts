import { asObject, type Json } from '../../domain/values/json.js';

/** Texts and numbers as they are, lists and objects as Go's encoding/json writes them. */
export function jsonText(value: Json): string {
  return typeof value === 'string' ? value : encode(value);
}

/** Compact JSON with sorted keys, and with what HTML could take for markup escaped (encoding/json, Go 1.24). */
function encode(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(encode).join(',')}]`;
  const object = asObject(value);
  if (object === undefined) return escapeHtml(JSON.stringify(value));
  const entries = sortedEntries(object).map(
    ([key, item]) => `${escapeHtml(JSON.stringify(key))}:${encode(item)}`,
  );
  return `{${entries.join(',')}}`;
}

function escapeHtml(json: string): string {
  return json.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
}

/** As Go's fmt prints a value with %v: `map[a:1 b:x]`, `[1 2]`, `<nil>`. */
export function goText(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const object = asObject(value) ?? {};
  return `map[${sortedEntries(object)
    .map(([key, item]) => `${key}:${goText(item)}`)
    .join(' ')}]`;
}

function sortedEntries(object: {
  readonly [key: string]: Json | undefined;
}): readonly (readonly [string, Json])[] {
  return Object.entries(object)
    .flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
