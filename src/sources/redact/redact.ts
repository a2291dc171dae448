import type { Json, JsonObject } from '../../domain/values/json.js';
import { literalPattern } from '../../domain/values/literal-pattern.js';
import { oncePer } from '../../domain/values/once.js';
import { REDACTED } from '../../domain/values/redacted.js';
import { clientOf, type Client } from './clients.js';
import { isSecretValue, looksRandom } from './judge.js';
import { REDACTION_RULES } from './rules.js';

/** One look that most lines of a log fail, so that they cost nothing more. */
const ANY_KEYWORD = new RegExp(
  [...new Set(REDACTION_RULES.flatMap((rule) => rule.keywords))]
    .filter((keyword) => keyword !== '-')
    .map(literalPattern)
    .join('|'),
);

/** The text without secrets: each is replaced by `[redacted]`. Linear in the text's length. */
export function redact(text: string): string {
  const lower = text.toLowerCase();
  if (!ANY_KEYWORD.test(lower)) return text;
  let clean = lower.includes('private key') ? redactHeadlessKey(text) : text;
  for (const { keywords, pattern, replace } of REDACTION_RULES) {
    if (keywords.some((keyword) => lower.includes(keyword))) clean = clean.replace(pattern, replace);
  }
  return clean;
}

/** The tail of a log may begin inside a PEM block: its lines have lost their head, not their worth. */
function redactHeadlessKey(text: string): string {
  const end = text.search(/-----END [A-Z0-9 ]{0,40}PRIVATE KEY/);
  const begin = text.search(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/);
  if (end < 0 || (begin >= 0 && begin < end)) return text;
  const before = text.slice(0, end).split('\n');
  const last = before.pop() ?? '';
  let first = before.length;
  while (first > 0 && /^[A-Z0-9+/=\r]{1,100}$/i.test(before[first - 1] ?? '')) first -= 1;
  return [...before.slice(0, first), REDACTED, last].join('\n') + text.slice(end);
}

/** Deeper than any object of Kubernetes; what lies below is nobody's evidence. */
const MAX_DEPTH = 60;
const SECRET_NAME =
  /pass|pwd|secret|token|api_?key|access_?key|private_?key|encryption_?key|signing_?key|credential|cookie|authorization|_auth$|_key$/i;
const ABOUT_SECRET =
  /(?:file|path|dir|name|ref|type|ttl|url|uri|enabled|id|host|port|expiry|expiration\w*)$/i;

/**
 * The object without secrets in any of its texts: arguments, environment, probes' headers, messages,
 * annotations. What has no secret is shared with the original, not copied.
 */
export function redactObject<T extends Json>(value: T): T {
  return redactValue(value, '', 0) as T;
}

/** As redactObject, for an object that many pods share: an owner is gone through once. */
export function redactShared<T extends JsonObject>(object: T): T {
  return cleanOf(object) as T;
}

const cleanOf = oncePer((object: JsonObject) => redactObject(object));

function redactValue(value: Json, key: string, depth: number): Json {
  if (typeof value === 'string') return key === LAST_APPLIED ? REDACTED : redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return REDACTED;
  if (Array.isArray(value)) return redactList(value as readonly Json[], key, depth);
  const fields = redactFields(value as JsonObject, depth);
  return key === 'annotations' ? redactAnnotations(fields) : fields;
}

/** Texts without a secret that objects have had before: pods of one owner differ in little. */
const seenClean = new Set<string>();
const MOST_SEEN = 20_000;

function redactText(text: string): string {
  if (text.length < SHORTEST || seenClean.has(text)) return text;
  const clean = redact(text);
  if (clean !== text || text.length > 200) return clean;
  if (seenClean.size >= MOST_SEEN) seenClean.clear();
  seenClean.add(text);
  return text;
}

/** `pwd=x1`: nothing shorter is both a key and a secret. */
const SHORTEST = 6;

/** kubectl apply's copy of the object as it was written, with every value that a person put there. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function redactFields(object: JsonObject, depth: number): JsonObject {
  const changed: [string, Json][] = [];
  for (const key of Object.keys(object)) {
    const field = object[key];
    if (field === undefined || key === 'managedFields') continue;
    const clean = redactValue(field, key, depth + 1);
    if (clean !== field) changed.push([key, clean]);
  }
  const name = object['name'];
  const value = object['value'];
  // An environment variable or a header: the name says what the value is.
  if (typeof name === 'string' && typeof value === 'string' && value !== '' && isSecretName(name)) {
    changed.push(['value', REDACTED]);
  }
  if (changed.length === 0) return object;
  return Object.assign(Object.create(null), object, Object.fromEntries(changed)) as JsonObject;
}

/** Annotations whose key says that the value is a secret. A checksum of one is none, and tells of its change. */
function redactAnnotations(annotations: JsonObject): JsonObject {
  const secret = Object.entries(annotations).filter(
    ([key, value]) =>
      typeof value === 'string' &&
      isSecretName(key) &&
      !/checksum|hash|digest|version/i.test(key) &&
      (/pass|pwd/i.test(key) || looksRandom(value)) &&
      isSecretValue({ word: 'password', suffix: '', separator: '=', value, after: '' }),
  );
  if (secret.length === 0) return annotations;
  return { ...annotations, ...Object.fromEntries(secret.map(([key]) => [key, REDACTED])) };
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !ABOUT_SECRET.test(name);
}

function redactList(list: readonly Json[], key: string, depth: number): readonly Json[] {
  const isCommand = key === 'args' || key === 'command';
  let clean: Json[] | undefined;
  let client: Client | undefined;
  for (const [index, item] of list.entries()) {
    if (isCommand) client = clientOf(list[index - 1], item) ?? client;
    const isSecret = isCommand && isFlagValue(list[index - 1], item, client);
    const kept = isSecret ? REDACTED : redactValue(withoutJoined(item, client), '', depth + 1);
    if (kept === item) continue;
    clean ??= [...list];
    clean[index] = kept;
  }
  return clean ?? list;
}

/** `["--password", "x"]`, `["redis-cli", "-a", "x"]`: the flag stands alone, and its value behind it. */
function isFlagValue(flag: Json | undefined, value: Json, client: Client | undefined): boolean {
  if (typeof flag !== 'string' || typeof value !== 'string') return false;
  if (value.startsWith('-') || value === '' || value.startsWith('$(')) return false;
  if (flag === client?.flag) return client.value !== 'joined';
  return /^-[\w-]+$/.test(flag) && isSecretName(flag);
}

/** `["mysqladmin", "-px"]`. */
function withoutJoined(item: Json, client: Client | undefined): Json {
  if (client === undefined || client.value === 'apart' || typeof item !== 'string') return item;
  return item.startsWith(client.flag) && item.length > client.flag.length
    ? `${client.flag}${REDACTED}`
    : item;
}
