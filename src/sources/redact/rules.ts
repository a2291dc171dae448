import { REDACTED } from '../../domain/values/redacted.js';
import { ADDRESS_RULES } from './addresses.js';
import { AUTHORIZATION_CODES } from './authorization-codes.js';
import { CLIENT_RULES } from './clients.js';
import { isKeyMaterial, isSecretValue, looksRandom } from './judge.js';
import {
  BLOCK,
  ELEMENT,
  FLAG_VALUE,
  IS_KEY,
  KEY_LIST,
  KEY_OBJECT,
  KEY_PAIR,
  KEY_VALUE,
  NAMED_VALUE,
} from './keyed-values.js';
import { PLACED_SECRETS } from './placed-secrets.js';
import { TYPED_SECRETS } from './typed-secrets.js';
import { PREFIXED_KEYS } from './prefixed-keys.js';
import type { RedactionRule } from './rule.js';

/** `-----BEGIN ... PRIVATE KEY-----` up to its end, on one line or many, or cut before its end. */
const PEM =
  /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----(?:(?:(?!-----)[\s\S]){0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:(?:\s|\\[nr]){1,8}[A-Za-z0-9+/=]{30,})*(?:(?:\s|\\[nr]){1,8}[A-Za-z0-9+/]{1,100}={0,2}(?=\s*$))?)/g;

/** Parts of the words that name a secret, of which every such word has one. */
const SECRET_MARKS = [
  'pass',
  'pw',
  'secret',
  'token',
  'key',
  'credential',
  'sess',
  'cookie',
  'sig',
  'auth',
  'dockerc',
  'webhook',
  'kennwort',
  'contrase',
];

