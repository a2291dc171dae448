import { REDACTED } from '../../domain/values/redacted.js';
import { isSecretValue } from './judge.js';
import type { RedactionRule } from './rule.js';

/** A pattern of a command: each blank outside of a class is any gap between words. */
export function gaps(pattern: string): string {
  return pattern.replaceAll(/(?<!\[\^?) /g, NEXT);
}

/** Bytes of a word between a command and its secret. */
export const LONGEST_WORD = 80;

/** From one word of a command to the next, and such a word. */
export const NEXT = String.raw`[ \t]{1,3}`;
export const WORD = String.raw`[^\s;|]{1,${LONGEST_WORD}}`;

/**
 * A secret in a command, as a shell's trace, a script or a pod has it: `before` is a pattern of what
 * stands before the secret, from the name of the command on, as `gaps` takes it.
 */
export function commandRule(
  keywords: readonly string[],
  before: string,
  value = String.raw`[^\s"';|&]{1,200}`,
): RedactionRule {
  return {
    keywords,
    pattern: new RegExp(String.raw`((?<![\w.-])${gaps(before)})(["']?)(?![-"'])(${value})`, 'g'),
    replace: (whole, head = '', quote = '', found = '') =>
      isSecretValue({ word: 'password', suffix: '', separator: '=', value: found, after: '' })
        ? `${head}${quote}${REDACTED}`
        : whole,
  };
}
