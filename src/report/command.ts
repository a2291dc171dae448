import { columns } from './layout.js';

/**
 * A command on lines that a shell joins again: broken with a backslash between words, never
 * within quotes. A single word that is too long stays whole, so that what is copied is right.
 */
export function wrapCommand(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of withValues(shellWords(command))) {
    const wider = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columns(wider) > width - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = wider;
  }
  return [...lines, line];
}

/** A flag stays with what follows it: `-o json` is read as one. */
function withValues(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const isValue = before !== undefined && /^--?[a-z][a-z-]*$/i.test(before) && !word.startsWith('-');
    if (isValue) joined[joined.length - 1] = `${before} ${word}`;
    else joined.push(word);
  }
  return joined;
}

/** The words as the shell would see them, quotes and all. An open quote takes the rest. */
function shellWords(command: string): readonly string[] {
  return command.match(/(?:'[^']*(?:'|$)|"(?:\\.|[^"\\])*(?:"|$)|\\.|[^\s'"\\]|\\$)+/g) ?? [];
}
