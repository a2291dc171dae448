import { PieceKeeper } from './piece-keeper.js';
import { LogCollector, MalformedInput, readStartMarker, type Cutter, type PieceSink } from './pieces.js';
import { skipNested } from './skip-nested.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const EQUALS = 0x3d;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const ITEMS = Buffer.from('items');
/** Makes a document of what stands before a list's items. */
const END_OF_HEAD = Buffer.from(']}');
const MAX_MARKER_BYTES = 2048;

/**
 * Cuts a stream of JSON documents into documents, and lists into items, by counting brackets
 * outside of strings. It is no parser: each piece is checked by `JSON.parse`, so that memory stays
 * flat however long the list is. Takes one document, many on end (NDJSON or not), arrays of
 * objects, lists (`items`), and the logs that `kubectl cluster-info dump` writes between them.
 */
export class JsonCutter implements Cutter {
  private readonly sink: PieceSink;
  private chunk: Buffer = Buffer.alloc(0);
  /** Bytes before the current chunk. */
  private base = 0;
  private line = 1;
  private lineStart = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** How many letters of `items` a key of the document has matched so far; -1 when it is another. */
  private keyMatch = -1;
  private isItemsKey = false;
  private isItemsValue = false;
  private isArray = false;
  /** The depth inside of the list whose items are cut out; 0 when none is open. */
  private itemDepth = 0;
  private readonly piece = new PieceKeeper();
  private documentStart = { offset: 0, line: 1 };
  private head: Buffer[] = [];
  private marker: Buffer | undefined;
  private log: LogCollector | undefined;

  constructor(sink: PieceSink) {
    this.sink = sink;
  }

  push(chunk: Buffer): void {
    this.chunk = chunk;
    let i = 0;
    while (i < chunk.length) {
      if (this.log !== undefined) i = this.readLog(this.log, i);
      else if (this.marker !== undefined) i = this.readMarker(this.marker, i);
      else i = this.scan(i);
    }
    this.piece.endChunk(chunk);
    this.base += chunk.length;
  }

  end(): void {
    if (this.log !== undefined) this.log.finish(this.sink);
    if (this.depth === 0) return;
    throw new MalformedInput(
      `the JSON that begins in line ${this.documentStart.line} has no end: the file was cut, fetch it again`,
      this.line,
      this.base - this.lineStart + 1,
    );
  }

  /** Walks until the chunk ends or a log's marker begins; answers where it stands. */
  private scan(from: number): number {
    const chunk = this.chunk;
    for (let i = from; i < chunk.length; i++) {
      if (this.inString) {
        i = this.scanString(i);
        continue;
      }
      if (this.depth > this.itemDepth && this.depth > 1) i = this.skip(i);
      if (i === chunk.length) break;
      const c = chunk[i] as number;
      switch (c) {
        case QUOTE:
          if (this.depth === 0) this.refuse(i);
          this.inString = true;
          this.keyMatch = this.depth === 1 && !this.isArray ? 0 : -1;
          break;
        case NEWLINE:
          this.line += 1;
          this.lineStart = this.base + i + 1;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          this.open(c, i);
          break;
        case 0x7d:
        case 0x5d:
          this.close(i);
          break;
        case 0x3a: // a colon
          if (this.depth === 1) this.isItemsValue = this.isItemsKey;
          break;
        case 0x2c: // a comma
          if (this.depth === 0) this.refuse(i);
          if (this.depth === 1) this.isItemsKey = this.isItemsValue = false;
          break;
        default:
          // White space, record separators, `---` between documents and a byte order mark.
          if (this.depth > 0 || c <= 0x20 || c === 0x2d || c === 0xef || c === 0xbb || c === 0xbf) break;
          if (c !== EQUALS) this.refuse(i);
          this.marker = Buffer.alloc(0);
          return i;
      }
    }
    return chunk.length;
  }

  private skip(from: number): number {
    const skipped = skipNested(this.chunk, from, this.depth, Math.max(this.itemDepth + 1, 2));
    this.depth = skipped.depth;
    this.inString = skipped.inString;
    this.escaped = skipped.escaped;
    this.keyMatch = -1;
    this.line += skipped.lines;
    if (skipped.lastBreak >= 0) this.lineStart = this.base + skipped.lastBreak + 1;
    return skipped.index;
  }

