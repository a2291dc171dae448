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
  private tail: Buffer = Buffer.alloc(0);
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
    const before = this.tail.length;
    const joined = Buffer.concat([this.tail, chunk]);
    const end = joined.indexOf(this.endMarker, Math.max(0, before - this.endMarker.length));
    if (end < 0) {
      this.length += chunk.length;
      this.tail = joined.subarray(Math.max(0, joined.length - MAX_TAIL_BYTES - this.endMarker.length));
      return undefined;
    }
    this.length += end - before;
    this.tail = joined.subarray(0, end);
    this.finish(sink);
    return end + this.endMarker.length - before;
  }

  /** The stream has ended: the log is what there was. */
  finish(sink: PieceSink): void {
    sink.log(this.marker, this.tail, { offset: this.offset, length: this.length, line: this.line });
  }
}
