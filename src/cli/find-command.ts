import { shortOption } from './arguments/short-option.js';
import type { Command } from './command.js';
import { GLOBAL_OPTIONS, type OptionTable } from './options.js';

/** What the words of a command line name. */
export interface FoundCommand {
  /** From the root to the command. */
  readonly path: readonly Command[];
  readonly command: Command;
  /** What remains for the command: options that stood before its name, and all after it. */
  readonly rest: readonly string[];
  /** A word that stands where a command of this one has to, and is none. */
  readonly unknown?: string;
}

/** All options of a command and of those below it: needed to know which words are values. */
export function allOptions(command: Command): OptionTable {
  return Object.assign(
    {},
    GLOBAL_OPTIONS,
    command.options,
    ...command.commands.map(allOptions),
  ) as OptionTable;
}

/** The command that the words name; options may stand anywhere, as with kubectl. */
export function findCommand(root: Command, argv: readonly string[]): FoundCommand {
  const path = [root];
  const rest = [...argv];
  let command = root;
  let i = 0;
  while (i < rest.length && command.commands.length > 0) {
    const word = rest[i] ?? '';
    if (word === '--') break;
    if (word.startsWith('-') && word !== '-') {
      i += takesNext(word, allOptions(command)) ? 2 : 1;
      continue;
    }
    const next = command.commands.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
    if (next === undefined) return { path, command, rest, unknown: word };
    rest.splice(i, 1);
    path.push(next);
    command = next;
  }
  return { path, command, rest };
}

/** Whether the option's value is the next word. */
export function takesNext(word: string, table: OptionTable): boolean {
  if (word.startsWith('--')) {
    if (word.includes('=')) return false;
    const name = word.slice(2);
    return Object.hasOwn(table, name) && table[name]?.kind !== 'boolean';
  }
  const letters = word.slice(1);
  for (let i = 0; i < letters.length; i++) {
    const letter = letters.charAt(i);
    const spec = shortOption(letter, table)?.[1];
    if (spec === undefined || letters.charAt(i + 1) === '=') return false;
    if (spec.kind !== 'boolean') return i === letters.length - 1;
  }
  return false;
}
