import { expect, test } from '@jest/globals';
import { createServerClock } from '../../../../src/sources/cluster/transport/server-clock.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test('a server whose clock is ahead stays as far ahead, however long its last answer is ago', () => {
  let now = NOW;
  const clock = createServerClock(() => now);
  expect([clock.last(), clock.ahead()]).toEqual([undefined, 0]);
  clock.hear('Sun, 01 Mar 2026 12:10:00 GMT');
  now += 90_000;
  expect(clock.ahead()).toBe(600_000);
});

test('an answer that was under way for a second tells of no other clock, nor does one without a time', () => {
  const clock = createServerClock(() => NOW);
  clock.hear('Sun, 01 Mar 2026 11:59:59 GMT');
  expect(clock.ahead()).toBe(0);
  clock.hear('soon');
  clock.hear(undefined);
  expect(clock.last()).toBe(Date.parse('2026-03-01T11:59:59Z'));
});
