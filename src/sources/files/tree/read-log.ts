import { SourceError } from '../../source.js';
import type { LogEntry, LogRoom } from '../catalog/catalog.js';
import { messageOf } from '../streams.js';
import type { TreeFile } from './tree-file.js';

/** The most that is kept of a log that cannot be read again. */
const MAX_TAIL_BYTES = 256 * 1024;
/** The same once the room for logs is used up: some 200 lines. */
const SMALL_TAIL_BYTES = 16 * 1024;

/** Where a log lies; of one that cannot be read again its tail, as far as there is room. */
export async function readLog(
  file: TreeFile,
  container: string,
  which: LogEntry['which'],
  room: LogRoom,
): Promise<LogEntry> {
  if (file.disk !== undefined)
    return { container, which, where: { file: file.disk, offset: 0, length: file.bytes } };
  const most = room.left > 0 ? MAX_TAIL_BYTES : SMALL_TAIL_BYTES;
  let tail: Buffer = Buffer.alloc(0);
  let length = 0;
  try {
    for await (const chunk of file.chunks()) {
      length += chunk.length;
      tail = Buffer.concat([tail, chunk]).subarray(-most);
    }
  } catch (error) {
    throw new SourceError(`${file.name}: ${messageOf(error)}`, 'collect', { cause: error });
  }
  room.left -= tail.length;
  return { container, which, where: { tail: Buffer.from(tail), length } };
}
