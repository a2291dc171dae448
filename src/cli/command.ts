import type { ParsedArguments } from './arguments/parse.js';
import type { ExitStatus } from './exit-status.js';
import type { Io } from './io.js';
import type { OptionTable, GLOBAL_OPTIONS } from './options.js';

/** A command, or a group of commands, as data: parsing, help and completion read it. */
export interface Command {
  readonly name: string;
  /** Other words for it, as kubectl takes `po` and `pods` for `pod`. */
  readonly aliases?: readonly string[];
  /** What follows `kubectl exitdiag <name>`, as usage shows it; empty for a group. */
  readonly usage: string;
  /** One line for the list of commands: a capital first, no full stop. */
  readonly summary: string;
  /** Paragraphs for its own help. */
  readonly about: readonly string[];
  readonly examples: readonly Example[];
  /** With what it ends, where its help is to say so: a status or two, and one sentence. */
  readonly statuses?: readonly (readonly [ExitStatus | string, string])[];
  readonly options: OptionTable;
  readonly commands: readonly Command[];
  /** Not in the list of commands. */
  readonly hidden?: true;
  /** What completion offers for a word that is no option; without it the command takes no such word. */
  readonly completes?: 'pods' | 'workloads' | 'explainable' | 'rules' | 'commands' | 'files';
  /** A word such as `-1073741819` is no option. */
  readonly negativeNumbers?: true;
  /** Its arguments are not parsed: `__complete` reads them itself. */
  readonly raw?: true;
  readonly run: (parsed: ParsedArguments<OptionTable>, io: Io, context: Context) => Promise<ExitStatus>;
}

/** An example in a command's help. */
export interface Example {
  readonly does: string;
  /** What follows `kubectl exitdiag`; the test runs the help of each. */
  readonly command: string;
}

/** What a command may want to know of the whole program. */
export interface Context {
  readonly root: Command;
  /** The command line as it was typed, for the report. */
  readonly typed: readonly string[];
}

type Globals = typeof GLOBAL_OPTIONS;

/** A command as it is written: its `run` sees its own options with their types. */
export interface CommandDefinition<T extends OptionTable> extends Omit<
  Command,
  'options' | 'commands' | 'run' | 'examples'
> {
  readonly options: T;
  readonly examples?: readonly Example[];
  readonly commands?: readonly Command[];
  readonly run: (parsed: ParsedArguments<T & Globals>, io: Io, context: Context) => Promise<ExitStatus>;
}

/** Forgets the types of a command's own options, so that all commands stand in one table. */
export function defineCommand<const T extends OptionTable>(definition: CommandDefinition<T>): Command {
  return { examples: [], commands: [], ...definition } as unknown as Command;
}
