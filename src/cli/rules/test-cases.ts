import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import { reportSubject, type SubjectReport } from '../../engine/index.js';
import { openFiles } from '../../sources/files/index.js';
import { pathError } from '../../sources/files/path-error.js';
import { SourceError, type CollectOptions } from '../../sources/source.js';
import { UsageError } from '../errors.js';
import type { Io } from '../io.js';
import { complaintsOf, readExpectation, type Expectation } from './expectation.js';

/** One case folder, and what is not as its expect.yaml says. */
export interface TestedCase {
  readonly folder: string;
  readonly complaints: readonly string[];
}

/**
 * Runs the case folders at or below the paths: those that hold an expect.yaml.
 * @throws UsageError where there is none
 */
export async function testCases(
  paths: readonly string[],
  rulebook: Rulebook,
  io: Io,
): Promise<readonly TestedCase[]> {
  const folders = (await Promise.all(paths.map((path) => caseFolders(path, io)))).flat();
  const tested: TestedCase[] = [];
  for (const folder of folders) tested.push(await testCase(folder, rulebook, io));
  return tested;
}

async function caseFolders(path: string, io: Io): Promise<readonly string[]> {
  const absolute = resolve(io.cwd, path);
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      // A file is no folder, and so holds no case.
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
      throw new UsageError(pathError(path, error).message, { pointsToHelp: false });
    },
  );
  const found = entries
    .filter((entry) => entry.name === 'expect.yaml')
    .map((entry) => join(path, entry.parentPath.slice(absolute.length)))
    .sort();
  if (found.length === 0) {
    throw new UsageError(`no case in ${path}: a case is a folder with objects.yaml and expect.yaml`, {
      pointsToHelp: false,
    });
  }
  return found;
}

async function testCase(folder: string, rulebook: Rulebook, io: Io): Promise<TestedCase> {
  try {
    const expectation = await readExpected(resolve(io.cwd, folder), folder);
    const subject = await diagnose(folder, rulebook, io);
    const unknown = expectation.silent.filter((id) => !rulebook.rules.some((rule) => rule.id === id));
    const absent = unknown.map((id) => `expected ${id} to be silent, and there is no such rule`);
    return { folder, complaints: [...absent, ...complaintsOf(expectation, subject)] };
  } catch (error) {
    if (error instanceof SourceError || error instanceof UsageError)
      return { folder, complaints: [error.message] };
    throw error;
  }
}

async function readExpected(absolute: string, folder: string): Promise<Expectation> {
  const file = join(folder, 'expect.yaml');
  const text = await readFile(join(absolute, 'expect.yaml'), 'utf8').catch((error: Error) => {
    throw new UsageError(`cannot read ${file}: ${error.message}`);
  });
  return readExpectation(text, file);
}

/** What the case is about: its first pod, else its first workload, else a node, in trouble or not. */
async function diagnose(folder: string, rulebook: Rulebook, io: Io): Promise<SubjectReport> {
  const paths = [folder];
  const source = await openFiles({
    paths,
    recursive: false,
    stdin: () => io.stdin,
    cwd: io.cwd,
    everySubject: true,
  });
  const selection = { namespaces: [], all: true, names: [] };
  const options: CollectOptions = {
    depth: 'each',
    tailLines: 2000,
    chunkSize: 0,
    containers: [],
    signal: io.signal,
  };
  try {
    for await (const snapshot of source.collect(selection, options).snapshots)
      return reportSubject(snapshot, rulebook);
    throw new UsageError('it holds no pod, workload or node');
  } finally {
    source.close();
  }
}
