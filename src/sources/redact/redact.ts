import type { Json, JsonObject } from '../../domain/values/json.js';
import { literalPattern } from '../../domain/values/literal-pattern.js';
import { oncePer } from '../../domain/values/once.js';
import { REDACTED } from '../../domain/values/redacted.js';
import { redactWords } from './command-line.js';
import { isSecretValue, looksRandom } from './judge.js';
import { applyRules } from './rule.js';
import { REDACTION_RULES } from './rules.js';
import { isSecretName } from './secret-name.js';

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
  const headed = lower.includes('private key') ? redactHeadlessKey(text) : text;
  return applyRules(REDACTION_RULES, headed, lower);
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
  if (Array.isArray(value)) return redactList(value as readonly Json[], depth);
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
  const command = redactCommand(object);
  for (const key of Object.keys(object)) {
    const field = command[key] ?? object[key];
    if (field === undefined || key === 'managedFields') continue;
    const clean = redactValue(field, key, depth + 1);
    if (clean !== object[key]) changed.push([key, clean]);
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

function redactList(list: readonly Json[], depth: number): readonly Json[] {
  let clean: Json[] | undefined;
  for (const [index, item] of list.entries()) {
    const kept = redactValue(item, '', depth + 1);
    if (kept === item) continue;
    clean ??= [...list];
    clean[index] = kept;
  }
  return clean ?? list;
}

/** A container's command and its arguments are one command; a probe or a hook has no arguments. */
function redactCommand({ command, args }: JsonObject): JsonObject {
  const first = Array.isArray(command) ? (command as readonly Json[]) : [];
  const rest = Array.isArray(args) ? (args as readonly Json[]) : [];
  if (first.length + rest.length < 2) return {};
  const words = [...first, ...rest];
  const clean = redactWords(words);
  if (clean === words) return {};
  return { command: clean.slice(0, first.length), args: clean.slice(first.length) };
}
