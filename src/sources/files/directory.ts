import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceError } from '../source.js';
import { pathError } from './path-error.js';
import { diskChunks } from './streams.js';
import { CASE_OBJECTS, type Tree, type TreeFile, type TreeLayout } from './tree.js';

/** A directory with more files than this is no dump. */
const MAX_FILES = 200_000;

/**
 * Reads a directory: a tool's dump whole, else the files in it (with `recursive` also those
 * below). Links are not followed: a bundle may hold one that leads out of it.
 */
export async function readDirectory(path: string, recursive: boolean, tree: Tree): Promise<void> {
  const layout = await detectLayout(path);
  let seen = 0;
  for await (const file of walk(path, '', recursive || layout !== undefined)) {
    seen += 1;
    if (seen > MAX_FILES)
      throw new SourceError(`${path}: holds more than ${MAX_FILES} files; name the folder of the dump`);
    await tree.accept(file, layout);
  }
  if (tree.files > 0) return;
  const below = recursive ? '' : '; -R also reads the folders below it';
  throw new SourceError(`${path}: holds no .json, .yaml or .yml file and is no dump that is known${below}`);
}

/** Reads the logs of a `--logs` directory. */
export async function readLogsDirectory(path: string, tree: Tree): Promise<void> {
  const before = tree.files;
  if (!(await stat(path).catch((error: unknown) => Promise.reject(pathError(path, error)))).isDirectory()) {
    throw new SourceError(
      `${path}: is no directory; --logs takes one with <container>.log and <container>.previous.log`,
      'usage',
    );
  }
  for await (const file of walk(path, '', true)) {
    if (/\.(?:log|txt)$/.test(file.path)) await tree.acceptLooseLog(file);
  }
  if (tree.files === before) {
    throw new SourceError(
      `${path}: holds no .log file; name them <container>.log and <container>.previous.log`,
    );
  }
}

async function* walk(root: string, under: string, recursive: boolean): AsyncGenerator<TreeFile> {
  const entries = await list(join(root, under));
  const isCase = entries.some((entry) => entry.isFile() && CASE_OBJECTS.test(entry.name));
  for (const entry of entries) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    // Beside a recorded failure's objects lie its logs; other files there are notes about it.
    const isPart = !isCase || CASE_OBJECTS.test(entry.name) || entry.name === 'logs';
    if (entry.isFile() && isPart) yield await toTreeFile(root, path);
    else if (entry.isDirectory() && (recursive || (isCase && entry.name === 'logs')))
      yield* walk(root, path, recursive);
  }
}

async function list(path: string) {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw pathError(path, error);
  }
}

async function toTreeFile(root: string, path: string): Promise<TreeFile> {
  const full = join(root, path);
  const { size } = await stat(full);
  return { path, name: full, chunks: () => diskChunks(full), disk: { path: full, fd: -1 }, bytes: size };
}

/** How far below the named folder a dump's own top folder may lie. */
const MAX_DETECT_DEPTH = 2;
const MAX_DETECT_FOLDERS = 200;

async function detectLayout(path: string, depth = 0): Promise<TreeLayout> {
  const entries = await list(path);
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('cluster-resources')) return 'support-bundle';
  if (names.has('cluster-scoped-resources') || (depth > 0 && names.has('namespaces'))) return 'must-gather';
  const folders = entries.filter((entry) => entry.isDirectory()).slice(0, MAX_DETECT_FOLDERS);
  if (names.has('nodes.json') || names.has('nodes.yaml')) {
    for (const folder of folders) {
      const inside = await list(join(path, folder.name));
      if (inside.some((entry) => /^replication-controllers\.(?:json|yaml)$/.test(entry.name)))
        return 'cluster-info-directory';
    }
  }
  if (depth >= MAX_DETECT_DEPTH) return undefined;
  for (const folder of folders) {
    const found = await detectLayout(join(path, folder.name), depth + 1).catch(() => undefined);
    if (found === 'support-bundle' || found === 'must-gather') return found;
  }
  return undefined;
}
