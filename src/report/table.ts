import { columns, cut, padEnd, padStart } from './layout.js';

/** A column of a table. */
export interface Column {
  readonly header: string;
  readonly align?: 'right';
  /** May be cut to this width where the table is too wide; a column without it never is. */
  readonly least?: number;
}

interface TableOptions {
  readonly width: number;
  /** Nothing is cut, as with kubectl's `-o wide`. */
  readonly uncut: boolean;
  readonly noHeaders: boolean;
  readonly ellipsis: string;
}

const GAP = '  ';

/** Rows under headers in kubectl's manner: two blanks between columns, no wrapping within a cell. */
export function tableLines(
  header: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): readonly string[] {
  const widths = fit(header, naturalWidths(header, rows, options.noHeaders), options);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => place(cut(cell, widths[n] ?? 0, options.ellipsis), widths[n] ?? 0, header[n]))
      .join(GAP)
      .trimEnd();
  return [...(options.noHeaders ? [] : [line(header.map((each) => each.header))]), ...rows.map(line)];
}

/** Columns that would be left for one column if the others took all that they need. */
export function roomFor(
  index: number,
  header: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number {
  return naturalWidths(header, rows, false).reduce(
    (left, each, n) => (n === index ? left : left - each - GAP.length),
    width,
  );
}

function place(cell: string, width: number, column: Column | undefined): string {
  return column?.align === 'right' ? padStart(cell, width) : padEnd(cell, width);
}

function naturalWidths(
  header: readonly Column[],
  rows: readonly (readonly string[])[],
  noHeaders: boolean,
): readonly number[] {
  return header.map((column, n) =>
    rows.reduce(
      (widest, row) => Math.max(widest, columns(row[n] ?? '')),
      noHeaders ? 0 : columns(column.header),
    ),
  );
}

/** Takes what is over, column by column, from the widest that may give. */
function fit(
  header: readonly Column[],
  natural: readonly number[],
  options: TableOptions,
): readonly number[] {
  if (options.uncut) return natural;
  const shrunk = [...natural];
  let over = shrunk.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - options.width;
  for (; over > 0; over -= 1) {
    const free = shrunk.map((width, n) => Math.max(0, width - (header[n]?.least ?? width)));
    const widest = shrunk.reduce(
      (best, width, n) => ((free[n] ?? 0) > 0 && width > (shrunk[best] ?? 0) ? n : best),
      -1,
    );
    if (widest === -1) break;
    shrunk[widest] = (shrunk[widest] ?? 0) - 1;
  }
  return shrunk;
}
