import { expect, test } from '@jest/globals';
import { whyHeld } from '../../src/domain/kubernetes/held-workload.js';

test.each([
  ['0 3 30 2 *', true],
  ['TZ=Europe/Berlin 0 3 31 feb,apr *', true],
  ['0 3 29 2 *', false],
  ['0 3 30 2,3 *', false],
  ['0 3 30 2 1', false],
  ['0 3 30 * *', false],
  ['0 3 28-31 2 *', false],
  ['@daily', false],
])('whether a day is ever like the schedule %s', (schedule, isNever) => {
  const said = whyHeld({ spec: { schedule } });
  expect(said).toBe(isNever ? `no day is ever like its schedule ${schedule}` : undefined);
});

test('a Deployment that is paused is told so', () => {
  expect(whyHeld({ kind: 'Deployment', spec: { paused: true } })).toBe('it is paused (spec.paused)');
});
