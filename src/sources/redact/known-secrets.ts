import { asObject, type Json, type JsonObject } from '../../domain/values/json.js';
import { literalPattern } from '../../domain/values/literal-pattern.js';
import { REDACTED } from '../../domain/values/redacted.js';

/** Hides a text's secrets. */
export type Mask = (text: string) => string;

/**
 * What a pod's own spec shows as a secret (a literal variable, the value of a flag, the password in an address) is one
 * wherever else the pod's texts have it, whatever words stand around it: it is what redaction took out of `pod`.
 * Undefined where there is none.
 */
export function knownSecrets(pod: JsonObject, clean: JsonObject): Mask | undefined {
  const secrets = [...new Set(takenOut(pod, clean))].filter(isTelling);
  if (secrets.length === 0) return undefined;
  const longestFirst = secrets.sort((a, b) => b.length - a.length).map(literalPattern);
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`, 'g');
  return (text) => text.replace(pattern, REDACTED);
}

/** The object with every text of it masked; what holds no secret is shared with the original. */
export function maskObject<T extends Json>(value: T, mask: Mask): T {
  return masked(value, mask) as T;
}

function masked(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const items = list.map((item) => masked(item, mask));
    return items.every((item, index) => item === list[index]) ? list : items;
  }
  const object = asObject(value);
  if (object === undefined) return value;
  const changed = Object.entries(object).flatMap(([key, field]): [string, Json][] => {
    const kept = field === undefined ? field : masked(field, mask);
    return kept === undefined || kept === field ? [] : [[key, kept]];
  });
  return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) };
}

/** Redaction shares what it leaves as it is, so that only what differs is gone through. */
function takenOut(raw: Json | undefined, clean: Json | undefined): readonly string[] {
  if (raw === clean || raw === undefined || clean === undefined) return [];
  if (typeof raw === 'string' && typeof clean === 'string') {
    const [before, after, ...more] = clean.split(REDACTED);
    if (before === undefined || after === undefined || more.length > 0) return [];
    if (!raw.startsWith(before) || !raw.endsWith(after)) return [];
    const secret = raw.slice(before.length, raw.length - after.length);
    // Of an address a user's name is taken out too, and is no secret by itself.
    return [before.endsWith('://') ? secret.slice(secret.indexOf(':') + 1) : secret];
  }
  if (Array.isArray(raw) && Array.isArray(clean)) {
    const others = clean as readonly Json[];
    return (raw as readonly Json[]).flatMap((item, index) => takenOut(item, others[index]));
  }
  const [object, other] = [asObject(raw), asObject(clean)];
  if (object === undefined || other === undefined) return [];
  return Object.keys(object).flatMap((key) => takenOut(object[key], other[key]));
}

/** A word, a number or a path stands in logs for other things as well: `postgres`, `changeme`, `1234567`. */
function isTelling(secret: string): boolean {
  return (
    secret.length >= 6 &&
    secret.length <= 4096 &&
    !/^(?:[A-Z]{1,15}|\d{1,11}|[/.].*)$/i.test(secret) &&
    !/\s|\$\(/.test(secret)
  );
}
