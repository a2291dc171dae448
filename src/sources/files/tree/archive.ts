import { pipeline, Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { SourceError } from '../../source.js';
import { messageOf, type Chunks } from '../streams.js';
import type { Tree } from './tree.js';

const MAX_ENTRIES = 500_000;

/**
 * Reads a tar archive as it streams by: nothing is written to a disk, links and devices are passed
 * over, and a path that leads out of the archive is refused, though it would only ever be a name.
 * Throws SourceError.
 */
export async function readArchive(name: string, chunks: Chunks, tree: Tree): Promise<void> {
  const unpack = extract();
  pipeline(Readable.from(chunks), unpack, () => undefined);
  const filesBefore = tree.files;
  tree.beginArchive();
  let entries = 0;
  try {
    for await (const entry of unpack) {
      entries += 1;
      if (entries > MAX_ENTRIES)
        throw new SourceError(`${name}: holds more than ${MAX_ENTRIES} entries; refused`);
      await readEntry(name, entry as unknown as Entry, tree);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      `${name}: the archive is broken or cut (${messageOf(error)}); fetch it again`,
      'collect',
      { cause: error },
    );
  }
  if (tree.files > filesBefore) return;
  throw new SourceError(
    `${name}: holds nothing that is known: neither a support bundle, a must-gather, a cluster-info dump nor JSON or YAML files`,
  );
}

/** What tar-stream yields: a stream of the entry's bytes with its header. */
type Entry = AsyncIterable<Buffer> & { readonly header: Header };

async function readEntry(name: string, entry: Entry, tree: Tree): Promise<void> {
  const { header } = entry;
  if (header.type !== 'file' && header.type !== 'contiguous-file') return;
  const path = header.name.replace(/^(?:\.\/)+/, '');
  if (path.startsWith('/') || path.split(/[/\\]/).includes('..')) {
    throw new SourceError(
      `${name}: holds a path that leads out of the archive (${JSON.stringify(path.slice(0, 200))}); refused`,
    );
  }
  await tree.accept(
    { path, name: `${name}:${path}`, chunks: () => entry, bytes: header.size ?? 0 },
    undefined,
  );
}
