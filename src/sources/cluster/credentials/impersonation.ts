import { asList, asObject, asText, at, type JsonObject } from '../../../domain/values/json.js';
import type { Credential } from './credential.js';

/**
 * The headers of `as`, `as-uid`, `as-groups` and `as-user-extra`.
 * Source: client-go transport/round_trippers.go impersonatingRoundTripper, v0.34.
 */
export function impersonationHeaders(user: JsonObject): Credential['headers'] {
  const name = asText(at(user, 'as'));
  if (name === undefined) return {};
  const uid = asText(at(user, 'as-uid'));
  const groups = texts(at(user, 'as-groups'));
  const extra = Object.entries(asObject(at(user, 'as-user-extra')) ?? {});
  return {
    'Impersonate-User': name,
    ...(uid === undefined ? {} : { 'Impersonate-Uid': uid }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups }),
    ...Object.fromEntries(extra.map(([key, values]) => [`Impersonate-Extra-${escaped(key)}`, texts(values)])),
  };
}

function texts(value: JsonObject[string]): readonly string[] {
  return asList(value).flatMap((item) => asText(item) ?? []);
}

/** What no header's name may hold is written as %XX, byte by byte (RFC 7230 tokens stay). */
function escaped(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[!#$&'*+\-.^`|~\w]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
