import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/domain/values/json.js';
import { hopeless, type Failure } from '../../src/rollout/fail-fast.js';
import { newestPods } from '../../src/rollout/newest-pods.js';
import { COMPLETE } from '../../src/rollout/observation.js';
import { progressOf } from '../../src/rollout/progress.js';
import { settle, UNSETTLED } from '../../src/rollout/settle.js';
import { ago, NOW } from '../support/pods.js';

function look(workload: JsonObject): string {
  const progress = progressOf({ workload, revisions: [], pods: [], now: NOW });
  return progress.kind === 'complete' ? 'complete' : `${progress.kind}: ${progress.why}`;
}

const meta = { name: 'web', namespace: 'shop', generation: 3 };

test.each<[string, JsonObject, string]>([
  [
    'a Deployment not yet seen',
    { kind: 'Deployment', metadata: meta, spec: {}, status: { observedGeneration: 2 } },
    'progressing: its controller has not seen generation 3 yet',
  ],
  [
    'one whose new replicas are not all there',
    {
      kind: 'Deployment',
      metadata: meta,
      spec: { replicas: 3 },
      status: { observedGeneration: 3, updatedReplicas: 1 },
    },
    'progressing: 1 of 3 new replicas have been created',
  ],
  [
    'one whose old replicas remain',
    {
      kind: 'Deployment',
      metadata: meta,
      spec: { replicas: 1 },
      status: { observedGeneration: 3, updatedReplicas: 1, replicas: 2 },
    },
    'progressing: 1 old replicas are still there',
  ],
  [
    'one that is through',
    {
      kind: 'Deployment',
      metadata: meta,
      spec: { replicas: 1 },
      status: { observedGeneration: 3, updatedReplicas: 1, replicas: 1, availableReplicas: 1 },
    },
    'complete',
  ],
  [
    'one past its deadline',
    {
      kind: 'Deployment',
      metadata: meta,
      spec: {},
      status: {
        observedGeneration: 3,
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            message: 'timed out progressing',
          },
        ],
      },
    },
    'failed: timed out progressing',
  ],
  [
    'a paused one',
    { kind: 'Deployment', metadata: meta, spec: { paused: true }, status: { observedGeneration: 3 } },
    'held: it is paused (spec.paused)',
  ],
  [
    'an OnDelete StatefulSet',
    {
      kind: 'StatefulSet',
      metadata: meta,
      spec: { updateStrategy: { type: 'OnDelete' } },
      status: { observedGeneration: 3 },
    },
    'held: its update strategy is OnDelete: pods change only when someone deletes them',
  ],
  [
    'a StatefulSet with a partition',
    {
      kind: 'StatefulSet',
      metadata: meta,
      spec: { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
      status: { observedGeneration: 3, readyReplicas: 3, updatedReplicas: 1 },
    },
    'complete',
  ],
  [
    'a StatefulSet between revisions',
    {
      kind: 'StatefulSet',
      metadata: meta,
      spec: { replicas: 3 },
      status: {
        observedGeneration: 3,
        readyReplicas: 3,
        updatedReplicas: 1,
        updateRevision: 'b',
        currentRevision: 'a',
      },
    },
    'progressing: 1 of 3 replicas are of the new revision',
  ],
  [
    'a DaemonSet under way',
    {
      kind: 'DaemonSet',
      metadata: meta,
      spec: {},
      status: {
        observedGeneration: 3,
        desiredNumberScheduled: 4,
        updatedNumberScheduled: 4,
        numberAvailable: 1,
      },
    },
    'progressing: 1 of 4 pods are available',
  ],
  [
    'a Job that failed',
    {
      kind: 'Job',
      metadata: meta,
      status: {
        conditions: [
          {
            type: 'Failed',
            status: 'True',
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
          },
        ],
      },
    },
    'failed: Job has reached the specified backoff limit',
  ],
  [
    'a Job that retries',
    { kind: 'Job', metadata: meta, spec: {}, status: { failed: 2 } },
    'progressing: 0 of 1 completions, 2 failed attempts',
  ],
  [
    'a Job that is done',
    { kind: 'Job', metadata: meta, status: { conditions: [{ type: 'Complete', status: 'True' }] } },
    'complete',
  ],
  [
    'a CronJob before its first run',
    { kind: 'CronJob', metadata: meta, status: {} },
    'never-ran: it has never been scheduled yet',
  ],
  [
    'a CronJob whose last run failed',
    { kind: 'CronJob', metadata: meta, status: { lastScheduleTime: ago(60), lastSuccessfulTime: ago(3600) } },
    `failed: its last run, scheduled at ${ago(60)}, did not succeed`,
  ],
])('%s', (_, workload, words) => {
  expect(look(workload)).toBe(words);
});

