import { shortOption } from '../arguments/short-option.js';
import type { Command } from '../command.js';
import { findCommand, takesNext } from '../find-command.js';
import type { Io } from '../io.js';
import { GLOBAL_OPTIONS, type OptionSpec, type OptionTable } from '../options.js';
import type { Candidate, Candidates, Wanted } from './candidate.js';
import { candidatesFor, subcommands } from './candidates.js';

/** What the shell shows, and whether it may offer files as well. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** cobra's directive: 0 lets the shell complete files, 4 does not (ShellCompDirectiveNoFileComp), 6 adds no blank either. */
  readonly directive: 0 | 4 | 6;
}

/**
 * What may stand where the cursor is. `words` are those after `kubectl exitdiag`, the last one as
 * far as it is typed, possibly empty: the protocol of `kubectl_complete-` (kubectl
 * pkg/cmd/plugin/plugin_completion.go, v0.34).
 */
export async function complete(words: readonly string[], root: Command, io: Io): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const { command, rest } = findCommand(root, before);
  const table: OptionTable = { ...GLOBAL_OPTIONS, ...command.options };
  const dashes = rest.indexOf('--');
  const last = rest.at(-1) ?? '';
  if (dashes === -1 && last.startsWith('-') && takesNext(last, table)) {
    return value(optionOf(last, table), current, '', { root, words: rest.slice(0, -1), command, io });
  }
  if (dashes === -1 && current.startsWith('--') && current.includes('=')) {
    const equals = current.indexOf('=') + 1;
    const spec = optionOf(current.slice(0, equals - 1), table);
    return value(spec, current.slice(equals), current.slice(0, equals), { root, words: rest, command, io });
  }
  if (dashes === -1 && current.startsWith('-')) return { candidates: options(table, current), directive: 4 };
  const commands = rest.some((word) => !word.startsWith('-')) ? [] : subcommands(command);
  if (command.completes === undefined) return starting(commands, current, false);
  const found = await candidatesFor(command.completes, current, { root, words: rest, command, io });
  return starting([...commands, ...found.candidates], current, found.files);
}

async function value(
  spec: OptionSpec | undefined,
  current: string,
  prefix: string,
  wanted: Wanted,
): Promise<Completion> {
  if (spec?.choices !== undefined) {
    return starting(
      spec.choices.map((text) => ({ text: prefix + text })),
      prefix + current,
      false,
    );
  }
  if (spec?.completes === undefined) return { candidates: [], directive: 4 };
  // Of a list with commas only what follows the last one is completed.
  const done = spec.commas === true ? current.slice(0, current.lastIndexOf(',') + 1) : '';
  const found: Candidates = await candidatesFor(spec.completes, current.slice(done.length), wanted);
  const candidates = found.candidates.map((each) => ({ ...each, text: prefix + done + each.text }));
  return starting(candidates, prefix + current, found.files);
}

function starting(candidates: readonly Candidate[], current: string, files: boolean): Completion {
  const left = candidates.filter(({ text }) => text.startsWith(current));
  if (files) return { candidates: left, directive: 0 };
  // The name of an object comes behind its type.
  const goesOn = left.length > 0 && left.every(({ text }) => text.endsWith('/'));
  return { candidates: left, directive: goesOn ? 6 : 4 };
}

function options(table: OptionTable, current: string): readonly Candidate[] {
  return Object.entries(table)
    .filter(([, spec]) => spec.hidden !== true)
    .flatMap(([name, spec]) => [
      { text: `--${name}`, about: spec.help },
      ...(spec.short === undefined ? [] : [{ text: `-${spec.short}`, about: spec.help }]),
    ])
    .filter(({ text }) => text.startsWith(current))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}

function optionOf(word: string, table: OptionTable): OptionSpec | undefined {
  const name = word.replace(/^--?/, '');
  if (word.startsWith('--')) return Object.hasOwn(table, name) ? table[name] : undefined;
  return shortOption(name.at(-1) ?? '', table)?.[1];
}