/** Secrets that the command gives away to which they are given; a text or a list of words has it. */
export const COMMAND_RULES: readonly RedactionRule[] = [
  {
    keywords: ['curl', 'wget'],
    pattern: /([ \t](?:-[A-Za-z]{0,8}u[ =]?|--user[ =])['"]?[^\s:'"]{1,64}:)[^\s'"]{1,200}/g,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    // A key in place of the user, as many services take it: `curl -u KEY:`.
    keywords: ['curl', 'wget'],
    pattern: /([ \t](?:-[A-Za-z]{0,8}u[ =]?|--user[ =])['"]?)(?!\$)[^\s:'"]{1,200}(?=:(?:["'\s]|$))/g,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  ...CLIENT_RULES,
  ...PLACED_SECRETS,
  ...TYPED_SECRETS,
  {
    // `htpasswd -bc FILE USER PASSWORD`.
    keywords: ['htpasswd'],
    pattern:
      /(\bhtpasswd[ \t]{1,3}-\w{0,6}b\w{0,6}(?:[ \t]{1,3}[^\s;|&]{1,200}){1,3}?[ \t]{1,3})(?!-)[^\s;|&]{1,200}(?=\s*(?:$|[;|&\n]))/gm,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: ['requirepass', 'masterauth'],
    pattern: /(\b(?:requirepass|masterauth)[ \t]{1,4})["']?[^\s"']{1,200}["']?/gi,
    replace: (_, before) => `${before}${REDACTED}`,
  },
];

/** In the order in which they are applied. */
export const REDACTION_RULES: readonly RedactionRule[] = [
  {
    keywords: ['private key'],
    pattern: PEM,
    replace: (_, label) => `-----BEGIN ${label}-----${REDACTED}`,
  },
  ...ADDRESS_RULES,
  {
    keywords: ['hooks.slack.com', 'discord', 'webhook.office.com'],
    pattern:
      /((?:hooks\.slack\.com\/services|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com\/webhookb2)\/)[\w/@-]{10,255}/gi,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: ['eyj'],
    pattern: /(?<![\w-])eyJ[\w-]{8,4096}\.[\w-]{8,8192}(?:\.[\w-]{0,8192}){0,3}/g,
    replace: () => REDACTED,
  },
  ...PREFIXED_KEYS.map(([marks, shape]) => ({
    keywords: marks.split(' '),
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${shape})`, 'g'),
    replace: () => REDACTED,
  })),
  {
    keywords: ['authorization'],
    pattern:
      /(authorization\\?["']?[ \t]{0,3}[:=]{1,2}[ \t]{0,3}[\\"'[]{0,3})(?:([A-Z][A-Z0-9-]{2,20})[ \t]{1,3})?([^\s"'\\[\]]{1,4096})/gi,
    replace: (whole, key, scheme, value = '') => {
      if (/^(?:bearer|basic|token|apikey|digest|negotiate|aws4-hmac-sha256)$/i.test(scheme ?? ''))
        return `${key}${scheme} ${REDACTED}`;
      return scheme === undefined && looksRandom(value) ? `${key}${REDACTED}` : whole;
    },
  },
  {
    keywords: ['bearer', 'basic '],
    pattern: /(?<![A-Z0-9])(bearer|basic)([ \t]{1,3})([\w+/=.~-]{8,8192})/gi,
    replace: (whole, scheme, space, value = '') =>
      looksRandom(value) ? `${scheme}${space}${REDACTED}` : whole,
  },
  ...COMMAND_RULES,
  ...AUTHORIZATION_CODES,
  {
    keywords: ['pass:'],
    pattern: /(-pass(?:in|out|word)?[ \t=]{1,3}pass:)[^\s"']{1,200}/g,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: ['app_key'],
    pattern: /(\bapp_key["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)base64:[A-Z0-9+/=]{16,100}/gi,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: ['identified', 'password'],
    pattern:
      /((?<!revision )\b(?:identified[ \t](?:with[ \t]\w{1,40}[ \t])?by|password)[ \t]{1,3})(["'])([^"'\n]{1,200})\2/gi,
    replace: (whole, before = '', quote = '', value = '') =>
      isSecretValue({ word: 'password', suffix: '', separator: '=', value, after: '' })
        ? `${before}${quote}${REDACTED}${quote}`
        : whole,
  },
  {
    keywords: ['password is', 'password was'],
    pattern: /(\bpassword (?:is|was):?[ \t]{1,3})(\S{6,200})/gi,
    replace: (whole, before, value = '') => (looksRandom(value) ? `${before}${REDACTED}` : whole),
  },
  {
    // Words before the value in place of a sign: `login app password x1`, `invalid token x1`, `API key x1`.
    keywords: ['pass', 'token', 'key'],
    pattern:
      /(\b(?:(?:using|with|login \S{1,64}) password|(?:api|license)[ -]?key(?: is| was)?|token)[ \t]{1,3}["']?)([\w+/=.~-]{6,500})(?![\w:])/gi,
    replace: (whole, before = '', value = '') =>
      isKeyMaterial(before, value) ? `${before}${REDACTED}` : whole,
  },
  {
    // `using key x1`, `invalid key: x1`: only what is no name of an object and no fingerprint.
    keywords: ['key'],
    pattern:
      /(\b(?:using|with|invalid|bad|wrong|unknown) (?:the )?key(?: is|:)?[ \t]{1,3}\\?["']?)([\w+=-]{16,500})(?![\w:/.+=-])/gi,
    replace: (whole, before, value = '') =>
      isKeyMaterial('', value) && !/^[0-9A-F]+$/.test(value) ? `${before}${REDACTED}` : whole,
  },
  {
    // As Jenkins shows the first administrator's: the password is a line of its own, below the sentence.
    keywords: ['following password'],
    pattern: /(following password[^\n]{0,80}:[ \t\r]{0,4}(?:\n[ \t\r]{0,4}){1,3})(\S{6,200})/gi,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    // An environment printed as objects: `{"name":"DB_PASSWORD","value":"x"}`, `key="Password" value="x"`.
    keywords: ['value'],
    pattern: NAMED_VALUE,
    replace: (whole, name = '', word = '', suffix = '', between = '', value = '') =>
      isSecretValue({ word, suffix, separator: '=', value, after: '' })
        ? `${name}${word}${suffix}${between}${requote(value)}`
        : whole,
  },
  {
    keywords: SECRET_MARKS,
    pattern: KEY_LIST,
    replace: (whole, word = '', suffix = '', separator = '', value = '', after = '') =>
      isSecretValue({ word, suffix, separator, value, after })
        ? `${word}${suffix}${separator}"${REDACTED}"${after}`
        : whole,
  },
  {
    keywords: ['value'],
    pattern: KEY_OBJECT,
    replace: (whole, before = '', value = '') =>
      isSecretValue({ word: '', suffix: '', separator: '=', value, after: '' })
        ? `${before}${requote(value)}`
        : whole,
  },
  {
    keywords: SECRET_MARKS,
    pattern: KEY_PAIR,
    replace: (whole, before = '', word = '', suffix = '', between = '', value = '') =>
      !IS_KEY.test(value) && isSecretValue({ word, suffix, separator: '=', value, after: '' })
        ? `${before}${word}${suffix}${between}${requote(value)}`
        : whole,
  },
  {
    // STRIPE_KEY=x1: the name of a variable, which is about one thing; PRIMARY_KEY=id is no secret.
    keywords: ['_key'],
    pattern:
      /(?<![A-Z0-9_])([A-Z][A-Z0-9_]{0,60}_KEY["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)([\w+/=.~-]{12,500})/g,
    replace: (whole, before, value = '') => (isKeyMaterial('', value) ? `${before}${REDACTED}` : whole),
  },
  {
    // A block of YAML below its key.
    keywords: [': |', ': >'],
    pattern: BLOCK,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: ['</'],
    pattern: ELEMENT,
    replace: (whole, begin = '', word = '', suffix = '', end = '', value = '') =>
      isSecretValue({ word, suffix, separator: '=', value, after: '' })
        ? `${begin}${word}${suffix}${end}${REDACTED}</`
        : whole,
  },
  {
    keywords: ['"auth'],
    pattern: /(\\?"auth\\?"[ \t]{0,3}:[ \t]{0,3}\\?")[A-Za-z0-9+/=]{6,2000}/g,
    replace: (_, before) => `${before}${REDACTED}`,
  },
  {
    keywords: SECRET_MARKS,
    pattern: KEY_VALUE,
    replace: (whole, word = '', suffix = '', separator = '', value = '', after = '') =>
      isSecretValue({ word, suffix, separator, value, after })
        ? `${word}${suffix}${separator}${requote(value)}${after}`
        : whole,
  },
  {
    keywords: ['-'],
    pattern: FLAG_VALUE,
    replace: (whole, word = '', suffix = '', separator = '', value = '', after = '') =>
      !value.startsWith('-') && isSecretValue({ word, suffix, separator, value, after })
        ? `${word}${suffix}${separator}${requote(value)}${after}`
        : whole,
  },
];

/** The replacement in the quotes that the value had, so that JSON stays JSON. */
function requote(value: string): string {
  const quote = /^(?:\\{1,7}"|["'])/.exec(value)?.[0] ?? '';
  const closed = quote !== '' && value.length > quote.length && value.endsWith(quote);
  const comma = quote === '' ? (/(?<![,.)}\]])[,.)}\]]+$/.exec(value)?.[0] ?? '') : '';
  return `${quote}${REDACTED}${closed ? quote : comma}`;
}
