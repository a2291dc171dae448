import type { Command } from './command.js';
import { CONNECTION_OPTIONS } from './connection-options.js';
import { GLOBAL_OPTIONS, type OptionSpec, type OptionTable } from './options.js';
import { wrapText as wrap } from '../explain/wrap-text.js';

const WIDTH = 80;

/** The help of a command, in kubectl's manner. `path` goes from the root to it. */
export function helpText(path: readonly Command[]): string {
  const command = path.at(-1);
  if (command === undefined) return '';
  const words = commandWords(path);
  const sections = [
    command.about.map((paragraph) => wrap(paragraph, WIDTH)).join('\n\n'),
    aliases(command),
    commandList(command),
    examples(command),
    optionList('Options', ownOptions(command)),
    `Usage:\n  ${usageLine(command, words)}`,
    exitStatuses(command),
    closing(command, words),
  ];
  return sections.filter((section) => section !== '').join('\n\n') + '\n';
}

/** `kubectl exitdiag rules lint`: what a person types. */
export function commandWords(path: readonly Command[]): string {
  return ['kubectl', ...path.map((command) => command.name)].join(' ');
}

/** The connection flags, which every command that asks a cluster takes (`kubectl options`). */
export function connectionHelp(): string {
  const intro = 'The following options can be passed to any command that asks a cluster:';
  return `${intro}\n\n${optionList('Options', CONNECTION_OPTIONS)}\n`;
}

/** The meanings of the exit statuses, as a table. */
function exitStatuses({ statuses = [] }: Command): string {
  if (statuses.length === 0) return '';
  const width = Math.max(...statuses.map(([status]) => String(status).length)) + 4;
  const lines = statuses.map(([status, meaning]) =>
    wrap(meaning, WIDTH, `  ${status}`.padEnd(width), ' '.repeat(width)),
  );
  return ['Exit statuses:', ...lines].join('\n');
}

function aliases({ name, aliases: others = [] }: Command): string {
  return others.length === 0 ? '' : `Aliases:\n  ${[name, ...others].join(', ')}`;
}

function commandList(command: Command): string {
  const shown = command.commands.filter((sub) => sub.hidden !== true);
  if (shown.length === 0) return '';
  const width = Math.max(...shown.map((sub) => sub.name.length)) + 3;
  const lines = shown.map((sub) => `  ${sub.name.padEnd(width)}${sub.summary}`);
  return ['Available Commands:', ...lines].join('\n');
}

function examples(command: Command): string {
  if (command.examples.length === 0) return '';
  const shown = command.examples.map(({ does, command: typed }) => `  # ${does}\n  ${withProgram(typed)}`);
  return `Examples:\n${shown.join('\n\n')}`;
}

/** An example that holds a pipe names the program itself. */
function withProgram(typed: string): string {
  return typed.includes('kubectl') ? typed : `kubectl exitdiag ${typed}`;
}

function ownOptions(command: Command): OptionTable {
  const shared = new Set([...Object.keys(CONNECTION_OPTIONS), ...Object.keys(GLOBAL_OPTIONS)]);
  return Object.fromEntries(Object.entries(command.options).filter(([name]) => !shared.has(name)));
}

function optionList(title: string, table: OptionTable): string {
  const shown = Object.entries(table).filter(([, spec]) => spec.hidden !== true);
  if (shown.length === 0) return '';
  const lines = shown
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, spec]) => `${optionLine(name, spec)}\n${wrap(describe(spec), WIDTH, '        ')}`);
  return `${title}:\n${lines.join('\n\n')}`;
}

function optionLine(name: string, spec: OptionSpec): string {
  const letter = spec.short === undefined ? '' : `-${spec.short}, `;
  return `    ${letter}--${name}=${shownDefault(spec)}:`;
}

function shownDefault(spec: OptionSpec): string {
  if (spec.kind === 'boolean') return String(spec.default === true);
  if (spec.kind === 'list') return '[]';
  if (spec.kind !== 'string') return String(spec.default ?? 0);
  return `'${spec.default ?? ''}'`;
}

function describe(spec: OptionSpec): string {
  const choices = spec.choices === undefined ? '' : ` One of: (${spec.choices.join(', ')}).`;
  return `${spec.help}.${choices}`;
}

function usageLine(command: Command, words: string): string {
  if (command.usage !== '') return `${words} ${command.usage}`;
  if (command.commands.length > 0) return `${words} COMMAND [options]`;
  return Object.keys(command.options).length > 0 ? `${words} [options]` : words;
}

function closing(command: Command, words: string): string {
  const lines: string[] = [];
  if (command.commands.length > 0) lines.push(`Use "${words} COMMAND --help" for more about a command.`);
  if (Object.hasOwn(command.options, 'kubeconfig') || words === 'kubectl exitdiag') {
    lines.push('Use "kubectl exitdiag options" for the options of the connection to a cluster.');
  }
  return lines.join('\n');
}
