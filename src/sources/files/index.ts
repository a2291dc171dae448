import { resolve } from 'node:path';
import { shellWord } from '../../domain/values/shell-word.js';
import { SourceError, type CollectOptions, type Collection, type Selection, type Source } from '../source.js';
import { Catalog } from './catalog/catalog.js';
import { collectFiles } from './collecting/collect.js';
import { lookAt, readDirectory, readLogsDirectory } from './tree/directory.js';
import { pathError } from './path-error.js';
import { readFile } from './read-file.js';
import type { FilesRequest } from './request.js';
import { diskChunks, stableDiskChunks, type Chunks } from './streams.js';
import { Tree } from './tree/tree.js';

/**
 * A source of recorded objects. All files are read here once, down to an index of where things
 * lie; each collection then reads only what it needs. Throws SourceError with file and place.
 */
export async function openFiles(request: FilesRequest): Promise<Source> {
  const catalog = new Catalog();
  const tree = new Tree(catalog);
  try {
    checkPaths(request.paths);
    for (const path of request.paths) await readPath(path, request, catalog, tree);
    if (request.logsDir !== undefined) await readLogsDirectory(locate(request.logsDir, request), tree);
    tree.settle();
    checkUse(catalog, request);
  } catch (error) {
    catalog.slots.close();
    throw error;
  }
  return {
    collect(selection: Selection, options: CollectOptions): Collection {
      const now = options.now ?? request.now;
      return collectFiles(catalog, selection, now === undefined ? options : { ...options, now }, request);
    },
    close: () => catalog.slots.close(),
  };
}

function checkPaths(paths: readonly string[]): void {
  if (paths.length === 0)
    throw new SourceError('-f needs a file, a directory or - for standard input', 'usage');
  const url = paths.find((path) => /^[a-z][a-z0-9+.-]*:\/\//i.test(path));
  if (url !== undefined) {
    throw new SourceError(
      `-f takes files, not URLs; fetch it first and give it with -f -: curl -fsSL ${JSON.stringify(url)}`,
      'usage',
    );
  }
  if (paths.filter((path) => path === '-').length > 1)
    throw new SourceError('-f - can be given only once', 'usage');
}

function locate(path: string, { cwd }: FilesRequest): string {
  return cwd === undefined ? path : resolve(cwd, path);
}

async function readPath(given: string, request: FilesRequest, catalog: Catalog, tree: Tree): Promise<void> {
  if (given === '-') return readStream(request, catalog, tree);
  const path = locate(given, request);
  const info = lookAt(path, given);
  try {
    if (info.isFIFO() && !/^\/(?:dev|proc)\//.test(path))
      throw new SourceError(
        `${given}: is a named pipe, and without a writer would be waited for in vain; read it as standard input: -f - < ${shellWord(given)}`,
        'usage',
      );
    if (info.isDirectory()) await readDirectory(path, request.recursive, tree);
    else await readPlainFile(given, path, info.isFile(), catalog, tree);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw pathError(given, error);
    throw error;
  }
}

async function readPlainFile(
  given: string,
  path: string,
  isRegular: boolean,
  catalog: Catalog,
  tree: Tree,
): Promise<void> {
  const format = await readFile(
    {
      name: given,
      chunks: isRegular ? diskChunks(path) : stableDiskChunks(path),
      hint: isRegular ? { disk: { path, fd: -1 } } : {},
      ...(isRegular ? { reopen: () => stableDiskChunks(path) } : {}),
      onTar: (chunks) => readTar(given, chunks, tree),
    },
    catalog,
  );
  if (format !== undefined) catalog.formats.add(format);
}

async function readStream(request: FilesRequest, catalog: Catalog, tree: Tree): Promise<void> {
  const chunks = toBuffers(request.stdin());
  const name = 'standard input';
  const format = await readFile(
    { name, chunks, hint: {}, onTar: (tar) => readTar(name, tar, tree) },
    catalog,
  );
  if (format !== undefined) catalog.formats.add(format);
}

/** What reads archives is loaded when there is one. */
async function readTar(name: string, chunks: Chunks, tree: Tree): Promise<void> {
  const { readArchive } = await import('./tree/archive.js');
  await readArchive(name, chunks, tree);
}

async function* toBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Refuses input that nothing can be said of. */
function checkUse(catalog: Catalog, { paths, everySubject = false }: FilesRequest): void {
  const hasSubject = [...catalog.objects.values()].some(
    ({ isTroubled, kind }) => isTroubled || WORKLOADS.has(kind) || (everySubject && kind === 'Node'),
  );
  if (catalog.pods.size > 0 || hasSubject || catalog.gaps.length > 0) return;
  const where = paths.map((path) => (path === '-' ? 'standard input' : path)).join(', ');
  const kinds = [...catalog.kinds]
    .filter(([kind]) => kind !== 'Status')
    .slice(0, 3)
    .map(([kind, name]) => (name === '' ? kind : `${kind} ${JSON.stringify(name)}`));
  if (catalog.kinds.has('Status'))
    throw new SourceError(`${where}: is the API server's error answer, not an object; fetch it again`);
  throw new SourceError(
    kinds.length === 0
      ? `${where}: holds a list without items, so there is no pod to look at; was the namespace right?`
      : `${where}: holds no pod: it holds ${kinds.join(', ')}; save pods too: \`kubectl get pods,events -o json\``,
  );
}

const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);
