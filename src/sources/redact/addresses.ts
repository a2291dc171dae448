import { REDACTED } from '../../domain/values/redacted.js';
import { isKeyMaterial } from './judge.js';
import type { RedactionRule } from './rule.js';

/** `$(DB_USER):$(DB_PASSWORD)`, as a manifest names the variables that hold them: no secret, and worth reading. */
const OF_REFERENCES = /^\$\([A-Z_]\w*\)(?::\$\([A-Z_]\w*\))?$/i;

/** User and password in front of a host, in the ways in which addresses are written. */
export const ADDRESS_RULES: readonly RedactionRule[] = [
  {
    keywords: ['://'],
    pattern: /([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s/?#"'<>]{1,500})@/gi,
    replace: (whole, scheme = '', user = '') =>
      (user.includes(':') || user.length >= 16) && !OF_REFERENCES.test(user)
        ? `${scheme}${REDACTED}@`
        : whole,
  },
  {
    // A password with a slash or a question mark, which breaks the URL's grammar and is written all the same.
    keywords: ['://'],
    pattern:
      /([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s:/?#@"'<>]{0,100}:(?!\d{1,5}(?:[/?#\s]|$))[^\s"'<>@]{1,300})@/gi,
    replace: (whole, scheme = '', user = '') => (OF_REFERENCES.test(user) ? whole : `${scheme}${REDACTED}@`),
  },
  {
    // `app:secret@db:5432/shop`, as clients print an address whose scheme was cut off or left out.
    keywords: ['@'],
    pattern: /(?<![\w.@-])([\w.-]{1,64}:)[^\s:@/"']{3,200}(@(?!sha\d)[\w.-]{1,100}:\d{1,5}\b)/g,
    replace: (_, user, host) => `${user}${REDACTED}${host}`,
  },
  {
    // The same without a port: only what no sentence and no version has before an @.
    keywords: ['@'],
    pattern: /(?<![\w.@/-])([\w.-]{1,64}:)([^\s:@/"']{6,200})(@[a-z][\w-]{0,60}[./])/gi,
    replace: (whole, user, password = '', host) =>
      isKeyMaterial('password', password) ? `${user}${REDACTED}${host}` : whole,
  },
  {
    // An address in the query of another.
    keywords: ['%40'],
    pattern: /(%3a%2f%2f(?:[\w.-]|%(?!3a|40|2f)[0-9a-f]{2}){0,64}%3a)(?:[^\s%&"']|%(?!40)){1,300}(%40)/gi,
    replace: (_, before, after) => `${before}${REDACTED}${after}`,
  },
  {
    keywords: ['@tcp(', '@unix('],
    pattern: /(?<![\w.-])([\w.-]{1,64}):[^\s:@/]{1,200}(@(?:tcp|unix)\()/g,
    replace: (_, user, rest) => `${user}:${REDACTED}${rest}`,
  },
  {
    // `app:secret@/shop`, go-sql-driver's address of its default server; `app/secret@//db:1521/shop`, Oracle's.
    keywords: ['@/'],
    pattern: /(?<![\w.@/:-])([\w.-]{1,64}(?::|\/(?=[^\s@]{1,200}@\/\/)))[^\s:@/"']{3,200}(@\/{1,2}\w)/g,
    replace: (_, user, host) => `${user}${REDACTED}${host}`,
  },
  {
    keywords: ['jdbc:oracle'],
    pattern: /(jdbc:oracle:\w{1,8}:[^/\s@]{1,100}\/)[^\s@]{1,200}(@)/gi,
    replace: (_, before, after) => `${before}${REDACTED}${after}`,
  },
];
