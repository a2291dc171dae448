import { expect, test } from '@jest/globals';
import { anyOf } from '../../../../src/engine/log/line/any-of.js';

/** For each expression of a table a line that it is for, and one that it must leave alone. */
export type Held<Table> = Readonly<Record<keyof Table, readonly [line: string, not: string]>>;

/** Holds each expression of a table; no other one of the table may be what finds its line. */
export function holdTable<Table extends Readonly<Record<string, RegExp>>>(
  table: Table,
  lines: Held<Table>,
): void {
  const any = anyOf(table);
  test.each(Object.entries<readonly [string, string]>(lines))('%s', (name, [line, not]) => {
    const found = Object.entries(table).filter(([, pattern]) => pattern.test(line));
    expect(found.map(([other]) => other)).toEqual([name]);
    expect(any(line)).toBe(true);
    expect(any(not)).toBe(false);
  });
}
