import { UnknownFlagError, UsageError } from '../errors.js';
import type { OptionSpec, OptionTable, OptionValues } from '../options.js';
import { readBoolean, readDuration, readInteger, type Converted } from './go-values.js';
import { nearestWord } from '../../rulebook/nearest.js';
import { shortOption } from './short-option.js';

/** A command line as its command's table of options reads it. */
export interface ParsedArguments<T extends OptionTable> {
  readonly positionals: readonly string[];
  readonly options: OptionValues<T>;
  /** Long names of the options that were typed. */
  readonly given: ReadonlySet<string>;
}

/** One option as it was typed: `text` is undefined for a boolean without a value. */
interface Typed {
  readonly name: string;
  readonly text: string | undefined;
}

/**
 * Reads arguments by the rules of kubectl's pflag (v1.0.6): `-ojson`, `-n=x`, `-Aojson`, `--`,
 * the last one wins, a list collects, an empty text takes it back. Errors are in its words.
 * @param isWord says which arguments are no options although they begin with a dash
 * @throws UsageError on the first argument that cannot be read
 */
export function parseArguments<T extends OptionTable>(
  argv: readonly string[],
  table: T,
  isWord: (argument: string) => boolean = () => false,
): ParsedArguments<T> {
  const { positionals, typed } = splitArguments(argv, table, isWord);
  const values = new Map<string, unknown>();
  for (const { name, text } of typed) {
    const spec = table[name];
    if (spec === undefined) continue;
    if (isUnset(spec, text)) {
      values.delete(name);
      continue;
    }
    const value = convert(name, spec, text);
    const before = values.get(name);
    values.set(name, spec.kind === 'list' && before !== undefined ? [before, value].flat() : value);
  }
  const options = Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [name, values.get(name) ?? defaultOf(spec)]),
  );
  return { positionals, options: options as OptionValues<T>, given: new Set(values.keys()) };
}

/** `--namespace=""` is as good as not given, as for kubectl (client-go tools/clientcmd/overrides.go, v0.34). */
function isUnset(spec: OptionSpec, text: string | undefined): boolean {
  return spec.kind === 'string' && spec.choices === undefined && text === '';
}

/** The arguments apart: what is no option, and the options as typed. */
function splitArguments(
  argv: readonly string[],
  table: OptionTable,
  isWord: (argument: string) => boolean,
): { positionals: string[]; typed: Typed[] } {
  const positionals: string[] = [];
  const typed: Typed[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') {
      positionals.push(...argv.slice(i + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-' || isWord(argument)) {
      positionals.push(argument);
      continue;
    }
    const found = argument.startsWith('--') ? readLong(argument, table) : readShorts(argument, table);
    const last = found.at(-1);
    if (last !== undefined && 'awaits' in last) {
      const next = argv[++i];
      if (next === undefined) throw new UsageError(`flag needs an argument: ${last.awaits}`);
      typed.push(...found.slice(0, -1), { name: last.name, text: next });
    } else {
      typed.push(...found);
    }
  }
  return { positionals, typed };
}

/** The value stands in the next argument; `awaits` is how an error names the option. */
type Found = Typed & { readonly awaits?: string };

function readLong(argument: string, table: OptionTable): Found[] {
  const equals = argument.indexOf('=');
  const name = argument.slice(2, equals === -1 ? undefined : equals);
  if (name === '' || name.startsWith('-')) throw new UsageError(`bad flag syntax: ${argument}`);
  const spec = Object.hasOwn(table, name) ? table[name] : undefined;
  if (spec === undefined) {
    const near = nearestWord(name, Object.keys(table));
    const meant = near === undefined ? '' : ` (did you mean --${near}?)`;
    throw new UnknownFlagError(`unknown flag: --${name}${meant}`, name);
  }
  if (equals !== -1) return [{ name, text: argument.slice(equals + 1) }];
  if (spec.kind === 'boolean') return [{ name, text: undefined }];
  return [{ name, text: undefined, awaits: argument }];
}

function readShorts(argument: string, table: OptionTable): Found[] {
  const found: Found[] = [];
  for (let rest = argument.slice(1); rest !== ''; rest = rest.slice(1)) {
    const letter = rest.charAt(0);
    const entry = shortOption(letter, table);
    if (entry === undefined)
      throw new UnknownFlagError(`unknown shorthand flag: '${letter}' in -${rest}`, letter);
    const [name, spec] = entry;
    if (rest.charAt(1) === '=' && rest.length > 2) return [...found, { name, text: rest.slice(2) }];
    if (spec.kind !== 'boolean') {
      if (rest.length > 1) return [...found, { name, text: rest.slice(1) }];
      return [...found, { name, text: undefined, awaits: `'${letter}' in -${rest}` }];
    }
    found.push({ name, text: undefined });
  }
  return found;
}

function convert(name: string, spec: OptionSpec, text: string | undefined): unknown {
  if (text === undefined) return true;
  const converted = read(spec, text);
  if ('value' in converted) return converted.value;
  const shown = spec.short === undefined ? `--${name}` : `-${spec.short}, --${name}`;
  throw new UsageError(`invalid argument ${JSON.stringify(text)} for "${shown}" flag: ${converted.error}`);
}

function read(spec: OptionSpec, text: string): Converted<unknown> {
  switch (spec.kind) {
    case 'boolean':
      return readBoolean(text);
    case 'integer':
      return readInteger(text);
    case 'duration':
      return readDuration(text);
    case 'list':
      return readList(spec, text);
    case 'string':
      return readChoice(spec, text);
  }
}

/** A list of files that names none is a variable without a value: to go on without would look at something else. */
function readList(spec: OptionSpec, text: string): Converted<readonly string[]> {
  const parts = spec.commas === true ? text.split(',').filter((part) => part !== '') : [text];
  if (spec.completes === 'files' && parts.every((part) => part.trim() === ''))
    return { error: 'it names no file' };
  return { value: parts };
}

function readChoice(spec: OptionSpec, text: string): Converted<string> {
  if (spec.choices === undefined) return { value: text };
  const choice = spec.choices.find((known) => known === text.toLowerCase());
  if (choice !== undefined) return { value: choice };
  return { error: `allowed values are: ${[...spec.choices].sort().join(',')}` };
}

function defaultOf(spec: OptionSpec): unknown {
  if (spec.kind === 'boolean') return spec.default === true;
  if (spec.kind === 'list') return [];
  if (typeof spec.default !== 'string') return spec.default;
  const converted = read(spec, spec.default);
  return 'value' in converted ? converted.value : undefined;
}
