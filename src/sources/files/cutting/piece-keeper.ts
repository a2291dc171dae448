import { MalformedInput, MAX_PIECE_BYTES } from './pieces.js';

/** Holds the bytes of the piece that is being cut, over as many chunks as it takes. */
export class PieceKeeper {
  /** Where the piece begins in the current chunk; -1 when none is being cut. */
  private from = -1;
  private before: Buffer[] = [];
  private bytes = 0;
  /** Where the piece begins in the file. */
  start = { offset: 0, line: 1 };

  /** Begins a piece at an index of the current chunk. */
  begin(from: number, start: { readonly offset: number; readonly line: number }): void {
    this.from = from;
    this.before = [];
    this.bytes = 0;
    this.start = start;
  }

  /** Ends the piece; its bytes are only valid until the next chunk. */
  take(chunk: Buffer, end: number): Buffer {
    const rest = chunk.subarray(this.from, end);
    this.from = -1;
    if (this.before.length === 0) return rest;
    const whole = Buffer.concat([...this.before, rest]);
    this.before = [];
    return whole;
  }

  /** The chunk has ended: what it holds of the piece is copied. Throws MalformedInput for a giant. */
  endChunk(chunk: Buffer): void {
    if (this.from < 0) return;
    const rest = Buffer.from(chunk.subarray(this.from));
    this.from = 0;
    this.bytes += rest.length;
    if (this.bytes > MAX_PIECE_BYTES) {
      throw new MalformedInput(
        'one object is larger than 64 MB, which no object of Kubernetes is',
        this.start.line,
      );
    }
    this.before.push(rest);
  }
}
