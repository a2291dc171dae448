import { appendFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Report } from '../../domain/report/report.js';
import { format, type FormatName, type FormatOptions } from '../../report/index.js';
import { UsageError } from '../errors.js';
import type { Io } from '../io.js';
import { unwritable } from './claim-files.js';

const KINDS = ['junit', 'github', 'gitlab', 'sarif', 'markdown', 'json'] as const;
/** The reports that `--report` writes. */
export type ReportKind = (typeof KINDS)[number];

/** One `--report`: which, and where to. */
export interface ReportRequest {
  readonly kind: ReportKind;
  /** Absent for what belongs into the log of the pipeline: GitHub's annotations. */
  readonly path?: string;
}

/** @throws UsageError for a kind that is not known, or a file that is missing */
export function readReports(words: readonly string[], hasFiles: boolean): readonly ReportRequest[] {
  return words.map((word) => readReport(word, hasFiles));
}

function readReport(word: string, hasFiles: boolean): ReportRequest {
  const equals = word.indexOf('=');
  const name = equals === -1 ? word : word.slice(0, equals);
  const path = equals === -1 ? '' : word.slice(equals + 1);
  const kind = KINDS.find((known) => known === name.toLowerCase());
  if (kind === undefined) {
    throw new UsageError(
      `invalid argument ${JSON.stringify(word)} for "--report" flag: allowed kinds are: ${KINDS.join(',')}`,
    );
  }
  if (kind === 'sarif' && !hasFiles) {
    throw new UsageError(
      '--report sarif points at files: name the manifest with -f FILE, or take another report',
      { pointsToHelp: false },
    );
  }
  if (path === '' && kind !== 'github') {
    throw new UsageError(`--report ${kind} needs a file: --report ${kind}=FILE`, { pointsToHelp: false });
  }
  return path === '' ? { kind } : { kind, path };
}

/** Writes every report that was asked for; GitHub's annotations go with a summary for the job's page. */
export async function writeReports(
  report: Report,
  requests: readonly ReportRequest[],
  options: FormatOptions,
  io: Io,
): Promise<void> {
  for (const { kind, path } of requests) {
    const text = format(report, kind satisfies FormatName, {
      ...options,
      color: false,
      unicode: true,
      defuse: false,
    });
    if (path === undefined) io.stdout.write(text);
    else await writeTo(path, text, io);
    const summary = io.env['GITHUB_STEP_SUMMARY'];
    if (kind === 'github' && summary !== undefined && summary !== '') {
      await append(summary, format(report, 'markdown', { ...options, color: false, defuse: false }), io);
    }
  }
}

/** @throws UsageError when it cannot be written after all */
export async function writeTo(path: string, text: string, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), text);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** In bytes: GitHub refuses a summary of more than 1 MiB whole (docs.github.com, workflow commands, job summaries). */
const MAX_SUMMARY = 1_000_000;

/** The summary is an extra: a runner without it has the annotations still. */
async function append(file: string, text: string, io: Io): Promise<void> {
  try {
    const bytes = Buffer.from(text);
    const isLong = bytes.length > MAX_SUMMARY;
    await appendFile(file, isLong ? `${bytes.toString('utf8', 0, MAX_SUMMARY)}\n\n(cut)\n` : bytes);
  } catch (error) {
    io.stderr.write(`warning: ${unwritable(file, error).message}\n`);
  }
}
