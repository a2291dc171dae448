import { REDACTED } from '../../domain/values/redacted.js';
import { gaps, NEXT } from './command-rule.js';
import type { RedactionRule } from './rule.js';

/** What reads a password from its input. `chpasswd` reads it behind the user's name. */
const READS_INPUT = String.raw`(?:sudo -S|chpasswd|smbpasswd|kinit|cryptsetup|net ads join|passwd|[^\n;|&"'<]{0,120} --?(?:password-stdin|stdin-password|with-token|passphrase-fd))`;

/** What writes its words to another's input, with its flags. */
const WRITES = String.raw`\b(?:echo|printf)(?:${NEXT}-\w{1,3}){0,2}${NEXT}`;

/** One such writer among several, and what it writes. */
const WRITTEN = new RegExp(String.raw`(${WRITES})(["']?)((?!\$)[^"';&)}\s]{1,200})`, 'g');

const PIPED_TO = String.raw`[ \t]{0,3}\|[ \t]{0,3}${gaps(READS_INPUT)}(?![\w-])`;

/** Secrets that a program is given as if they were typed: through a pipe, a here-string, a here-document, expect. */
export const TYPED_SECRETS: readonly RedactionRule[] = [
  {
    // (echo SECRET; echo SECRET) | PROGRAM
    keywords: ['echo', 'printf'],
    pattern: new RegExp(String.raw`([({][ \t]{0,3}(?:echo|printf)\b[^(){}|\n]{1,400}[)}])(${PIPED_TO})`, 'g'),
    replace: (_, writers = '', after = '') =>
      `${writers.replaceAll(
        WRITTEN,
        (_all, before: string, quote: string, secret: string) => `${before}${quote}${typed(secret, after)}`,
      )}${after}`,
  },
  {
    // echo SECRET | PROGRAM
    keywords: ['echo', 'printf'],
    pattern: new RegExp(String.raw`(${WRITES})(["']?)((?!\$)[^"'|;&\n]{1,200})(\2${PIPED_TO})`, 'g'),
    replace: (_, before = '', quote = '', secret = '', after = '') =>
      `${before}${quote}${typed(secret, after)}${after}`,
  },
  {
    // PROGRAM <<< SECRET
    keywords: ['<<<'],
    pattern: new RegExp(
      String.raw`((?<![\w.-])${gaps(READS_INPUT)}[^\n;|&<]{0,120}<<<[ \t]{0,3})(["']?)((?!\$)(?:(?<=["'])[^"'\n]{1,200}|[^"'\s;|&]{1,200}))`,
      'g',
    ),
    replace: (_, before = '', quote = '', secret = '') => `${before}${quote}${typed(secret, before)}`,
  },
  {
    // PROGRAM <<EOF, the lines behind it up to EOF
    keywords: ['<<'],
    pattern: new RegExp(
      String.raw`((?<![\w.-])${gaps(READS_INPUT)}[^\n;|&<]{0,120}<<-?[ \t]{0,3}(["']?)(\w{1,20})\2[^\n]{0,80}\n)([^]{1,2000}?)(?=\n[ \t]{0,20}\3\b)`,
      'g',
    ),
    replace: (_, before = '', _quote = '', _word = '', lines = '') =>
      before +
      lines.replaceAll(
        /^([ \t]*)(?!\$)(\S.*)$/gm,
        (_all, indent: string, secret: string) => indent + typed(secret, before),
      ),
  },
  {
    // expect "Password:" { send "SECRET\r" }
    keywords: ['expect'],
    pattern:
      /(\bexpect[ \t][^\n]{0,80}ass(?:word|phrase|code)[^\n]{0,40}[\s;{]{1,20}send(?:[ \t]{1,3}--)?[ \t]{1,3}\\?["'{])((?!\$)[^"'\\\n]{1,200})(?=\\{1,2}[rn])/gi,
    replace: (_, before = '') => `${before}${REDACTED}`,
  },
];

/** What takes the secret's place; the user's name in front of it stays. */
function typed(secret: string, command: string): string {
  return /\bchpasswd\b/.test(command) ? secret.replace(/:.*$/, ':') + REDACTED : REDACTED;
}
