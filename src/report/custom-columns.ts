import type { Json } from '../domain/values/json.js';
import type { Report } from '../domain/report/report.js';
import { FormatError, type FormatOptions } from './format.js';
import { findResults } from './jsonpath/evaluate.js';
import { parseTemplate } from './jsonpath/parse.js';
import { goText } from './jsonpath/print.js';
import type { Segment } from './jsonpath/template.js';
import { columns, padEnd } from './layout.js';

/**
 * `-o custom-columns=HEADER:.path,...` as kubectl does: a row for each pod, or, in a scan or a
 * check, for each group.
 */
export function writeCustomColumns(report: Report, options: FormatOptions): string {
  const rows = options.view === 'pod' ? report.pods : report.groups;
  return printColumns(options.template ?? '', rows as unknown as readonly Json[], options.noHeaders);
}

/** The table of a specification over some objects; throws FormatError in kubectl's words where it is wrong. */
export function printColumns(specification: string, objects: readonly Json[], noHeaders: boolean): string {
  const parsed = parseColumns(specification);
  const rows = objects.map((object) => parsed.map(({ path }) => cellOf(path, object)));
  return tabulate(noHeaders ? rows : [parsed.map(({ header }) => header), ...rows]);
}

interface ColumnPath {
  readonly header: string;
  readonly path: readonly Segment[];
}

function parseColumns(specification: string): readonly ColumnPath[] {
  if (specification === '')
    throw new FormatError('custom-columns format specified but no custom columns given');
  return specification.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon === -1) {
      throw new FormatError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: relaxed(part.slice(colon + 1)) };
  });
}

/** `name`, `.name`, `{name}` and `{.name}` all mean `{.name}` (kubectl get, RelaxedJSONPathExpression, v0.34). */
function relaxed(path: string): readonly Segment[] {
  if (path === '') return parseTemplate('');
  const inner = /^\{\.?([^{}]+)\}$/.exec(path)?.[1] ?? /^\.?([^{}]+)$/.exec(path)?.[1];
  if (inner === undefined) {
    throw new FormatError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}': ${path}`,
    );
  }
  return parseTemplate(`{.${inner}}`);
}

function cellOf(path: readonly Segment[], object: Json): string {
  const values = findResults(path, object)[0] ?? [];
  return values.length === 0 ? '<none>' : values.map(goText).join(',');
}

/** kubectl's tab writer: cells at least six wide, three blanks between (cli-runtime printers, v0.34). */
const LEAST = 6;
const GAP = 3;

function tabulate(rows: readonly (readonly string[])[]): string {
  const width = (n: number): number =>
    rows.reduce((widest, row) => Math.max(widest, columns(row[n] ?? '') + GAP), LEAST);
  const widths = (rows[0] ?? []).map((_, n) => width(n));
  return rows
    .map(
      (row) =>
        `${row.map((cell, n) => (n === row.length - 1 ? cell : padEnd(cell, widths[n] ?? 0))).join('')}\n`,
    )
    .join('');
}
