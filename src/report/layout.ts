import { clusters, clusterWidth, textWidth } from './width.js';

/** Latin text and our own signs: one column a character, as nearly all text has. */
const NARROW = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2026\u2713\u2717]*$/;

/** Columns that the text takes in a terminal: two for CJK and emoji, none for combining marks and for colours. */
export function columns(text: string): number {
  return NARROW.test(text) ? text.length : textWidth(text);
}

/** The text with blanks behind it up to that many columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** The text with blanks before it up to that many columns. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columns(text))) + text;
}

/** The text, or as much of its beginning as fits together with the ellipsis. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (columns(text) <= width) return text;
  const room = width - columns(ellipsis);
  return room < 0 ? '' : beginning(text, room).trimEnd() + ellipsis;
}

/** As much of the text as fits, cut between characters as a person counts them. */
function beginning(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(0, width);
  let kept = '';
  let used = 0;
  // No character takes less than nothing, and a hostile pile of marks ends somewhere.
  for (const cluster of clusters(text.slice(0, 16 * width).replace(/[\ud800-\udbff]$/, ''))) {
    used += clusterWidth(cluster);
    if (used > width) break;
    kept += cluster;
  }
  return kept;
}

/** Lines of at most that many columns, broken between words, and within one only where it is too long. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const wider = line === '' ? word : `${line} ${word}`;
    if (columns(wider) <= width) line = wider;
    else {
      if (line !== '') lines.push(line.trimEnd());
      const pieces = columns(word) <= width ? [word] : breakWord(word, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
  }
  return [...lines, line.trimEnd()];
}

function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (columns(rest) > width) {
    const piece = beginning(rest, width) || rest.slice(0, 1);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/**
 * Wrapped to at most that many lines. What is too long loses its middle: who speaks stands at the
 * beginning of a long message, and what went wrong at its end.
 */
export function wrapAtMost(text: string, width: number, most: number, ellipsis: string): readonly string[] {
  const enough = 2 * most * width;
  const lines = wrap(
    text.length <= 2 * enough ? text : `${text.slice(0, enough)} ${text.slice(-enough)}`,
    width,
  );
  if (lines.length <= most) return lines;
  if (most === 1) return [cut(text, width, ellipsis)];
  const head = lines.slice(0, Math.floor(most / 2));
  const tail = lines.slice(-(most - head.length));
  const last = head.at(-1) ?? '';
  return [
    ...head.slice(0, -1),
    columns(`${last} ${ellipsis}`) > width
      ? cut(last, width - columns(ellipsis), '') + ellipsis
      : `${last} ${ellipsis}`,
    ...tail,
  ];
}

/** The lines behind a lead: the first beside it, the others below it. */
export function beside(lead: string, lines: readonly string[]): readonly string[] {
  const indent = ' '.repeat(columns(lead));
  return lines.map((line, index) => (index === 0 ? lead : indent) + line);
}

/** Pieces on one line with a gap between them; a piece that does not fit begins a new, indented line. */
export function flow(
  pieces: readonly string[],
  gap: string,
  width: number,
  indent: string,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && columns(line + gap + piece) > width) {
      lines.push(line);
      line = indent + piece;
    } else line = line === '' ? piece : line + gap + piece;
  }
  return [...lines, line].flatMap((each, index) =>
    columns(each) <= width
      ? each
      : wrap(each.trim(), width - indent.length).map((part, n) => (index + n === 0 ? part : indent + part)),
  );
}

/** The blocks that have lines, with a blank line between them. */
export function joinBlocks(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block, n) => (n === 0 ? block : ['', ...block]));
}
