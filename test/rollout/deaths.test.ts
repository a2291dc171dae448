import { expect, test } from '@jest/globals';
import { readPod } from '../../src/domain/kubernetes/pod.js';
import { countDeaths, deathsOf, NO_DEATHS, type Life } from '../../src/rollout/deaths.js';

const life = (deaths: number, more: Partial<Life> = {}): Life => ({
  id: 'p/app',
  key: 'k',
  deaths,
  isPast: false,
  ...more,
});

test('deaths of all replicas count together, each once', () => {
  const first = countDeaths(NO_DEATHS, [life(1)]);
  const again = countDeaths(first, [life(1), life(1, { id: 'q/app' })]);
  expect(again.byKey).toEqual({ k: 2 });
});

test('a death for another cause counts for that', () => {
  const first = countDeaths(NO_DEATHS, [life(1)]);
  expect(countDeaths(first, [life(2, { key: 'other' })]).byKey).toEqual({ k: 1, other: 1 });
});

test('what died and has served well since does not count until it dies again', () => {
  const first = countDeaths(NO_DEATHS, [life(5, { isPast: true })]);
  expect(first.byKey).toEqual({});
  expect(countDeaths(first, [life(6)]).byKey).toEqual({ k: 1 });
});

test.each([
  [{ restartCount: 1, state: { running: {} } }, 1],
  [{ restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff' } } }, 2],
  [{ restartCount: 0, state: { terminated: { exitCode: 1 } } }, 1],
  [{ restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } }, 0],
])('%j has died %i times', (status, deaths) => {
  const [container] = readPod({ status: { containerStatuses: [{ name: 'app', ...status }] } }).containers;
  expect(container === undefined ? undefined : deathsOf(container)).toBe(deaths);
});
