import type { Json } from '../../domain/values/json.js';
import { REDACTED } from '../../domain/values/redacted.js';
import { LONGEST_WORD } from './command-rule.js';
import { isPathOrVariable } from './judge.js';
import { applyRules } from './rule.js';
import { COMMAND_RULES } from './rules.js';
import { isSecretName } from './secret-name.js';

/**
 * The words of a command without the secrets that another word gives away: a flag before them, the
 * program that they are given to. The same list where there are none.
 */
export function redactWords(words: readonly Json[]): readonly Json[] {
  const line = words.map(asWord).join(' ');
  const before = line.split(' ');
  const after = applyRules(COMMAND_RULES, line).split(' ');
  let kept: Json[] | undefined;
  for (const [index, word] of words.entries()) {
    const changed = isFlagValue(words[index - 1], word) ? REDACTED : after[index];
    if (changed === undefined || changed === before[index]) continue;
    kept ??= [...words];
    kept[index] = changed;
  }
  return kept ?? words;
}

/**
 * As a word of a command of the shell, no longer than the rules take one to be: where its begin is
 * hidden all of it is. One with a blank is a script, which is looked at by itself.
 */
function asWord(word: Json): string {
  if (typeof word !== 'string' || word === '' || /\s/.test(word)) return '_';
  return word.slice(0, LONGEST_WORD).replaceAll(/["';|&]/g, '_');
}

/** `["--password", "x"]`: the flag stands alone, and its value behind it. */
function isFlagValue(flag: Json | undefined, value: Json): boolean {
  if (typeof flag !== 'string' || typeof value !== 'string' || value.startsWith('-')) return false;
  return /^--?[A-Z][\w.-]*$/i.test(flag) && isSecretName(flag) && value !== '' && !isPathOrVariable(value);
}
