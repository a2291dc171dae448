import { DEFAULT_OPTIONS, FORMAT_NAMES, type FormatName, type FormatOptions } from '../report/index.js';
import { UsageError } from './errors.js';
import type { Io } from './io.js';

/** A format, and the template that stands behind its `=`. */
export interface OutputFormat {
  readonly name: FormatName;
  readonly template?: string;
}

const TEMPLATED: ReadonlySet<string> = new Set(['jsonpath', 'custom-columns']);
/** Formats for pipelines; check writes them. */
const REPORTS: ReadonlySet<string> = new Set(['junit', 'github', 'gitlab', 'sarif']);

/** The formats that `-o` takes, in kubectl's order. */
export const OUTPUT_NAMES: readonly FormatName[] = FORMAT_NAMES.filter((name) => !REPORTS.has(name));

/**
 * The format that `-o` names, such as `json` or `jsonpath={.summary.pods}`.
 * @throws UsageError in kubectl's words, with the formats that there are
 */
export function readOutput(text: string): OutputFormat {
  const equals = text.indexOf('=');
  const word = (equals === -1 ? text : text.slice(0, equals)).toLowerCase();
  const name = OUTPUT_NAMES.find((known) => known === word);
  if (name === undefined || (equals !== -1 && !TEMPLATED.has(name))) {
    const allowed = [...OUTPUT_NAMES].sort().join(',');
    throw new UsageError(
      `unable to match a printer suitable for the output format "${text}", allowed formats are: ${allowed}`,
      { pointsToHelp: false },
    );
  }
  if (!TEMPLATED.has(name)) return { name };
  if (equals === -1 || equals === text.length - 1) {
    throw new UsageError(`template format specified but no template given: -o ${name}=TEMPLATE`, {
      pointsToHelp: false,
    });
  }
  return { name, template: text.slice(equals + 1) };
}

/** How the terminal, the environment and the options want it to look; the command adds what is its own. */
export function displayOptions(
  { name, template }: OutputFormat,
  color: 'auto' | 'always' | 'never',
  io: Io,
): FormatOptions {
  return {
    ...DEFAULT_OPTIONS,
    wide: name === 'wide',
    ...(template === undefined ? {} : { template }),
    width: io.stdout.columns ?? 80,
    uncut: name === 'wide' || io.stdout.columns === undefined,
    color: wantsColor(color, io),
    unicode: speaksUnicode(io.env),
    defuse: isSet(io.env['GITHUB_ACTIONS']) || isSet(io.env['TF_BUILD']),
  };
}

/** `--color` first, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal that can. */
function wantsColor(color: 'auto' | 'always' | 'never', { stdout, env }: Io): boolean {
  if (color !== 'auto') return color === 'always';
  if (isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR']) || isSet(env['CLICOLOR_FORCE'])) {
    return env['FORCE_COLOR'] !== '0' && env['CLICOLOR_FORCE'] !== '0';
  }
  return stdout.isTerminal && env['TERM'] !== 'dumb';
}

/** A locale that names another encoding wants ASCII; none at all is taken for UTF-8. */
function speaksUnicode(env: Io['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale) || locale === 'C' || locale === 'POSIX';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
