/** Where a piece of a file lies. */
export interface Place {
  /** Bytes from the file's beginning. */
  readonly offset: number;
  readonly length: number;
  /** Counted from 1. */
  readonly line: number;
}

/** Whom a log in a `kubectl cluster-info dump` stream belongs to. */
export interface LogMarker {
  readonly container: string;
  readonly pod: string;
  readonly namespace: string;
}

/** What a cutter finds in a stream; the bytes are only valid during the call. */
export interface PieceSink {
  /** A whole document, or one item of a list. */
  value(bytes: Buffer, place: Place, within: 'document' | 'list'): void;
  /** A list begins: the document as far as it stands before its items, closed. */
  listStart(head: Buffer): void;
  /** A list has ended: the document without its items. */
  listEnd(head: Buffer, place: Place): void;
  log(marker: LogMarker, tail: Buffer, place: Place): void;
}

/** A machine that is fed a file's bytes in chunks of any size. */
export interface Cutter {
  push(chunk: Buffer): void;
  end(): void;
}

/** What is wrong with a file's bytes, and where; `openFiles` adds the file's name. */
export class MalformedInput extends Error {
  readonly line: number;
  readonly column: number | undefined;
  constructor(message: string, line: number, column?: number) {
    super(message);
    this.name = 'MalformedInput';
    this.line = line;
    this.column = column;
  }
}

/** No object of Kubernetes comes near: etcd refuses what is over 1.5 MB. */
export const MAX_PIECE_BYTES = 64 * 1024 * 1024;

/** kubectl pkg/cmd/clusterinfo/clusterinfo_dump.go, v0.34: `==== START logs for container %s of pod %s/%s ====`. */
const START_MARKER = /^==== START logs for container (\S{1,253}) of pod (\S{1,253}?)\/(\S{1,253}) ====\s*$/;

/** The marker's text, or undefined when the line is none. */
export function readStartMarker(line: string): LogMarker | undefined {
  const [, container, namespace, pod] = START_MARKER.exec(line) ?? [];
  if (container === undefined || namespace === undefined || pod === undefined) return undefined;
  return { container, namespace, pod };
}

/** The most that is kept in memory of a log inside a stream. */
const MAX_TAIL_BYTES = 1024 * 1024;

/** Collects a log up to its end marker, which may stand right behind the log's last byte. */
export class LogCollector {
  private readonly marker: LogMarker;
  private readonly endMarker: Buffer;
  private readonly offset: number;
  private readonly line: number;
  private readonly tail: Buffer[] = [];
  private tailBytes = 0;
  /** The last bytes of what came so far. */
  private edge: Buffer = Buffer.alloc(0);
  private length = 0;

  constructor(marker: LogMarker, offset: number, line: number) {
    this.marker = marker;
    this.offset = offset;
    this.line = line;
    const { container, namespace, pod } = marker;
    this.endMarker = Buffer.from(`==== END logs for container ${container} of pod ${namespace}/${pod} ====`);
  }

  /** Takes bytes; answers how many were the log's and its marker's once the end was found. */
  push(chunk: Buffer, sink: PieceSink): number | undefined {
    // The marker may begin in the chunk before.
    const edge = this.edge;
    const seam = Buffer.concat([edge, chunk]);
    const found = seam.indexOf(this.endMarker);
    if (found < 0) {
      this.keep(Buffer.from(chunk));
      this.edge = Buffer.from(seam.subarray(Math.max(0, seam.length - this.endMarker.length)));
      return undefined;
    }
    const end = found - edge.length;
    if (end > 0) this.keep(chunk.subarray(0, end));
    this.length += Math.min(end, 0);
    this.finish(sink, Math.max(-end, 0));
    return end + this.endMarker.length;
  }

  /** The stream has ended: the log is what there was, but for so many bytes of its end. */
  finish(sink: PieceSink, less = 0): void {
    const kept = Buffer.concat(this.tail);
    const tail = kept.subarray(Math.max(0, kept.length - less - MAX_TAIL_BYTES), kept.length - less);
    sink.log(this.marker, tail, { offset: this.offset, length: this.length, line: this.line });
  }

  /** Chunks that lie wholly before the tail are let go. */
  private keep(chunk: Buffer): void {
    this.length += chunk.length;
    this.tail.push(chunk);
    this.tailBytes += chunk.length;
    for (let first = this.tail[0]; first !== undefined; first = this.tail[0]) {
      if (this.tailBytes - first.length < MAX_TAIL_BYTES + this.endMarker.length) return;
      this.tail.shift();
      this.tailBytes -= first.length;
    }
  }
}
