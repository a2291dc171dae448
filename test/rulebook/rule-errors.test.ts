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
