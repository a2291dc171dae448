import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readBaseline, type Baseline } from '../../baseline/baseline.js';
import type { Json } from '../../domain/values/json.js';
import type { NamedObject } from '../../sources/source.js';
import type { ParsedArguments } from '../arguments/parse.js';
import type { CHECK_OPTIONS } from './options.js';
import { UsageError } from '../errors.js';
import type { GLOBAL_OPTIONS } from '../options.js';
import { readOutput, type OutputFormat } from '../output.js';
import { readNames } from '../resources.js';
import { claimFiles, type Release } from './claim-files.js';
import { readReports, type ReportRequest } from './reports.js';
import { readCause } from '../causes.js';
import { readThresholds } from './thresholds.js';
import type { WaitOptions } from './wait.js';

/** The parsed arguments of `check`. */
export type CheckArguments = ParsedArguments<typeof CHECK_OPTIONS & typeof GLOBAL_OPTIONS>;

/** What was asked for, checked as far as that goes without a cluster. */
export interface CheckRequest {
  readonly names: readonly NamedObject[];
  readonly output: OutputFormat;
  readonly reports: readonly ReportRequest[];
  readonly wait: WaitOptions;
  readonly baseline?: Baseline;
  /** Where the baseline is to be written. */
  readonly writeBaseline?: string;
  /** To be called when all is written. */
  readonly release: Release;
}

/** @throws UsageError for options that do not go together, and for files that cannot be read or written */
export async function readRequest(
  { positionals, options }: CheckArguments,
  cwd: string,
): Promise<CheckRequest> {
  refuseMixed(positionals, options);
  const reports = readReports(
    options.report,
    options.filename.some((file) => file !== '-'),
  );
  const names = positionals.length === 0 ? [] : distinct(readNames(positionals));
  const failOn = readThresholds(options['fail-on']);
  const allow = options.allow.map(readCause);
  const output = readOutput(options.output);
  const { baseline: path } = options;
  const writes = options['write-baseline'];
  if (writes && path === undefined)
    throw usage('--write-baseline needs the file: --baseline FILE --write-baseline');
  const baseline = path === undefined || writes ? undefined : await openBaseline(path, cwd);
  const written = [
    ...reports.flatMap((one) => one.path ?? []),
    ...(writes && path !== undefined ? [path] : []),
  ];
  refuseOneFile(written, cwd);
  const release = await claimFiles(written, cwd);
  const most = options['max-restarts'];
  return {
    names,
    output,
    reports,
    release,
    ...(baseline === undefined ? {} : { baseline }),
    ...(writes && path !== undefined ? { writeBaseline: path } : {}),
    wait: {
      timeoutSeconds: options.timeout,
      settleSeconds: options.settle,
      graceSeconds: options.grace,
      failFast: options['fail-fast'],
      toleratedDeaths: most < 0 ? 1 : most,
      ...(most < 0 ? {} : { maxRestarts: most }),
      tolerance: { failOn, allow, known: baseline?.keys ?? new Set() },
    },
  };
}

function refuseMixed(positionals: readonly string[], options: CheckArguments['options']): void {
  const { selector, filename } = options;
  if (positionals.length > 0 && selector !== undefined)
    throw usage('name cannot be provided when a selector is specified');
  if (positionals.length > 0 && filename.length > 0)
    throw usage('TYPE/NAME and -f cannot be used together: the manifest names what is checked');
  if (selector !== undefined && filename.length > 0)
    throw usage('-l and -f cannot be used together: the manifest names what is checked');
  if (options['all-namespaces'] && (positionals.length > 0 || filename.length > 0)) {
    throw usage('a resource cannot be retrieved by name across all namespaces');
  }
  if (options.recursive && filename.length === 0) throw usage('-R goes with -f');
  if (filename.filter((file) => file === '-').length > 1)
    throw usage('standard input can be read once: name - once');
  for (const name of ['timeout', 'settle', 'grace', 'tail'] as const) {
    if (options[name] < 0)
      throw new UsageError(
        `invalid argument "${options[name]}" for "--${name}" flag: it must not be negative`,
      );
  }
  if (options['max-restarts'] < -1)
    throw new UsageError(
      `invalid argument "${options['max-restarts']}" for "--max-restarts" flag: it must not be negative`,
    );
}

/** The second would take the place of the first. */
function refuseOneFile(paths: readonly string[], cwd: string): void {
  const files = paths.map((path) => resolve(cwd, path));
  const twice = paths.find((_, index) => files.indexOf(files[index] ?? '') !== index);
  if (twice !== undefined) throw usage(`two reports cannot go to one file: ${twice}`);
}

function distinct(names: readonly NamedObject[]): readonly NamedObject[] {
  return [...new Map(names.map((one) => [`${one.resource}/${one.name}`, one])).values()];
}

async function openBaseline(path: string, cwd: string): Promise<Baseline> {
  const read = readBaseline(await parseJson(path, cwd));
  if (!read.ok) throw usage(`${path}: ${read.why}`);
  return read.baseline;
}

async function parseJson(path: string, cwd: string): Promise<Json> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, path), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw usage(
      code === 'ENOENT'
        ? `${path}: there is no such baseline; --write-baseline makes one`
        : `${path}: cannot be read (${code ?? String(error)})`,
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw usage(`${path}: this is no baseline (it is no JSON); --write-baseline makes one`);
  }
}

function usage(message: string): UsageError {
  return new UsageError(message, { pointsToHelp: false });
}
