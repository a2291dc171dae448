import { inSentence } from '../../src/domain/values/in-sentence.js';
import { expect, test } from '@jest/globals';
import type { Diagnosis } from '../../src/domain/report/report.js';
import { conclude } from '../../src/rollout/conclude.js';
import type { Standing } from '../../src/rollout/standing.js';
import { deployment, failure, play, stamp, type Scene } from './stage.js';

/** The same scene every five seconds. */
function every5s(until: number, scene: (at: number) => Omit<Scene, 'at'>): readonly Scene[] {
  return Array.from({ length: until / 5 + 1 }, (_, index) => ({ at: index * 5, ...scene(index * 5) }));
}

test('a good rollout passes once its pods have been ready for long enough', () => {
  const scenes = every5s(60, (at) =>
    at < 10 ? { workload: deployment(false) } : { workload: deployment(true), readyAt: 10 },
  );
  expect(play(scenes)).toMatchObject({ at: 40, conclusion: { verdict: 'passed' } });
});

test('one that dies every 40 seconds does not pass between two deaths', () => {
  const container = (at: number): { restartCount: number; startedAt: number } => ({
    restartCount: Math.floor(at / 45),
    startedAt: Math.floor(at / 45) * 45,
  });
  const scenes = every5s(130, (at) => {
    const { restartCount, startedAt } = container(at);
    const last =
      restartCount === 0
        ? {}
        : {
            lastState: {
              terminated: { exitCode: 1, startedAt: stamp(startedAt - 45), finishedAt: stamp(startedAt - 5) },
            },
          };
    const deaths = failure('repeats', { deaths: restartCount, stands: false });
    return {
      workload: deployment(true),
      readyAt: startedAt,
      containers: [
        {
          name: 'app',
          ready: true,
          restartCount,
          state: { running: { startedAt: stamp(startedAt) } },
          ...last,
        },
      ],
      failures: restartCount === 0 ? [] : [deaths],
    };
  });
  expect(play(scenes, { settleSeconds: 45 })).toMatchObject({
    at: 90,
    conclusion: { verdict: 'failed', endedBy: 'rule rule' },
  });
});

test.each<[string, Parameters<typeof failure>[0], number]>([
  ['what only a change heals ends it at once', 'never', 0],
  ['what someone has to make is given ten seconds', 'when-acted', 10],
  ['what may heal by itself is given the grace', 'by-itself', 60],
])('%s', (_, heals, at) => {
  const scenes = every5s(100, () => ({ workload: deployment(false), failures: [failure(heals)] }));
  expect(play(scenes)).toMatchObject({
    at,
    conclusion: { verdict: 'failed', endedBy: 'rule rule', why: expect.stringContaining('it broke') },
  });
});

test('a failure that goes away in between begins anew', () => {
  const scenes = every5s(20, (at) => ({
    workload: deployment(false),
    failures: at === 5 ? [] : [failure('when-acted')],
  }));
  expect(play(scenes)).toMatchObject({ at: 20, conclusion: { verdict: 'failed' } });
});

test('what was made meanwhile is given the time to be noticed', () => {
  const scenes = every5s(70, (at) => ({
    workload: deployment(false),
    failures: [failure('when-acted', { isActedOn: at >= 5 })],
  }));
  expect(play(scenes)).toMatchObject({ at: 60, conclusion: { verdict: 'failed' } });
});

test('the second death for the same cause ends it, the first does not', () => {
  const died = (deaths: number): Omit<Scene, 'at'> => ({
    workload: deployment(false),
    failures: [failure('repeats', { deaths })],
  });
  expect(play([{ at: 0, ...died(1) }]).conclusion).toBeUndefined();
  expect(
    play([
      { at: 0, ...died(1) },
      { at: 3, ...died(2) },
    ]),
  ).toMatchObject({ at: 3, conclusion: { verdict: 'failed' } });
});

test('of deaths whose cause is not known none is said to be the same', () => {
  const died = (deaths: number, at: number, cause: 'unknown' | 'app-config'): Scene => ({
    at,
    workload: deployment(false),
    failures: [failure('repeats', { deaths, diagnosis: { cause } as Diagnosis })],
  });
  const said = (cause: 'unknown' | 'app-config'): string =>
    JSON.stringify(play([died(1, 0, cause), died(2, 3, cause)]).conclusion);
  expect(said('app-config')).toContain('it died 2 times for the same cause');
  expect(said('unknown')).toContain('it died 2 times');
  expect(said('unknown')).not.toContain('same cause');
});

test('--max-restarts lets so many deaths pass, and no more restarts of whatever cause', () => {
  const died = (deaths: number): Scene => ({
    at: deaths,
    workload: deployment(false),
    failures: [failure('repeats', { deaths })],
    containers: [{ name: 'app', restartCount: deaths }],
  });
  expect(play([died(1), died(2), died(3)], { toleratedDeaths: 2, maxRestarts: 2 })).toMatchObject({
    at: 3,
    conclusion: { endedBy: '--max-restarts' },
  });
});

test('--fail-fast=false fails only when time runs out', () => {
  const scenes = every5s(30, () => ({ workload: deployment(false), failures: [failure('never')] }));
  expect(play(scenes, { failFast: false }, 30)).toMatchObject({ at: 30, conclusion: { verdict: 'failed' } });
});

test('a finding that stands when time runs out is a failure, though there was no time to be sure', () => {
  const scenes = every5s(20, () => ({ workload: deployment(false), failures: [failure('by-itself')] }));
  expect(play(scenes, {}, 20)).toMatchObject({
    at: 20,
    conclusion: { verdict: 'failed', endedBy: '--timeout' },
  });
});

