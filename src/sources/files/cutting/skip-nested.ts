const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Braces and brackets differ in it alone. */
const CASE_BIT = 0x20;

/** How far a run through nested JSON came. */
export interface Skipped {
  /** Of the bracket that closes the depth `floor`, or the chunk's length. */
  readonly index: number;
  readonly depth: number;
  readonly lines: number;
  /** Index of the last line break; -1 where there was none. */
  readonly lastBreak: number;
  /** The chunk ends within a string, or behind a backslash in one. */
  readonly inString: boolean;
  readonly escaped: boolean;
}

/**
 * Runs through the inside of an item, or of a field of a document, where only brackets, strings
 * and line breaks matter. Nearly all bytes of a file go by here, so it is one plain loop.
 */
export function skipNested(chunk: Buffer, from: number, startDepth: number, floor: number): Skipped {
  const length = chunk.length;
  let depth = startDepth;
  let lines = 0;
  let lastBreak = -1;
  let inString = false;
  let i = from;
  for (; i < length; i++) {
    const c = chunk[i] as number;
    if (c === QUOTE) {
      i += 1;
      while (i < length && chunk[i] !== QUOTE) i += chunk[i] === BACKSLASH ? 2 : 1;
      inString = i >= length;
    } else if ((c | CASE_BIT) === OPEN_BRACE) depth += 1;
    else if ((c | CASE_BIT) === CLOSE_BRACE) {
      if (depth === floor) break;
      depth -= 1;
    } else if (c === NEWLINE) {
      lines += 1;
      lastBreak = i;
    }
  }
  // A string that ends the chunk leaves the index behind it, by one more where a backslash does.
  return {
    index: Math.min(i, length),
    depth,
    lines,
    lastBreak,
    inString,
    escaped: inString && i > length + 1,
  };
}
