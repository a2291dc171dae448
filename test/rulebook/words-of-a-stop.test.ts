import { expect, test } from '@jest/globals';
import { patternsOf, leavesOf } from '../../src/rulebook/conditions.js';
import { CATALOGUE } from '../../src/rulebook/catalogue.js';

function wordsOf(id: string): readonly string[] {
  const rule = CATALOGUE.rules.find((each) => each.id === id);
  return rule === undefined ? [] : leavesOf(rule.when).flatMap(patternsOf);
}

test('a program that says that it was asked to stop is understood alike whether it has a probe or not', () => {
  const words = wordsOf('graceful-stop-told-by-log');
  expect(words.length).toBeGreaterThan(5);
  expect(wordsOf('liveness-kill-shutdown-log')).toEqual(expect.arrayContaining([...words]));
});