  /** Runs to the string's closing quote; answers its index, or the chunk's length. */
  private scanString(from: number): number {
    const chunk = this.chunk;
    const length = chunk.length;
    let i = from;
    if (this.escaped && i < length) {
      this.escaped = false;
      i += 1;
    }
    if (this.keyMatch >= 0) this.matchKey(i);
    for (; i < length; i++) {
      const c = chunk[i];
      if (c === QUOTE) {
        this.inString = false;
        this.isItemsKey = this.keyMatch === ITEMS.length;
        return i;
      }
      if (c !== BACKSLASH) continue;
      i += 1;
      this.escaped = i >= length;
    }
    return length;
  }

  /** Compares a key of the document with `items`, which may lie on both sides of a chunk's edge. */
  private matchKey(from: number): void {
    for (let i = from; i < this.chunk.length && this.chunk[i] !== QUOTE; i++) {
      if (this.chunk[i] !== ITEMS[this.keyMatch]) {
        this.keyMatch = -1;
        return;
      }
      this.keyMatch += 1;
    }
  }

  private open(c: number, i: number): void {
    this.depth += 1;
    if (this.depth === 1) {
      this.documentStart = { offset: this.base + i, line: this.line };
      this.head = [];
      this.isArray = c === OPEN_BRACKET;
      this.itemDepth = this.isArray ? 1 : 0;
      if (!this.isArray) this.keep(i);
    } else if (this.depth === 2 && c === OPEN_BRACKET && this.isItemsValue && !this.isArray) {
      this.itemDepth = 2;
      this.head.push(Buffer.from(this.take(i + 1)));
      this.sink.listStart(Buffer.concat([...this.head, END_OF_HEAD]));
    } else if (this.itemDepth > 0 && this.depth === this.itemDepth + 1) this.keep(i);
    this.isItemsKey = this.isItemsValue = false;
  }

  private close(i: number): void {
    if (this.depth === 0) this.refuse(i);
    this.depth -= 1;
    if (this.itemDepth > 0 && this.depth === this.itemDepth) this.emit(i + 1, 'list');
    else if (this.itemDepth === 2 && this.depth === 1) {
      this.itemDepth = 0;
      this.keep(i);
    } else if (this.depth === 0 && !this.isArray) {
      if (this.head.length === 0) this.emit(i + 1, 'document');
      else
        this.sink.listEnd(
          Buffer.concat([...this.head, this.take(i + 1)]),
          this.place(this.documentStart, i + 1),
        );
    }
  }

  private emit(end: number, within: 'document' | 'list'): void {
    this.sink.value(this.take(end), this.place(this.piece.start, end), within);
  }

  private place(start: { readonly offset: number; readonly line: number }, end: number) {
    return { offset: start.offset, length: this.base + end - start.offset, line: start.line };
  }

  private keep(from: number): void {
    this.piece.begin(from, { offset: this.base + from, line: this.line });
  }

  private take(end: number): Buffer {
    return this.piece.take(this.chunk, end);
  }

  private readMarker(before: Buffer, from: number): number {
    const newline = this.chunk.indexOf(NEWLINE, from);
    const end = newline < 0 ? this.chunk.length : newline;
    this.marker = Buffer.concat([before, this.chunk.subarray(from, end)]);
    const isLong = this.marker.length > MAX_MARKER_BYTES;
    if (newline < 0 && !isLong) return end;
    const marker = isLong ? undefined : readStartMarker(this.marker.toString());
    if (marker === undefined) this.refuse(from);
    this.marker = undefined;
    this.line += 1;
    this.lineStart = this.base + end + 1;
    if (marker !== undefined) this.log = new LogCollector(marker, this.lineStart, this.line);
    return end + 1;
  }

  private readLog(log: LogCollector, from: number): number {
    const used = log.push(this.chunk.subarray(from), this.sink);
    const to = used === undefined ? this.chunk.length : from + used;
    let at = this.chunk.indexOf(NEWLINE, from);
    for (; at >= 0 && at < to; at = this.chunk.indexOf(NEWLINE, at + 1)) {
      this.line += 1;
      this.lineStart = this.base + at + 1;
    }
    if (used !== undefined) this.log = undefined;
    return to;
  }

  private refuse(i: number): never {
    const text = this.chunk.toString('utf8', i, i + 20).split('\n')[0];
    throw new MalformedInput(
      `expected a JSON object here and found ${JSON.stringify(text)}`,
      this.line,
      this.base + i - this.lineStart + 1,
    );
  }
}
