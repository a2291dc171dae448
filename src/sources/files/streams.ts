import { closeSync, createReadStream, fstatSync, openSync, read, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { SourceError } from '../source.js';

/** Bytes as they arrive. */
export type Chunks = AsyncIterable<Buffer>;

const CHUNK_BYTES = 1024 * 1024;

/**
 * A file's bytes; each chunk is only valid until the next is asked for. The first is read at once,
 * which is all of most files: a turn of the event loop takes longer. The others are waited for, so
 * that Ctrl-C is heard in between.
 */
export async function* diskChunks(path: string): AsyncGenerator<Buffer> {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size + 1));
    let bytesRead = readSync(fd, buffer);
    while (bytesRead > 0) {
      yield buffer.subarray(0, bytesRead);
      bytesRead = bytesRead < buffer.length ? readSync(fd, buffer) : await readInto(fd, buffer);
    }
  } finally {
    closeSync(fd);
  }
}

function readInto(fd: number, buffer: Buffer): Promise<number> {
  return new Promise((resolve, reject) =>
    read(fd, buffer, 0, buffer.length, null, (error, bytesRead) =>
      error === null ? resolve(bytesRead) : reject(error),
    ),
  );
}

/** A file's bytes in chunks that stay valid. */
export function stableDiskChunks(path: string): Chunks {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

/** A stream whose first bytes have been looked at. */
export interface Peeked {
  readonly first: Buffer;
  readonly all: Chunks;
  /** Gives the stream up; safe to call at any time. */
  readonly close: () => Promise<void>;
}

/** Looks at the first bytes without losing them. */
export async function peek(chunks: Chunks): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let length = 0;
  while (length < 512) {
    const next = await iterator.next();
    if (next.done === true) break;
    head.push(Buffer.from(next.value));
    length += next.value.length;
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { first: Buffer.concat(head).subarray(0, 512), all: rejoin(head, iterator), close };
}

async function* rejoin(head: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** What a small archive may grow to, and how far a byte may: gzip's own limit is about 1,032. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024 * 1024;
const MAX_RATIO = 200;
const RATIO_COUNTS_FROM = 64 * 1024 * 1024;

/** Unpacks while it reads; refuses what grows beyond measure. Throws SourceError. */
export async function* gunzip(chunks: Chunks, name: string): AsyncGenerator<Buffer> {
  let packed = 0;
  let unpacked = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  };
  // Loading it takes milliseconds, and most input is not compressed.
  const { createGunzip } = await import('node:zlib');
  const unzip = createGunzip();
  pipeline(Readable.from(counted()), unzip, () => undefined);
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      const isBomb = unpacked > RATIO_COUNTS_FROM && unpacked > packed * MAX_RATIO;
      if (isBomb || unpacked > MAX_UNPACKED_BYTES) {
        throw new SourceError(
          `${name}: unpacks to more than ${MAX_RATIO} times its size; refused as a decompression bomb`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      `${name}: the gzip data is broken or cut (${messageOf(error)}); fetch it again`,
      'collect',
      { cause: error },
    );
  }
}

/** UTF-16 as UTF-8. */
export async function* fromUtf16(chunks: Chunks, encoding: 'utf-16le' | 'utf-16be'): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The words of whatever was thrown. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
