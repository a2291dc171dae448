import { asObject, type Json, type JsonObject } from '../../../domain/values/json.js';
import { isReport } from './report-fields.js';

/** Longer lines are not parsed. */
const MAX_JSON_LENGTH = 65_536;
/** What may stand before the object: a time, a process' name. */
const MAX_HEAD_LENGTH = 40;
/** An error's own fields lie no deeper: an entry's context, its exception, what caused that. */
const MAX_DEPTH = 6;
const MAX_TEXTS = 400;

/** The object that a log entry is, or ends with. */
export function jsonEntry(line: string): JsonObject | undefined {
  if (line.length > MAX_JSON_LENGTH || !line.trimEnd().endsWith('}')) return undefined;
  // Behind a tab zap's console puts the fields of an entry.
  const start = line.indexOf('{', line.indexOf('\t{') + 1);
  if (start < 0 || (start > MAX_HEAD_LENGTH && line[start - 1] !== '\t')) return undefined;
  try {
    return asObject(JSON.parse(line.slice(start)) as Json);
  } catch {
    return undefined;
  }
}

/** The texts in a structured log line, so that patterns see them without JSON's escapes. */
export function jsonTexts(line: string): readonly string[] {
  const entry = jsonEntry(line);
  if (entry === undefined) return [];
  const within = Object.values(entry)
    .map(asObject)
    .filter((value) => value !== undefined);
  return [...textsOf(entry), ...[entry, ...within].flatMap(postgresLine)].slice(0, MAX_TEXTS);
}

/** The texts of an object's fields; below its own objects only those in which an error is told. */
function textsOf(object: JsonObject, depth = 0): readonly string[] {
  return Object.entries(object).flatMap(([key, value]) => textsIn(key, value ?? null, depth));
}

function textsIn(key: string, value: Json, depth: number): readonly string[] {
  if (typeof value === 'string') return isReport(key, value) ? value.split('\n') : [];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  if (depth > 0 && !IN_ERROR.test(key)) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(key, item, depth + 1));
  return textsOf(value as JsonObject, depth + 1);
}

/** The fields in which loggers put an error: its list, its trace, what caused it or came before it. */
const IN_ERROR = /err|exc|caus|throw|stack|trace|previous|inner|nested|details?$/i;

/** PostgreSQL's JSON log (and CloudNativePG's record of it) as the server writes it in plain text. */
function postgresLine(entry: JsonObject): readonly string[] {
  const { error_severity: severity, message } = entry;
  return typeof severity === 'string' && typeof message === 'string' ? [`${severity}:  ${message}`] : [];
}
