import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parseRule } from '../../src/rulebook/parse-rule.js';

const folder = path.resolve('fixtures/rule-errors');

/** All complaints about a rule file, one a line, as `rules lint` prints them. */
function complaints(id: string): string {
  const file = path.join(folder, id, `${id}.yaml`);
  const parsed = parseRule({ file: `${id}.yaml`, id, family: 'own', text: readFileSync(file, 'utf8') });
  if (parsed.ok) return 'no complaint\n';
  return parsed.errors
    .map(
      (e) =>
        `${e.file}:${e.line}:${e.column}: ${e.reason}${e.didYouMean === undefined ? '' : `; did you mean "${e.didYouMean}"?`}\n`,
    )
    .join('');
}

test.each(readdirSync(folder))('%s is refused with the exact place and reason', (id) => {
  expect(complaints(id)).toBe(readFileSync(path.join(folder, id, 'expected.txt'), 'utf8'));
});

test('a rule with junk in any place is refused with a place in the file, never with an exception', () => {
  const text = readFileSync(path.join(folder, 'of-every-kind', 'of-every-kind.yaml'), 'utf8');
  const junk = ['~', '7', '[]', '[~]', '{}', '{ a: 1 }', 'true', "''", '[[{}]]'];
  const values = [...text.matchAll(/(?<=: )\S[^\n]*/g)];
  for (const [index, value] of values.entries()) {
    const broken =
      text.slice(0, value.index) +
      (junk[index % junk.length] ?? '') +
      text.slice(value.index + value[0].length);
    const parsed = parseRule({ file: 'x.yaml', id: 'x', family: 'own', text: broken });
    expect(parsed.ok ? [] : parsed.errors.map((each) => each.line > 0)).not.toContain(false);
    expect(parsed.ok).toBe(false);
  }
});
