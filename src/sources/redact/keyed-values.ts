/** Words that name a secret, and the shapes in which a value stands with its key. Global and linear, as RedactionRule asks. */

/** What a key has in it whose value is to be hidden. */
const SECRET_WORDS =
  'passwords?|passwort|kennwort|contrase[ñn]a|mot[_-]?de[_-]?passe|passwd|passphrase|pwd|passcode|requirepass|masterauth|(?<!imagepull)secrets?|(?<!publickey)tokens?|credentials?|' +
  '(?:api|access|account|auth|encryption|license|master|preshared|private|secret|shared|shared[_-]?access|signing|storage|session|subscription)[ _-]?keys?|' +
  'client[ _-]?key[ _-]?data|(?<=[_.-])pass|jsessionid|session[_-]?id|sessid|cookie|x-amz-signature|dockerconfigjson|dockercfg|_auth|webhook[_-]?url';

/**
 * A quoted, escaped-quoted or bare value; a bare one ends where the next key of a list begins. Of JSON
 * in JSON in JSON a quote has three backslashes or seven. The bound is above what is kept of a line.
 */
const VALUE = String.raw`\\{1,7}"[^"\\\n]{0,20000}(?:\\{1,7}")?|"(?:[^"\\\n]|\\.){0,20000}"?|'[^'\n]{0,20000}'?|(?:[^\s"'&;,\\]|,(?!\s|$|["']|[\w.-]{1,40}=)|\\(?!["nrt\\])){1,20000}`;

/** Between key and value; in a query of a query it is percent-encoded, and Gson writes \u003d for =. */
const SEPARATOR = String.raw`\]?(?:\\{0,7}["']|%22)?[ \t]{0,4}(?:=>|:=|==?|:|%3[ad]|\\{1,7}u003d)[ \t]{0,4}`;

/** `{ user: 'app', pass: 'x1' }`: words that mean a password only where data has them, with the value in quotes. */
const SHORT_WORDS = String.raw`(?<=[{,(["'][ \t]{0,4}|\n[ \t]{1,20})(?:pass|pw)(?=(?:\\{0,7}["'])?[ \t]{0,4}(?::|=>)[ \t]{0,4}\\{0,7}["'])`;

/** `key=value`, `"key": "value"`. */
export const KEY_VALUE = new RegExp(
  String.raw`(${SECRET_WORDS}|(?<!by|com|sur|tres)pass(?==(?!\d{1,9}(?:[\s,;]|$)))|(?<![\w-])sig|${SHORT_WORDS})([\w.-]{0,40})(${SEPARATOR})(${VALUE})([^\n]?)`,
  'gi',
);
/** `"key": ["value", ...]`, as web frameworks print the fields of a form. */
export const KEY_LIST = new RegExp(
  String.raw`(${SECRET_WORDS})([\w.-]{0,40})(${SEPARATOR}\[[ \t]{0,4})((?:\\{1,7}"|["'])[^\n\]]{1,2000})(\])`,
  'gi',
);

/** `"key": {"type": "x", "value": "y"}`, as configuration libraries print a field and where it came from. */
export const KEY_OBJECT = new RegExp(
  String.raw`((?:${SECRET_WORDS})(?:\\{0,7}["'])?[ \t]{0,4}(?::|=>?)[ \t]{0,4}\{(?:[^{}\n]{0,200}[^\w{}\n])?value(?:\\{0,7}["'])?[ \t]{0,4}(?::|=>?)[ \t]{0,4})(${VALUE})`,
  'gi',
);

/** `("key", "value")`, as Rust, Python and Ruby print a list of pairs. */
export const KEY_PAIR = new RegExp(
  String.raw`([[(]\\?["'][\w.-]{0,40}?)(${SECRET_WORDS})([\w.-]{0,40})(\\?["'][ \t]{0,3},[ \t]{0,3})(\\"[^"\\\n]{1,2000}\\"|"[^"\n]{1,2000}"|'[^'\n]{1,2000}')(?=[\])])`,
  'gi',
);

/** Whether a quoted word is itself the name of a secret: in `["password", "token"]` neither is one. */
export const IS_KEY = new RegExp(
  String.raw`^\\?["'][\w.-]{0,40}(?:${SECRET_WORDS})[\w.-]{0,40}\\?["']$`,
  'i',
);

/** `--key value`. */
export const FLAG_VALUE = new RegExp(
  String.raw`(\B--?[\w.-]{0,40}?(?:${SECRET_WORDS}|\B(?<!by|com|sur|tres)pass))([\w-]{0,20})([ \t]{1,4})(${VALUE})([^\n]?)`,
  'gi',
);

/** An element of XML with such a name. */
export const ELEMENT = new RegExp(
  String.raw`(<[\w.:-]{0,40}?)(${SECRET_WORDS})([\w.-]{0,20})(>)([^<>\n]{1,2000})</`,
  'gi',
);

/** An entry of a list of names and values. */
export const NAMED_VALUE = new RegExp(
  String.raw`((?:name|key)\\?["']?[ \t]{0,3}[:=][ \t]{0,3}\\?["']?[\w.-]{0,40}?)(${SECRET_WORDS})([\w.-]{0,20})(\\?["']?,?(?:[ \t]{1,3}|\r?\n[ \t]{1,40})\\?["']?value\\?["']?[ \t]{0,3}[:=][ \t]{0,3}|\\?["']?,\\?["']?value\\?["']?[:=])(${VALUE})`,
  'gi',
);

/** A key of YAML and the block below it, to its last line. */
export const BLOCK = new RegExp(
  String.raw`((?:${SECRET_WORDS})["']?:[ \t]{1,3}[|>][+-]?[ \t]{0,3}\r?\n([ \t]{1,40}))(?![ \t])[^\n]{1,20000}(?:\n\2[^\n]{0,20000}){0,200}`,
  'gi',
);