const widget = (conditions: readonly JsonObject[], status: JsonObject = {}): JsonObject => ({
  kind: 'Widget',
  metadata: meta,
  status: { ...status, conditions },
});
const is = (type: string, status: string, more: JsonObject = {}): JsonObject => ({ type, status, ...more });

test.each<[string, readonly JsonObject[], string]>([
  ['Ready is true', [is('Ready', 'True')], 'complete'],
  [
    'Ready is true though it is Available no more',
    [is('Available', 'False'), is('Ready', 'True')],
    'complete',
  ],
  [
    'Ready is false',
    [is('Ready', 'False', { message: 'waits for a database' })],
    'progressing: waits for a database',
  ],
  ['Ready is unknown', [is('Ready', 'Unknown')], 'progressing: condition Ready is Unknown'],
  ['only Available is there, and true', [is('Available', 'True')], 'complete'],
  [
    'only Available is there, and false',
    [is('Available', 'False')],
    'progressing: condition Available is False',
  ],
  [
    'it serves the old version while it rolls out the new one',
    [is('Available', 'True'), is('Progressing', 'True', { message: 'moving to 2.1' })],
    'progressing: moving to 2.1',
  ],
  ['it serves and is through', [is('Available', 'True'), is('Progressing', 'False')], 'complete'],
  [
    'it says so as a Deployment does',
    [is('Available', 'True'), is('Progressing', 'True', { reason: 'NewReplicaSetAvailable' })],
    'complete',
  ],
  [
    'only Progressing is there, and true',
    [is('Progressing', 'True')],
    'progressing: condition Progressing is True',
  ],
  ['only Progressing is there, and false', [is('Progressing', 'False')], 'complete'],
  [
    'its time is over',
    [is('Progressing', 'False', { reason: 'ProgressDeadlineExceeded', message: 'too slow' })],
    'failed: too slow',
  ],
  [
    'it is stalled',
    [is('Ready', 'False'), is('Stalled', 'True', { reason: 'NoSuchChart' })],
    'failed: NoSuchChart',
  ],
  [
    'its condition is of the generation before',
    [is('Ready', 'True', { observedGeneration: 2 })],
    'progressing: its controller has not seen generation 3 yet',
  ],
  [
    'it has no condition yet',
    [],
    'progressing: its status carries no condition Ready, Available or Progressing yet',
  ],
])('a kind that is none of the platform: %s', (_, conditions, words) => {
  expect(look(widget(conditions))).toBe(words);
});

test('its status may be of the generation before as a whole', () => {
  expect(look(widget([is('Ready', 'True')], { observedGeneration: 2 }))).toBe(
    'progressing: its controller has not seen generation 3 yet',
  );
});

test('where there are no pods, the condition has to hold, from when it says it does', () => {
  const since = (seconds: number): Parameters<typeof settle>[2] => ({
    kind: 'complete',
    isByCondition: true,
    since: NOW - seconds * 1000,
  });
  expect(settle(UNSETTLED, [], since(12), 30, NOW)).toMatchObject({ isSettled: false, neededSeconds: 18 });
  expect(settle(UNSETTLED, [], since(90), 30, NOW)).toMatchObject({ isSettled: true, settledSeconds: 90 });
  const untold = { kind: 'complete', isByCondition: true } as const;
  const first = settle(UNSETTLED, [], untold, 30, NOW);
  expect(first).toMatchObject({ isSettled: false, neededSeconds: 30 });
  expect(settle(first.state, [], untold, 30, NOW + 30_000)).toMatchObject({ isSettled: true });
});

test('a workload of no replicas has nothing to settle', () => {
  expect(settle(UNSETTLED, [], COMPLETE, 30, NOW)).toMatchObject({ isSettled: true, settledSeconds: 0 });
});

function replica(uid: string, status: JsonObject, owner = 'rs-2'): JsonObject {
  return {
    metadata: {
      name: uid,
      uid,
      ownerReferences: [{ kind: 'ReplicaSet', name: owner, uid: owner, controller: true }],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: ago(2) }],
      ...status,
    },
  };
}

