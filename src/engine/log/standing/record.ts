import { jsonEntry } from '../line/json-entry.js';
import { isAtRest } from '../line/line-words.js';
import { isLevelField } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';

/**
 * Whether a line is a record of data among others and no entry of a log: JSON with neither a level nor a
 * time, and a later line has the same fields and tells of another thing that nothing is amiss with
 * (`{"id":71,"text":"<error>"}`, `{"id":72,"text":"cart is slow"}`).
 */
export function isRecordOfMany({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const fields = fieldsOf(raw);
  if (fields === undefined) return false;
  return later.some(({ raw: next }) => next !== raw && fieldsOf(next) === fields && tellsNothing(next));
}

/** Fields that a logger sets. */
const LOGGED = /^@?(?:t|ts|time\w*|date|datetime|asctime|msg|message)$/i;

function fieldsOf(raw: string): string | undefined {
  if (!raw.trimStart().startsWith('{')) return undefined;
  const keys = Object.keys(jsonEntry(raw) ?? {});
  if (keys.length < 2 || keys.some((key) => isLevelField(key) || LOGGED.test(key))) return undefined;
  return keys.join('\n');
}

function tellsNothing(raw: string): boolean {
  const values = Object.values(jsonEntry(raw) ?? {}).filter((value) => typeof value === 'string');
  return values.every(isAtRest);
}
