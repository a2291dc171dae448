import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/domain/values/json.js';
import { isCandidate } from '../../src/sources/candidate.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const RUNNING = { name: 'app', ready: true, restartCount: 0, state: { running: {} } };

function pod(status: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    metadata: {},
    spec: {},
    status: { phase: 'Running', containerStatuses: [RUNNING], ...status },
    ...more,
  };
}

function ended(exitCode: number, finishedAt = '2026-01-01T11:30:00Z', reason?: string): JsonObject {
  return { terminated: { exitCode, finishedAt, ...(reason === undefined ? {} : { reason }) } };
}

test.each([
  ['Succeeded', 'Completed', false],
  ['Succeeded', undefined, false],
  ['Succeeded', 'OOMKilled', true],
  ['Failed', 'Completed', true],
  ['Running', 'Completed', true],
])('of a %s pod an unreadable code beside the reason %s makes one: %s', (phase, reason, expected) => {
  const terminated = { exitCode: '137', finishedAt: '2026-01-01T11:30:00Z', ...(reason && { reason }) };
  const status = { phase, containerStatuses: [{ name: 'app', ready: false, state: { terminated } }] };
  expect(isCandidate(pod(status), NOW, 0)).toBe(expected);
});

test('well pods are none', () => {
  const well = [
    pod({}),
    pod({ initContainerStatuses: [{ name: 'init', ready: true, restartCount: 0, state: ended(0) }] }),
    pod({ phase: 'Succeeded', containerStatuses: [{ name: 'app', ready: false, state: ended(0) }] }),
    pod({ conditions: [{ type: 'Ready', status: 'True' }] }),
    pod(
      { containerStatuses: [RUNNING, { name: 'once', ready: false, restartCount: 0, state: ended(0) }] },
      { spec: { restartPolicy: 'OnFailure' } },
    ),
  ];
  expect(well.map((each) => isCandidate(each, NOW, 0))).toEqual(well.map(() => false));
});

test('whatever is not well is one', () => {
  const sick = [
    {},
    pod({ phase: 'Pending', containerStatuses: [] }),
    pod({ phase: 'Failed', reason: 'Evicted', containerStatuses: [] }),
    pod({ containerStatuses: [{ ...RUNNING, ready: false }] }),
    pod({ containerStatuses: [{ ...RUNNING, restartCount: 1 }] }),
    pod({ containerStatuses: [{ ...RUNNING, lastState: ended(137) }] }),
    pod({
      containerStatuses: [{ name: 'app', ready: false, state: { waiting: { reason: 'ErrImagePull' } } }],
    }),
    pod({ containerStatuses: [{ name: 'app', ready: false, state: ended(0) }] }),
    pod({ initContainerStatuses: [{ name: 'init', ready: false, restartCount: 3, state: ended(1) }] }),
    pod({ initContainerStatuses: [{ name: 'init', ready: false, restartCount: 0, state: { running: {} } }] }),
    pod({}, { metadata: { deletionTimestamp: '2026-01-01T11:00:00Z' } }),
    pod({ conditions: [{ type: 'Ready', status: 'False' }] }),
    pod({ conditions: [{ type: 'DisruptionTarget', status: 'True' }] }),
    pod({
      phase: 'Succeeded',
      containerStatuses: [{ name: 'app', state: ended(0, undefined, 'OOMKilled') }],
    }),
    pod({ phase: 'Unknown' }),
  ];
  expect(sick.map((each) => isCandidate(each, NOW, 0))).toEqual(sick.map(() => true));
});

test('what ended too long ago is none, unless something is broken now', () => {
  const restarted = pod({ containerStatuses: [{ ...RUNNING, restartCount: 1, lastState: ended(1) }] });
  expect(isCandidate(restarted, NOW, 3600)).toBe(true);
  expect(isCandidate(restarted, NOW, 600)).toBe(false);
  expect(isCandidate(restarted, NOW)).toBe(true);
  const failed = pod({
    phase: 'Failed',
    containerStatuses: [{ name: 'app', ready: false, state: ended(1) }],
  });
  expect(isCandidate(failed, NOW, 600)).toBe(false);
  const crashing = pod({ containerStatuses: [{ name: 'app', state: { waiting: {} }, lastState: ended(1) }] });
  expect(isCandidate(crashing, NOW, 600)).toBe(true);
});

test('an end without a time is never too old', () => {
  const unknown = pod({ containerStatuses: [{ ...RUNNING, lastState: { terminated: { exitCode: 255 } } }] });
  expect(isCandidate(unknown, NOW, 60)).toBe(true);
});

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('metadata', 'spec', 'status'), fc.jsonValue()), (value) => {
      expect(typeof isCandidate(value as JsonObject, NOW, 60)).toBe('boolean');
    }),
  );
});

test.each([
  ['PodResizePending', 'Infeasible', true],
  ['PodResizePending', 'Deferred', true],
  ['PodResizeInProgress', 'Error', true],
  ['PodResizeInProgress', undefined, false],
])('a serving pod with %s %s is one: %s', (type, reason, expected) => {
  const resize = { type, status: 'True', ...(reason && { reason }) };
  const status = { conditions: [resize, { type: 'Ready', status: 'True' }] };
  expect(isCandidate(pod(status), NOW, 0)).toBe(expected);
});

test('a container that serves with a device that is not well is one', () => {
  const given = (health: string): JsonObject => ({
    ...RUNNING,
    allocatedResourcesStatus: [
      {
        name: 'example.com/card',
        resources: [
          { resourceID: 'c0', health: 'Healthy' },
          { resourceID: 'c1', health },
        ],
      },
    ],
  });
  const judged = ['Unhealthy', 'Healthy', 'Unknown'].map((health) =>
    isCandidate(pod({ containerStatuses: [given(health)] }), NOW, 0),
  );
  expect(judged).toEqual([true, false, false]);
});
