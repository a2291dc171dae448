import { shellWord } from '../../domain/values/shell-word.js';
import { shorten } from '../match/text.js';

/** So much of a command line is shown. */
const LENGTH = 100;

/** A command as a shell takes it, in one line and cut, for a sentence; empty where there is none. */
export function shownCommand(words: readonly string[]): string {
  return shorten(words.map(shellWord).join(' ').replaceAll(/\s+/g, ' '), LENGTH);
}
