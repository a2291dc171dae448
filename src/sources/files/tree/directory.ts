import { readdirSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { SourceError } from '../../source.js';
import { pathError } from '../path-error.js';
import { diskChunks } from '../streams.js';
import { CASE_OBJECTS, type Tree, type TreeLayout } from './tree.js';
import type { TreeFile } from './tree-file.js';
import { nextTurn } from '../turn.js';

/** A directory with more files than this is no dump. */
const MAX_FILES = 200_000;
const FILES_A_TURN = 50;

/**
 * Reads a directory: a tool's dump whole, else the files in it (with `recursive` also those
 * below). Links are not followed: a bundle may hold one that leads out of it.
 */
export async function readDirectory(path: string, recursive: boolean, tree: Tree): Promise<void> {
  const layout = detectLayout(path);
  let seen = 0;
  for (const file of walk(path, '', recursive || layout !== undefined)) {
    seen += 1;
    if (seen > MAX_FILES)
      throw new SourceError(`${path}: holds more than ${MAX_FILES} files; name the folder of the dump`);
    // Ctrl-C is heard only when the event loop turns.
    if (seen % FILES_A_TURN === 0) await nextTurn();
    await tree.accept(file, layout);
  }
  if (tree.files > 0) return;
  const below = recursive ? '' : '; -R also reads the folders below it';
  throw new SourceError(`${path}: holds no .json, .yaml or .yml file and is no dump that is known${below}`);
}

/** Reads the logs of a `--logs` directory. */
export async function readLogsDirectory(path: string, tree: Tree): Promise<void> {
  const before = tree.files;
  if (!lookAt(path).isDirectory()) {
    throw new SourceError(
      `${path}: is no directory; --logs takes one with <container>.log and <container>.previous.log`,
      'usage',
    );
  }
  for (const file of walk(path, '', true)) {
    if (/\.(?:log|txt)$/.test(file.path)) await tree.acceptLooseLog(file);
  }
  if (tree.files === before) {
    throw new SourceError(
      `${path}: holds no .log file; name them <container>.log and <container>.previous.log`,
    );
  }
}

function* walk(root: string, under: string, recursive: boolean): Generator<TreeFile> {
  const entries = list(join(root, under));
  const isCase = entries.some((entry) => entry.isFile() && CASE_OBJECTS.test(entry.name));
  for (const entry of entries) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    // Beside a recorded failure's objects lie its logs; other files there are notes about it.
    const isPart = !isCase || CASE_OBJECTS.test(entry.name) || entry.name === 'logs';
    if (entry.isFile() && isPart) yield toTreeFile(root, path);
    else if (entry.isDirectory() && (recursive || (isCase && entry.name === 'logs')))
      yield* walk(root, path, recursive);
  }
}

function list(path: string): readonly Dirent[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw pathError(path, error);
  }
}

/** @throws SourceError where there is nothing that may be looked at */
export function lookAt(path: string, said = path): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw pathError(said, error);
  }
}

function toTreeFile(root: string, path: string): TreeFile {
  const full = join(root, path);
  const { size } = lookAt(full);
  return { path, name: full, chunks: () => named(full), disk: { path: full, fd: -1 }, bytes: size };
}

/** A file's bytes; what the file system refuses is said of that file, not of the folder that was given. */
async function* named(path: string): AsyncGenerator<Buffer> {
  try {
    yield* diskChunks(path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : pathError(path, error);
  }
}

/** How far below the named folder a dump's own top folder may lie. */
const MAX_DETECT_DEPTH = 2;
const MAX_DETECT_FOLDERS = 200;

/** What `oc adm inspect` writes of a namespace: its objects by group, its pods. */
function holdsInspected(path: string, entries: ReturnType<typeof list>): boolean {
  if (!entries.some((entry) => entry.isDirectory() && entry.name === 'namespaces')) return false;
  const namespaces = list(join(path, 'namespaces')).filter((entry) => entry.isDirectory());
  return namespaces
    .slice(0, MAX_DETECT_FOLDERS)
    .some(({ name }) =>
      list(join(path, 'namespaces', name)).some(
        (one) => one.isDirectory() && ['core', 'pods', 'apps', 'batch'].includes(one.name),
      ),
    );
}

function detectLayout(path: string, depth = 0): TreeLayout {
  const entries = list(path);
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('cluster-resources')) return 'support-bundle';
  if (names.has('cluster-scoped-resources') || holdsInspected(path, entries)) return 'must-gather';
  const folders = entries.filter((entry) => entry.isDirectory()).slice(0, MAX_DETECT_FOLDERS);
  if (names.has('nodes.json') || names.has('nodes.yaml')) {
    for (const folder of folders) {
      const inside = list(join(path, folder.name));
      if (inside.some((entry) => /^replication-controllers\.(?:json|yaml)$/.test(entry.name)))
        return 'cluster-info-directory';
    }
  }
  if (depth >= MAX_DETECT_DEPTH) return undefined;
  for (const folder of folders) {
    const found = detectBelow(join(path, folder.name), depth + 1);
    if (found === 'support-bundle' || found === 'must-gather') return found;
  }
  return undefined;
}

/** A folder that cannot be read is no dump's. */
function detectBelow(path: string, depth: number): TreeLayout {
  try {
    return detectLayout(path, depth);
  } catch {
    return undefined;
  }
}