test("a Deployment's newest pods are those of the ReplicaSet with the highest revision", () => {
  const set = (name: string, revision: string): JsonObject => ({
    metadata: { name, uid: name, annotations: { 'deployment.kubernetes.io/revision': revision } },
  });
  const found = newestPods({
    workload: { kind: 'Deployment' },
    revisions: [set('rs-2', '10'), set('rs-1', '9')],
    pods: [replica('a', {}), replica('b', {}, 'rs-1')],
    now: NOW,
  });
  expect(
    [found.pods, found.old].map((pods) => pods.map((p) => (p['metadata'] as JsonObject)['name'])),
  ).toEqual([['a'], ['b']]);
  expect(found.revision).toBe('10');
});

test('pods settle when they stay ready long enough without a restart', () => {
  const calm = replica('a', {
    containerStatuses: [{ name: 'app', restartCount: 0, state: { running: { startedAt: ago(5) } } }],
  });
  const first = settle(UNSETTLED, [calm], COMPLETE, 30, NOW);
  const later = settle(first.state, [calm], COMPLETE, 30, NOW + 31_000);
  expect([first.isSettled, later.isSettled]).toEqual([false, true]);
});

test('pods that have long been ready need not settle again', () => {
  const ready = replica('a', {
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: ago(3600) }],
  });
  expect(settle(UNSETTLED, [ready], COMPLETE, 30, NOW)).toMatchObject({
    isSettled: true,
    settledSeconds: 3600,
  });
});

test('until the controller has seen the newest template, every pod is an old one', () => {
  const unseen = { kind: 'Deployment', metadata: { generation: 2 }, status: { observedGeneration: 1 } };
  const found = newestPods({ workload: unseen, revisions: [], pods: [replica('a', {})], now: NOW });
  expect([found.pods.length, found.old.length]).toEqual([0, 1]);
});

test('a restart in between begins the wait anew', () => {
  const at = (restartCount: number): JsonObject =>
    replica('a', { containerStatuses: [{ name: 'app', restartCount, state: { running: {} } }] });
  const first = settle(UNSETTLED, [at(0)], COMPLETE, 30, NOW);
  const second = settle(first.state, [at(1)], COMPLETE, 30, NOW + 31_000);
  expect(second).toMatchObject({ isSettled: false, settledSeconds: 0 });
});

test('a container that died after 40 seconds must outlive 50 before it is believed', () => {
  const life = (startedSecondsAgo: number, now: number): JsonObject =>
    replica('a', {
      containerStatuses: [
        {
          name: 'app',
          restartCount: 1,
          state: { running: { startedAt: new Date(now - startedSecondsAgo * 1000).toISOString() } },
          lastState: { terminated: { exitCode: 1, startedAt: ago(100), finishedAt: ago(60) } },
        },
      ],
    });
  const first = settle(UNSETTLED, [life(2, NOW)], COMPLETE, 30, NOW);
  const at32 = settle(first.state, [life(34, NOW + 32_000)], COMPLETE, 30, NOW + 32_000);
  const at50 = settle(first.state, [life(52, NOW + 50_000)], COMPLETE, 30, NOW + 50_000);
  expect([at32.isSettled, at50.isSettled]).toEqual([false, true]);
});

test.each<[Failure['diagnosis']['heals'], number, number, boolean]>([
  ['never', 0, 1, true],
  ['when-acted', 5, 0, false],
  ['when-acted', 10, 0, true],
  ['by-itself', 30, 0, false],
  ['by-itself', 60, 0, true],
  ['repeats', 300, 1, false],
  ['repeats', 5, 2, true],
])('what heals %s is hopeless after %is and %i deaths: %s', (heals, stands, deaths, expected) => {
  const failure = {
    key: 'k',
    diagnosis: { heals },
    stands: true,
    since: NOW - stands * 1000,
    deaths,
    ofJob: false,
    isActedOn: false,
  } as Failure;
  expect(hopeless(failure, { graceSeconds: 60, toleratedDeaths: 1 }, NOW) !== undefined).toBe(expected);
});

test("a Job's own retries are its business", () => {
  const failure = {
    key: 'k',
    diagnosis: { heals: 'repeats' },
    stands: true,
    since: NOW,
    deaths: 4,
    ofJob: true,
  } as Failure;
  expect(hopeless(failure, { graceSeconds: 60, toleratedDeaths: 1 }, NOW)).toBeUndefined();
});