test.each<[string, 'timed-out' | 'undetermined']>([
  ['readiness-failing', 'timed-out'],
  ['still-starting', 'timed-out'],
  ['node-lost', 'undetermined'],
])('%s alone decides nothing', (cause, verdict) => {
  const scenes = every5s(100, () => ({
    workload: deployment(false),
    failures: [failure('by-itself', { diagnosis: { cause } as never })],
  }));
  expect(play(scenes, {}, 100)).toMatchObject({ at: 100, conclusion: { verdict } });
});

test('a Deployment past its own deadline has failed', () => {
  const late = {
    conditions: [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: 'timed out progressing',
      },
    ],
  };
  expect(play([{ at: 0, workload: deployment(false, { status: late }) }])).toMatchObject({
    conclusion: { verdict: 'failed', endedBy: 'condition Progressing: ProgressDeadlineExceeded' },
  });
});

test('a Deployment past its deadline says what was found as well', () => {
  const conditions = [
    {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'ReplicaSet "web-1" has timed out progressing.',
    },
  ];
  const workload = deployment(false, { status: { conditions } });
  const why = (cause: string): string | undefined =>
    play([{ at: 0, workload, failures: [failure('by-itself', { diagnosis: { cause } as never })] }])
      .conclusion?.why;
  expect(why('app-config')).toBe('Deployment/web: ReplicaSet "web-1" has timed out progressing; it broke');
  expect(why('unknown')).toBe('Deployment/web: ReplicaSet "web-1" has timed out progressing.');
});

test('a newer template meanwhile supersedes it', () => {
  const newer = deployment(false, {
    spec: { template: { spec: { containers: [{ name: 'app', image: 'web:2' }] } } },
    metadata: { generation: 2, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    status: { observedGeneration: 2 },
  });
  expect(
    play([
      { at: 0, workload: deployment(false) },
      { at: 5, workload: newer },
    ]).conclusion,
  ).toEqual({ verdict: 'undetermined', why: 'Deployment/web: superseded by generation 2' });
});

test('another number of replicas is no newer template', () => {
  const scaled = deployment(true, {
    spec: { replicas: 1, minReadySeconds: 3 },
    metadata: { generation: 2 },
    status: { observedGeneration: 2 },
  });
  expect(
    play([
      { at: 0, workload: deployment(false) },
      { at: 5, workload: scaled, readyAt: 0 },
    ]).conclusion,
  ).toBeUndefined();
});

test.each<[string, Scene, string]>([
  ['deleted', { at: 5 }, 'Deployment/web: it was deleted meanwhile'],
  [
    'made anew',
    { at: 5, workload: deployment(true, { metadata: { uid: 'other' } }) },
    'Deployment/web: it was deleted and made anew meanwhile',
  ],
  [
    'paused',
    { at: 5, workload: deployment(false, { spec: { paused: true } }) },
    'Deployment/web: it is paused (spec.paused)',
  ],
])('a workload that is %s cannot be told', (_, scene, why) => {
  expect(play([{ at: 0, workload: deployment(false) }, scene]).conclusion).toEqual({
    verdict: 'undetermined',
    why,
  });
});

test('what is allowed or known lets the check pass once nothing else would change', () => {
  const scenes = every5s(100, () => ({ workload: deployment(false), failures: [failure('never')] }));
  expect(
    play(scenes, { tolerance: { failOn: [], allow: ['app-config'], known: new Set() } }).conclusion?.verdict,
  ).toBe('passed');
  expect(
    play(scenes, { tolerance: { failOn: [], allow: [], known: new Set(['k']) } }).conclusion?.verdict,
  ).toBe('passed');
});

test.each([
  [{ kind: 'severity', atLeast: 'critical' }, 'passed'],
  [{ kind: 'severity', atLeast: 'high' }, 'failed'],
  [{ kind: 'confidence', atLeast: 'certain' }, 'passed'],
  [{ kind: 'confidence', atLeast: 'likely' }, 'failed'],
  [{ kind: 'cause', cause: 'oom-limit' }, 'passed'],
  [{ kind: 'cause', cause: 'app-config' }, 'failed'],
] as const)('with --fail-on %j a likely, high app-config has %s', (threshold, verdict) => {
  const scenes = every5s(10, () => ({ workload: deployment(false), failures: [failure('never')] }));
  expect(
    play(scenes, { tolerance: { failOn: [threshold], allow: [], known: new Set() } }).conclusion?.verdict,
  ).toBe(verdict);
});

test('of several workloads a failure goes first, then what cannot be told, then what never ran', () => {
  const standing = (kind: Standing['kind']): Standing => ({
    name: kind,
    kind,
    why: 'so',
    settledSeconds: 0,
    against: [],
  });
  const verdict = (...kinds: readonly Standing['kind'][]): string | undefined =>
    conclude(kinds.map(standing), { isOver: false, timeoutSeconds: 300 })?.verdict;
  expect(verdict('done', 'waiting')).toBeUndefined();
  expect(verdict('done', 'done')).toBe('passed');
  expect(verdict('held', 'failed')).toBe('failed');
  expect(verdict('waiting', 'superseded')).toBe('undetermined');
  expect(verdict('never-ran', 'waiting')).toBeUndefined();
  expect(verdict('never-ran', 'done')).toBe('timed-out');
});

test('a headline goes on in the sentence about the rollout', () => {
  expect(inSentence('The configmap "settings" does not exist')).toBe(
    'the configmap "settings" does not exist',
  );
  expect(inSentence('PostgreSQL has no password')).toBe('PostgreSQL has no password');
});
