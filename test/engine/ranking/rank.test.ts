import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { RANK_KEYS } from '../../../src/engine/ranking/rank.js';

test('docs/architecture.md lists what decides the rank, in that order', () => {
  const page = readFileSync(new URL('../../../docs/architecture.md', import.meta.url), 'utf8');
  const [, after = ''] = page.split('5. `rank` is a total order');
  const [list = ''] = after.split('\n6. ');
  const listed = [...list.matchAll(/^ +- (.+)$/gm)].map(([, says]) => says);
  expect(listed).toEqual(RANK_KEYS.map(({ says }) => says));
});
