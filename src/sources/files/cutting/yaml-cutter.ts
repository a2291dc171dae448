import { LogCollector, MalformedInput, readStartMarker, type Cutter, type PieceSink } from './pieces.js';

const NEWLINE = 0x0a;
const DASH = 0x2d;
/** js-yaml takes 0.15 s and 20 MB for each MB; JSON is read item by item, however large. */
const MAX_YAML_BYTES = 64 * 1024 * 1024;

/**
 * Cuts a stream of YAML documents at `---`, and a list as kubectl prints it (`items:` in the first
 * column, then dashes in one column) into its items, so that a long list is parsed piece by piece.
 * No scalar of any style may have a line that begins in the dashes' column, so a dash there is an
 * item. Logs of `kubectl cluster-info dump -o yaml` may stand between documents.
 */
export class YamlCutter implements Cutter {
  private readonly sink: PieceSink;
  /** A line that has not ended yet, as it came: a long one is joined once. */
  private rest: Buffer[] = [];
  private restBytes = 0;
  /** Bytes before `rest`, and the number of its line. */
  private offset = 0;
  private line = 1;
  private document: Buffer[] = [];
  private documentBytes = 0;
  private documentStart = { offset: 0, line: 1 };
  private inItems = false;
  private isList = false;
  /** Blanks before the dash of each item; -1 until the first. */
  private itemIndent = -1;
  private item: Buffer[] = [];
  private itemStart = { offset: 0, line: 1 };
  private log: LogCollector | undefined;

  constructor(sink: PieceSink) {
    this.sink = sink;
  }

  push(chunk: Buffer): void {
    this.rest.push(Buffer.from(chunk));
    this.restBytes += chunk.length;
    if (this.log === undefined && !chunk.includes(NEWLINE)) return this.checkSize(this.restBytes);
    let input = this.takeRest();
    while (input.length > 0) {
      if (this.log !== undefined) {
        input = this.readLog(this.log, input);
        continue;
      }
      const newline = input.indexOf(NEWLINE);
      if (newline < 0) break;
      this.takeLine(input.subarray(0, newline + 1));
      input = input.subarray(newline + 1);
    }
    if (input.length > 0) this.rest.push(input);
    this.restBytes = input.length;
    this.checkSize(input.length);
  }

  end(): void {
    if (this.log !== undefined) this.log.finish(this.sink);
    else if (this.restBytes > 0) this.takeLine(this.takeRest());
    this.endDocument();
  }

  private takeRest(): Buffer {
    const [only] = this.rest;
    const rest = only !== undefined && this.rest.length === 1 ? only : Buffer.concat(this.rest);
    this.rest = [];
    this.restBytes = 0;
    return rest;
  }

  private readLog(log: LogCollector, input: Buffer): Buffer {
    const used = log.push(input, this.sink);
    if (used !== undefined) this.log = undefined;
    const taken = input.subarray(0, used ?? input.length);
    this.offset += taken.length;
    for (let at = taken.indexOf(NEWLINE); at >= 0; at = taken.indexOf(NEWLINE, at + 1)) this.line += 1;
    return input.subarray(taken.length);
  }

  private takeLine(line: Buffer): void {
    const first = line[0];
    const here = { offset: this.offset, line: this.line };
    this.offset += line.length;
    this.line += 1;
    const marker = first === 0x3d ? readStartMarker(line.toString()) : undefined;
    const isBoundary =
      (first === 0x2d && /^---(?:\s|$)/.test(line.subarray(0, 5).toString())) || isDocumentEnd(line);
    if (marker !== undefined || isBoundary) this.endDocument();
    if (marker !== undefined) this.log = new LogCollector(marker, this.offset, this.line);
    else this.addLine(line, here);
  }

  private addLine(line: Buffer, here: { readonly offset: number; readonly line: number }): void {
    if (this.documentBytes === 0) this.documentStart = here;
    this.documentBytes += line.length;
    this.checkSize(0);
    const indent = this.inItems ? indentOf(line) : undefined;
    if (!this.inItems) this.addHeadLine(line);
    else if (indent === undefined) this.item.push(line);
    else if (line[indent] === DASH && (this.itemIndent < 0 || indent === this.itemIndent)) {
      this.endItem();
      this.itemIndent = indent;
      this.itemStart = here;
      this.item.push(line);
    } else if (indent > Math.max(0, this.itemIndent)) this.item.push(line);
    else {
      this.endItem();
      this.inItems = false;
      this.addHeadLine(line);
    }
  }

  private addHeadLine(line: Buffer): void {
    this.inItems = /^items:\s*(?:#.*)?$/.test(line.subarray(0, 80).toString());
    this.isList ||= this.inItems;
    this.itemIndent = -1;
    this.document.push(this.inItems ? Buffer.from('items: []\n') : line);
  }

  private endItem(): void {
    if (this.item.length === 0) return;
    const bytes = Buffer.concat(this.item);
    this.item = [];
    this.sink.value(bytes, { ...this.itemStart, length: bytes.length }, 'list');
  }

  private endDocument(): void {
    this.endItem();
    const bytes = Buffer.concat(this.document);
    const place = { ...this.documentStart, length: this.documentBytes };
    const isList = this.isList;
    this.document = [];
    this.documentBytes = 0;
    this.inItems = this.isList = false;
    if (isList) this.sink.listEnd(bytes, place);
    else if (bytes.length > 0) this.sink.value(bytes, place, 'document');
  }

  private checkSize(more: number): void {
    if (this.documentBytes + more <= MAX_YAML_BYTES) return;
    throw new MalformedInput(
      'a YAML document of more than 64 MB is not read; fetch it again with `-o json`, which is read item by item',
      this.documentStart.line,
    );
  }
}

function isDocumentEnd(line: Buffer): boolean {
  return line[0] === 0x2e && /^\.\.\.\s*$/.test(line.subarray(0, 8).toString());
}

/** The number of blanks before what the line says; undefined where it says nothing. */
function indentOf(line: Buffer): number | undefined {
  let indent = 0;
  while (line[indent] === 0x20) indent += 1;
  const first = line[indent];
  return first === undefined || first === NEWLINE || first === 0x0d || first === 0x23 ? undefined : indent;
}
