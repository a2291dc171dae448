import { asText, at } from '../../domain/values/json.js';
import { SourceError } from '../source.js';
import type { Catalog } from './catalog/catalog.js';
import { DescribeCutter } from './cutting/describe-cutter.js';
import { DESCRIBED, notInFiles } from './gaps.js';
import { Indexer, type FileHint } from './catalog/indexer.js';
import { JsonCutter } from './cutting/json-cutter.js';
import { MalformedInput, type Cutter } from './cutting/pieces.js';
import { sniff, type Sniffed } from './cutting/sniff.js';
import { fromUtf16, gunzip, peek, type Chunks } from './streams.js';
import { YamlCutter } from './cutting/yaml-cutter.js';

/** One file or stream with what is known of it. */
export interface InputFile {
  /** As the user would say it: `dump.tgz:ns/pods.json`, `standard input`. */
  readonly name: string;
  readonly chunks: Chunks;
  readonly hint: FileHint;
  /** The same bytes once more, in chunks that stay valid; undefined for a stream. */
  readonly reopen?: () => Chunks;
  /** Reads the tar archive that the file turned out to be. */
  readonly onTar?: (chunks: Chunks) => Promise<void>;
  /** It came out of gzip. */
  readonly isUnpacked?: boolean;
}

/** Where a format is said of the file as a whole. */
export type FileFormat = string | undefined;

/**
 * Reads any file into the catalog, whatever it turns out to hold; answers the format's name.
 * Throws SourceError with file, place and what to do.
 */
export async function readFile(file: InputFile, catalog: Catalog): Promise<FileFormat> {
  const { first, all, close } = await peek(file.chunks);
  try {
    return await readAs(sniff(first), file, all, catalog);
  } finally {
    await close();
  }
}

async function readAs(what: Sniffed, file: InputFile, all: Chunks, catalog: Catalog): Promise<FileFormat> {
  switch (what) {
    case 'empty':
      throw new SourceError(
        `${file.name}: is empty, so there is nothing to look at; fetch it again with \`kubectl get pods,events -o json\``,
      );
    case 'html':
      throw new SourceError(
        `${file.name}:1: is HTML, not an object of Kubernetes: a proxy or a login page may have answered in the server's place`,
      );
    case 'binary':
      throw new SourceError(
        `${file.name}: is binary; objects as JSON or YAML, a dump's directory or a .tar.gz of it are read`,
      );
    case 'gzip': {
      const { hint, name, onTar } = file;
      // One layer may hold itself (a quine), or thousands.
      if (file.isUnpacked === true)
        throw new SourceError(`${name}: gzip inside of gzip is not read; unpack it once (gzip -d)`);
      const packed = file.reopen?.() ?? all;
      return readFile(
        {
          name,
          chunks: gunzip(packed, name),
          hint: withoutDisk(hint),
          isUnpacked: true,
          ...(onTar === undefined ? {} : { onTar }),
        },
        catalog,
      );
    }
    case 'tar':
      if (file.onTar === undefined)
        throw new SourceError(`${file.name}: an archive inside of an archive is not read`);
      await file.onTar(file.reopen?.() ?? all);
      return undefined;
    case 'utf16le':
      return readText(file, fromUtf16(file.reopen?.() ?? all, 'utf-16le'), catalog, withoutDisk(file.hint));
    case 'utf16be':
      return readText(file, fromUtf16(file.reopen?.() ?? all, 'utf-16be'), catalog, withoutDisk(file.hint));
    case 'json':
      return cut(file, all, catalog, file.hint, 'json');
    case 'yaml':
      return cut(file, all, catalog, file.hint, 'yaml');
    case 'describe':
      return readDescription(file, all, catalog);
  }
}

function withoutDisk({ disk: _, ...hint }: FileHint): FileHint {
  return hint;
}

async function readText(
  file: InputFile,
  chunks: Chunks,
  catalog: Catalog,
  hint: FileHint,
): Promise<FileFormat> {
  const { first, all } = await peek(chunks);
  const kind = sniff(first);
  if (kind === 'json' || kind === 'yaml') return cut(file, all, catalog, hint, kind);
  if (kind === 'describe') return readDescription(file, all, catalog);
  throw new SourceError(`${file.name}: holds no text that can be read as JSON or YAML`);
}

async function cut(
  file: InputFile,
  chunks: Chunks,
  catalog: Catalog,
  hint: FileHint,
  format: 'json' | 'yaml',
): Promise<FileFormat> {
  const indexer = new Indexer(catalog, format, hint);
  await feed(file.name, chunks, format === 'json' ? new JsonCutter(indexer) : new YamlCutter(indexer));
  indexer.end();
  if (indexer.objects === 0 && indexer.logs === 0 && indexer.lists === 0) throw nothingIn(file.name, indexer);
  return formatOf(indexer, format);
}

/** The words of `kubectl describe pod`, put into the catalog as the objects that they describe. */
async function readDescription(file: InputFile, chunks: Chunks, catalog: Catalog): Promise<FileFormat> {
  const indexer = new Indexer(catalog, 'json', withoutDisk(file.hint));
  const cutter = new DescribeCutter({
    pod: ({ pod, events, hasEvents, printedAt }, line) => {
      for (const object of [pod, ...events]) {
        const bytes = Buffer.from(JSON.stringify(object));
        indexer.value(bytes, { offset: 0, length: bytes.length, line }, 'document');
      }
      const namespace = asText(at(pod, 'metadata', 'namespace')) ?? '';
      if (hasEvents) catalog.listed.add(`Event/${namespace}`);
      if (printedAt !== undefined) catalog.newest.reach(printedAt);
      if (!catalog.gaps.includes(DESCRIBED)) catalog.gaps.push(DESCRIBED);
    },
    log: (log) => {
      if ('why' in log) catalog.gaps.push(notInFiles('log', log.why, { name: `${file.name}:${log.line}` }));
      else {
        const tail = Buffer.from(log.text);
        // Of a part it is not known how much stood before it.
        const where = { tail, length: tail.length + (log.isPartial ? 1 : 0) };
        catalog.addLog(log.namespace, log.pod, { container: log.container, which: log.which, where });
      }
    },
  });
  await feed(file.name, chunks, cutter);
  indexer.end();
  return 'kubectl-describe';
}

async function feed(name: string, chunks: Chunks, cutter: Cutter): Promise<void> {
  try {
    for await (const chunk of chunks) cutter.push(chunk);
    cutter.end();
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    const place = error.column === undefined ? `${error.line}` : `${error.line}:${error.column}`;
    throw new SourceError(`${name}:${place}: ${error.message}`, 'collect', { cause: error });
  }
}

function nothingIn(name: string, indexer: Indexer): SourceError {
  return indexer.documents === 0
    ? new SourceError(`${name}: holds no document`)
    : new SourceError(
        `${name}: holds no object of Kubernetes (an object has "kind" and "metadata"); save it with \`kubectl get pods,events -o json\``,
      );
}

function formatOf(indexer: Indexer, format: 'json' | 'yaml'): string {
  const { documents, lists } = indexer;
  if (indexer.logs > 0 || (indexer.startsWithNodes && lists > 2)) return 'cluster-info-dump';
  if (documents > 1 && format === 'json' && indexer.areLines) return 'ndjson';
  if (indexer.watches > 0) return `watch-${format}`;
  if (documents > 1) return `documents-${format}`;
  return lists > 0 || documents === 0 ? `list-${format}` : `object-${format}`;
}
