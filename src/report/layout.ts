import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Columns that the text takes in a terminal: two for CJK and emoji, none for combining marks. */
export function columns(text: string): number {
  return stringWidth(text);
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
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += columns(segment);
    if (used > room) break;
    kept += segment;
  }
  return room < 0 ? '' : kept.trimEnd() + ellipsis;
}

/** Lines of at most that many columns, broken between words, and within one only where it is too long. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(1, width), { hard: true })
    .split('\n')
    .map((line) => line.trimEnd());
}

/**
 * Wrapped to at most that many lines. What is too long loses its middle: who speaks stands at the
 * beginning of a long message, and what went wrong at its end.
 */
export function wrapAtMost(text: string, width: number, most: number, ellipsis: string): readonly string[] {
  const lines = wrap(text, width);
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
