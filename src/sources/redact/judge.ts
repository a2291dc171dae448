import { REDACTED } from '../../domain/values/redacted.js';

/** A key with a secret's name and what stands beside it. */
export interface KeyedValue {
  /** The part of the key that names a secret: `password`, `API_KEY`. */
  readonly word: string;
  /** What the key goes on with: `_FILE`, `Name`. */
  readonly suffix: string;
  /** Between key and value, with quotes and blanks: `="`, `": `. */
  readonly separator: string;
  /** With its quotes. */
  readonly value: string;
  /** The character after the value, if any. */
  readonly after: string;
}

/** Endings that make the key name something about a secret, not the secret. */
const ABOUT =
  /^s?[_.-]?(?:(?:secret[_.-]?)?name|file|path|dir|directory|ref|type|count|size|length|len|id|ttl|expir\w*|lifetime|age|policy|url|uri|endpoint|key_?ref|mount|volume|provider|store|manager|version|namespace|required|enabled|review|reviews|bucket|limit|usage|rotation|in|at|index|position|cache|controller|generator|hash_?alg\w*|source|prefix|field|header|class|code|error|status|method|plugin|mode|scheme|entication\w*)$/i;

/** Words that a person writes after such a key, in a sentence or a type. */
const PROSE =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|unset|empty|missing|required|optional|invalid|incorrect|wrong|expired|revoked|unknown|unexpected|unauthorized|forbidden|denied|failed|failure|failing|error|not|is|was|are|has|must|needs|requires|expects|takes|cannot|can|could|should|may|does|will|and|or|for|from|in|of|to|the|a|an|with|by|at|if|via|found|unable|strings?|int|integer|bytes?|bool|boolean|object|file|path|value|values|duration|list|stdin|env|environment|flag|option|argument|authentication|mismatch|rejected|refused|too|unbound|parameter|please|see|timed?|context|operation|permission|access|default|auto|generated|basic|bearer|ok|redacted|hidden|masked|\*+|x+|<[^>]*>?|\.{2,}|-+)$/i;

/** Whether a keyed value is worth hiding. Doubt hides; a sentence about a secret stays readable. */
export function isSecretValue(found: KeyedValue): boolean {
  if (ABOUT.test(found.suffix)) return false;
  const bare = found.value
    .replace(/^\\{0,7}["']/, '')
    .replace(/(?<!\\)\\{0,7}["']$/, '')
    .replace(/^[([{<]+|(?<![,.)}\]])[,.)}\]]+$/g, '');
  if (isHarmless(bare, found)) return false;
  if (isPathOrVariable(bare)) return false;
  const quotedValue = /^\\{0,7}["']/.test(found.value);
  const quotedKey = /["']|%22/.test(found.separator);
  // `volume "secrets" : rpc error`, `exec: "credential-helper": executable file not found`: a name, and
  // what is said of it. Data would quote the value too, or end with it.
  if (quotedKey && !quotedValue && /:[ \t]+$/.test(found.separator) && /[ \t]/.test(found.after))
    return false;
  if (/=|%3d|u003d/i.test(found.separator) || quotedKey || /^[ \t]+$/.test(found.separator)) return true;
  // `password: word` is a setting where nothing follows, and a sentence where words follow.
  const isPassword = /pass|pwd/i.test(found.word);
  if (looksRandom(bare)) return !quotedValue || isPassword || bare.length >= 8;
  if (!isPassword) return false;
  // `{User:app Password:x Name:shop}`, as Go prints a structure; a sentence has a blank there.
  return quotedValue || found.separator === ':' || found.after === '' || /[,;}\])&]/.test(found.after);
}

function isHarmless(bare: string, { word, separator, after }: KeyedValue): boolean {
  if (bare === '' || PROSE.test(bare) || bare.startsWith(REDACTED) || /^[*.•x]+$/i.test(bare)) return true;
  // `secrets/tls: x509: ...`: an error in an error goes on behind its own colon.
  if (/^(?:\w{1,20}|[a-z]{2,20}(?:\/[a-z][a-z0-9._-]{1,60}){1,8}):$/.test(bare) && /:[ \t]+$/.test(separator))
    return true;
  // `token = os.environ["TOKEN"]`: a line of the program, not of its log.
  if (/^[A-Z_][\w.]{1,80}[([]$/i.test(bare) && /["']/.test(after)) return true;
  // A number of tokens, a duration, an expiry; a password may well be a number.
  if (!/pass|pwd/i.test(word) && /^[\d.,]+(?:ms|[smhdk%]|mb|gb)?$/i.test(bare) && bare.length < 12)
    return true;
  // `--token TOKEN` in a usage text; an object or a list that only begins here.
  const isFlag = /^[ \t]+$/.test(separator);
  return isFlag && (word.toLowerCase().endsWith(bare.toLowerCase()) || /^[A-Z_]+$/.test(bare));
}

/** Whether a value only points to a secret: a path, an address, what another program puts in. */
export function isPathOrVariable(bare: string): boolean {
  if (/^(?:\$\{[^}]*\}?|\$\([^)]*\)?|\$[A-Za-z_]\w*|%\(?\w*\)?s|%[A-Za-z_]\w*%|\{\{.*|<.*)$/.test(bare))
    return true;
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(bare)) return true;
  return (
    /^\.{0,2}(?:\/[\w.@-]{1,40}){1,12}\/?$/.test(bare) && !/[A-Z][^\d\n\r\u2028\u2029]*\d.*[A-Z]/.test(bare)
  );
}

/** Whether a word is nothing that a person would write in a sentence. */
export function looksRandom(word: string): boolean {
  // ManagedIdentityCredential: the name of a class.
  if (/^[A-Z]?[a-z]{2,20}(?:[A-Z][a-z]{2,20}){1,6}$/.test(word)) return false;
  if (word.length < 6) return /\d/.test(word) && /[A-Z]/i.test(word) && word.length >= 5;
  if (/[^\w.:/-]/.test(word.replace(/(?<![,;)=])[,;)=]+$/, ''))) return true;
  if (/\d/.test(word) && /[A-Z]/i.test(word)) return true;
  if (word.endsWith('=') && word.length >= 8) return true;
  // dXNlcjpwYXNz: capitals in the middle of a word, again and again.
  return (word.match(/[a-z][A-Z]/g) ?? []).length >= 2 && word.length >= 12;
}

/**
 * Whether a word that stands behind "token" or "API key" in a sentence is the thing itself: long, of
 * letters and digits. Names of Kubernetes (lower case, with hyphens) and figures are not.
 */
export function isKeyMaterial(before: string, word: string): boolean {
  if (/password/i.test(before)) return looksRandom(word) && !/^(?:sha|md|scram)[\d-]/i.test(word);
  return (
    word.length >= 12 && /\d/.test(word) && looksRandom(word) && !/^[a-z0-9]+(?:[.-][a-z0-9]+)+$/.test(word)
  );
}
