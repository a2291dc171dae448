import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { VARIABLE_NAMES } from '../../src/rulebook/variable-names.js';

/** The names in the first column of the table of variables, in the order of the page. */
function documented(): readonly string[] {
  const page = readFileSync(new URL('../../docs/rule-format.md', import.meta.url), 'utf8');
  const [, variables = ''] = page.split('\n## Variables\n');
  const [section = ''] = variables.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

test('every variable that the engine fills in stands once in docs/rule-format.md', () => {
  expect([...documented()].sort()).toEqual([...VARIABLE_NAMES].sort());
});
