import { asObject, type Json } from '../../domain/values/json.js';

/** Fields of a log entry that say when and where it was written, not what. */
const NOISE =
  /^(?:@?time(?:stamp)?|@version|ts|date|caller|logger|logger_?name|thread(?:_?name)?|level_value|stack\w*|pid|host(?:name)?|v|(?:trace|span|request|correlation)_?id|source|version)$/i;

/** A line that quotes an entry in JSON, without the fields that are no news; as it was where it is none. */
export function withoutNoise(said: string, ellipsis: string): string {
  const start = said.indexOf('{"');
  if (start === -1 || !said.endsWith('}')) return said;
  const entry = parse(said.slice(start));
  if (entry === undefined) return said;
  const kept = Object.entries(entry).filter(([key]) => !NOISE.test(key));
  if (kept.length === 0 || kept.length === Object.keys(entry).length) return said;
  return `${said.slice(0, start)}${JSON.stringify(Object.fromEntries(kept)).slice(0, -1)},${ellipsis}}`;
}

function parse(text: string): Readonly<Record<string, Json>> | undefined {
  try {
    return asObject(JSON.parse(text) as Json) as Readonly<Record<string, Json>> | undefined;
  } catch {
    return undefined;
  }
}
