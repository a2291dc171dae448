/** Pieces of GitHub Flavored Markdown in which foreign text is never markup. Their input is inert, so on one line. */

/** A blank that no renderer shows; it parts what a renderer would turn into a mention or a link. */
const PART = '\u200b';

/**
 * Text outside of code. Marks are escaped with a backslash (CommonMark 0.31, section 2.4); mentions,
 * references and bare addresses, which GitHub and chats find after that, are parted.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&$]/g, '\\$&')
    .replace(/[@#]\b/g, `$&${PART}`)
    .replace(/:\/\//g, `:${PART}//`)
    .replace(/\bwww\./gi, `www${PART}.`);
}

/** Text that stands out. */
export function bold(text: string): string {
  return text.trim() === '' ? '' : `**${plain(text.trim())}**`;
}

/** Text as code; the ticks around it are more than any within (CommonMark 0.31, section 6.1). */
export function code(text: string): string {
  if (text === '') return '';
  const ticks = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

/** Lines in a block of code that none of them can end. */
export function fence(lines: readonly string[], language: string): string {
  const ticks = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
  return [`${ticks}${language}`, ...lines, ticks].join('\n');
}

/**
 * A row of a table. A bar ends a cell, within code as well, unless an odd number of backslashes
 * stands before it (GFM 0.29, section 4.10).
 */
export function tableRow(cells: readonly string[]): string {
  const cell = (text: string): string =>
    text.replace(/(\\*)\|/g, (bar: string, slashes: string) =>
      slashes.length % 2 === 0 ? `${slashes}\\|` : bar,
    );
  return `| ${cells.map(cell).join(' | ')} |`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
