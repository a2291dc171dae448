import { parseGoDuration } from '../../domain/values/time.js';

/** A value that Go's flag package could read, or its words for why it could not. */
export type Converted<T> = { readonly value: T } | { readonly error: string };

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** strconv.ParseBool. */
export function readBoolean(text: string): Converted<boolean> {
  if (TRUE.has(text)) return { value: true };
  if (FALSE.has(text)) return { value: false };
  return { error: `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax` };
}

/** strconv.ParseInt for what people type: a sign and decimal digits, in the safe range. */
export function readInteger(text: string): Converted<number> {
  if (!/^[+-]?\d+$/.test(text)) {
    return { error: `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax` };
  }
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    return { error: `strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range` };
  }
  return { value };
}

/** time.ParseDuration; the value is in seconds. */
export function readDuration(text: string): Converted<number> {
  const value = parseGoDuration(text);
  if (value !== undefined) return { value };
  const quoted = JSON.stringify(text);
  if (/^[+-]?\d+(?:\.\d*)?$/.test(text)) return { error: `time: missing unit in duration ${quoted}` };
  const unit = /^[+-]?(?:[\d.]+(?:ns|us|µs|μs|ms|[smh]))*[\d.]+([^\d.]+)/.exec(text)?.[1];
  if (unit !== undefined)
    return { error: `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}` };
  return { error: `time: invalid duration ${quoted}` };
}
