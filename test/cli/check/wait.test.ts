import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { deployment, stamp } from '../../rollout/stage.js';
import { log } from '../../support/pods.js';
import {
  containerAt,
  play,
  podThatWaits,
  podWith,
  replicaSet,
  type Lives,
  type Scene,
  type Script,
} from './scripted.js';

const RS = [replicaSet('web-1', '1')];

/** A Deployment of one replica whose container lives so. */
function living(lives: Lives, lines: readonly string[] = []): Script {
  return (second) => {
    const container = containerAt(second, lives);
    return {
      workload: deployment(container['ready'] === true),
      revisions: RS,
      pods: [podWith(container)],
      logs: [log(lines)],
    };
  };
}

/** A Deployment whose pod waits for that reason until it runs, if it ever does. */
function waitsFor(reason: string, message: string, until = Infinity): Script {
  return (second) => {
    if (second < until)
      return { workload: deployment(false), revisions: RS, pods: [podThatWaits(reason, message)] };
    const container = {
      name: 'app',
      image: 'shop/web:1',
      ready: true,
      restartCount: 0,
      state: { running: { startedAt: stamp(until) } },
    };
    return { workload: deployment(true), revisions: RS, pods: [podWith(container)] };
  };
}

const NO_IMAGE = waitsFor(
  'ErrImagePull',
  'failed to pull and unpack image "shop/web:2": failed to resolve reference "shop/web:2": shop/web:2: not found',
);
const NO_CONFIG = waitsFor('CreateContainerConfigError', 'configmap "settings" not found');
const EXEC_MISSING =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/servr": stat /app/servr: no such file or directory';
const NO_REGISTRY = 'failed to pull image: dial tcp 10.0.0.1:5000: connect: connection refused';
const NEVER_READY = living({ lives: [], isReady: false });

test('a good rollout passes when its pods have been ready for --settle, and says each change in a line', async () => {
  const { check, told } = await play(waitsFor('ContainerCreating', '', 7));
  expect(check).toMatchObject({ verdict: 'passed', waitedSeconds: 37, settledSeconds: 30 });
  expect(told).toEqual([
    '    0s  Deployment/web: 0 of 1 new replicas are available',
    '    7s  Deployment/web: all pods are ready, settling for 30s',
    '   37s  Deployment/web: it is through and settled',
  ]);
});

test.each([
  ['5s', 5, 12],
  ['no time at all', 0, 7],
  ['2m', 120, 127],
])('--settle %s is kept to', async (_, settleSeconds, seconds) => {
  expect(await play(waitsFor('ContainerCreating', '', 7), { settleSeconds })).toMatchObject({
    check: { verdict: 'passed' },
    seconds,
  });
});

test('a --timeout shorter than --settle is allowed, and then nothing is decided', async () => {
  const { check, seconds } = await play(waitsFor('ContainerCreating', '', 2), { timeoutSeconds: 10 });
  expect(seconds).toBe(10);
  expect(check).toMatchObject({
    verdict: 'timed-out',
    why: 'Deployment/web rev 1: all pods are ready, for 8s of 30s',
    endedBy: '--timeout',
  });
});

test('a generation that the controller has not seen is waited for, however well the old one does', async () => {
  const script: Script = (second) => {
    const scene = living({ lives: [] })(second);
    return second < 20 ? { ...scene, workload: deployment(true, { metadata: { generation: 2 } }) } : scene;
  };
  expect(await play(script)).toMatchObject({ check: { verdict: 'passed' }, seconds: 30 });
  expect((await play(script)).told[0]).toBe(
    '    0s  Deployment/web: its controller has not seen generation 2 yet',
  );
});

test('a container that died after 40s must then live 50s, and passes when it does', async () => {
  expect(await play(living({ lives: [25] }))).toMatchObject({
    check: { verdict: 'passed' },
    seconds: 60,
  });
});

test.each([
  ['the first death after check began', 0],
  ['one restart already seen', 45],
])('one that dies every 40s fails at its second death: %s', async (_, skipped) => {
  const script = living({ lives: Array<number>(9).fill(40) });
  const { check, seconds } = await play((second) => script(second + skipped), { settleSeconds: 41 });
  expect(check).toMatchObject({ verdict: 'failed', why: expect.stringContaining('it died 2 times') });
  expect(seconds).toBe(80 - skipped);
});

test('one that dies every 40s does not pass between two deaths, also where its deaths are let pass', async () => {
  const script = living({ lives: Array<number>(9).fill(40) });
  const options = { toleratedDeaths: 100, maxRestarts: 100, timeoutSeconds: 200 };
  expect((await play((second) => script(second + 45), options)).check.verdict).not.toBe('passed');
});

test('--max-restarts 2 lets two deaths of one cause pass, not the third', async () => {
  const script = living({ lives: [5, 5, 5, 5] }, ['panic: no database']);
  expect(await play(script, { toleratedDeaths: 2, maxRestarts: 2 })).toMatchObject({
    check: { verdict: 'failed', endedBy: 'rule go-panic' },
    seconds: 25,
  });
});

test('--max-restarts 2 lets no third restart pass, also where each death has a cause of its own', async () => {
  const ends = [{ exitCode: 137, reason: 'OOMKilled' }, { exitCode: 126 }, {}];
  expect(
    await play(living({ lives: [5, 5, 5], ends }), { toleratedDeaths: 2, maxRestarts: 2 }),
  ).toMatchObject({
    check: { verdict: 'failed', endedBy: '--max-restarts' },
    seconds: 45,
  });
});

test('what only a change heals ends it at once', async () => {
  const { check, seconds, told } = await play(NO_IMAGE);
  expect(check).toMatchObject({ verdict: 'failed', endedBy: 'rule image-not-found' });
  expect(check.why).toMatch(/^Deployment\/web rev 1: The image does not exist .*; only a change helps$/);
  expect(seconds).toBe(0);
  expect(told).toHaveLength(1);
});

test('what someone has to make is given ten seconds', async () => {
  const { check, seconds } = await play(NO_CONFIG);
  expect(check.why).toMatch(/it has stood unchanged for 10s, until someone acts$/);
  expect(seconds).toBe(10);
});

test('what is made after five seconds is waited for until the kubelet notices', async () => {
  const script: Script = (second) => ({
    ...waitsFor('CreateContainerConfigError', 'configmap "settings" not found', 16)(second),
    references: [{ kind: 'ConfigMap', name: 'settings', exists: second >= 5 }],
  });
  expect(await play(script)).toMatchObject({ check: { verdict: 'passed' }, seconds: 46 });
});

test('what was made in the last moment is seen, for it is looked at once more before it fails', async () => {
  const script: Script = (second) => ({
    ...waitsFor('CreateContainerConfigError', 'configmap "settings" not found', 18)(second),
    // Nothing tells of a ConfigMap that is made: only another look shows it.
    references: [{ kind: 'ConfigMap', name: 'settings', exists: second >= 10 }],
  });
  expect(await play(script)).toMatchObject({ check: { verdict: 'passed' }, seconds: 48 });
});

test.each([
  ['60s', 60],
  ['15s', 15],
])('what may heal by itself is given the grace of %s', async (_, graceSeconds) => {
  const { check, seconds } = await play(waitsFor('ImagePullBackOff', NO_REGISTRY), { graceSeconds });
  expect(check).toMatchObject({ verdict: 'failed', endedBy: 'rule image-registry-unreachable' });
  expect(seconds).toBe(graceSeconds);
});

test('what heals by itself within the grace passes', async () => {
  expect(await play(waitsFor('ImagePullBackOff', NO_REGISTRY, 40))).toMatchObject({
    check: { verdict: 'passed' },
    seconds: 70,
  });
});

test('the second death with the same cause ends it', async () => {
  const { check, seconds } = await play(living({ lives: [2, 3, 3] }, ['panic: no database']));
  expect(check).toMatchObject({ verdict: 'failed', endedBy: 'rule go-panic' });
  expect(seconds).toBe(5);
});

test('two deaths of different causes do not', async () => {
  const ends = [{ exitCode: 137, reason: 'OOMKilled' }];
  expect(await play(living({ lives: [2, 3], ends }, ['panic: no database']))).toMatchObject({
    check: { verdict: 'passed' },
    seconds: 45,
  });
});

test('two replicas that die once each have shown the same death twice', async () => {
  const script: Script = (second) => {
    const container = containerAt(second, { lives: [4], ends: [{ exitCode: 3 }] });
    const other = podWith(container, { metadata: { name: 'web-1-b', uid: 'b' } });
    const workload = deployment(false, { spec: { replicas: 2 } });
    return { workload, revisions: RS, pods: [podWith(container), other], logs: [log(['panic: twice'])] };
  };
  expect(await play(script)).toMatchObject({ check: { verdict: 'failed' }, seconds: 4 });
});

const JOB = { kind: 'Job', metadata: { name: 'load', namespace: 'shop', uid: 'j' }, spec: {} };

/** A Job whose container dies so often and then, from that second on, has done its work or given up. */
function job(lives: readonly number[], endsAt: number, type: 'Complete' | 'Failed'): Script {
  return (second) => {
    const conditions = [{ type, status: 'True', reason: 'BackoffLimitExceeded', message: 'given up' }];
    const status = second < endsAt ? { active: 1 } : { conditions };
    return {
      workload: { ...JOB, status },
      pods: [podWith(containerAt(second, { lives }))],
      logs: [log(['panic: no database'])],
    };
  };
}

test('a Job may die as often as it likes as long as it goes on', async () => {
  expect(await play(job([2, 2, 2], 70, 'Complete'))).toMatchObject({
    check: { verdict: 'passed', why: 'Job/load: it is complete' },
    seconds: 70,
  });
  expect(await play(job([2, 2, 2, 2], 70, 'Failed'))).toMatchObject({
    check: { verdict: 'failed', endedBy: 'condition Failed: BackoffLimitExceeded' },
    seconds: 70,
  });
});

test('a Job ends at once by what only a change heals', async () => {
  const script: Script = () => ({
    workload: { ...JOB, status: { active: 1 } },
    pods: NO_IMAGE(0).pods ?? [],
  });
  expect(await play(script)).toMatchObject({
    check: { verdict: 'failed', endedBy: 'rule image-not-found' },
    seconds: 0,
  });
});

test('a Job waits for what someone has to make until its own time is over', async () => {
  const script: Script = () => ({
    workload: { ...JOB, status: { active: 1 } },
    pods: NO_CONFIG(0).pods ?? [],
  });
  expect(await play(script, { timeoutSeconds: 100 })).toMatchObject({
    check: { verdict: 'failed', endedBy: '--timeout' },
    seconds: 100,
  });
});

test('--fail-fast=false waits for the time-out', async () => {
  expect(await play(NO_IMAGE, { failFast: false, timeoutSeconds: 90 })).toMatchObject({
    check: { verdict: 'failed', endedBy: expect.stringMatching(/image-not-found|--timeout/) },
    seconds: 90,
  });
});

test('never ready decides nothing: every 30s it says that it still waits, until time runs out', async () => {
  const { check, told } = await play(NEVER_READY, { timeoutSeconds: 100 });
  expect(check).toEqual({
    verdict: 'timed-out',
    why: 'Deployment/web rev 1: 0 of 1 new replicas are available',
    endedBy: '--timeout',
    waitedSeconds: 100,
    settledSeconds: 0,
  });
  const line = 'still waiting for Deployment/web: 0 of 1 new replicas are available';
  expect(told.slice(1)).toEqual([`   30s  ${line}`, `    1m  ${line}`, ` 1m30s  ${line}`]);
});

test('a finding that stands when time runs out fails it, though it might have healed', async () => {
  const script = waitsFor('ImagePullBackOff', NO_REGISTRY);
  expect(await play(script, { timeoutSeconds: 20 })).toMatchObject({
    check: {
      verdict: 'failed',
      endedBy: '--timeout',
      why: expect.stringMatching(/when time runs out \(20s\)$/),
    },
    seconds: 20,
  });
});

test('Ctrl-C ends it at once with what is known by then', async () => {
  const { check, seconds, troubles } = await play(waitsFor('ImagePullBackOff', NO_REGISTRY), {
    interruptedAt: 7,
  });
  expect(check).toMatchObject({ verdict: 'undetermined', why: 'interrupted before it was decided' });
  expect(seconds).toBe(7);
  expect(troubles[0]?.failures[0]?.diagnosis.cause).toBe('image-registry-unreachable');
});

test('a lost connection is told of and waited through', async () => {
  const script: Script = (second) => ({
    ...waitsFor('ContainerCreating', '', 30)(second),
    ...(second >= 5 && second < 25 ? { news: 'the connection is lost (cut); trying again' } : {}),
    ...(second >= 25 ? { news: 'the connection is back' } : {}),
  });
  const { check, told } = await play(script);
  expect(check.verdict).toBe('passed');
  expect(told.filter((line) => line.includes('connection'))).toEqual([
    '    5s  the connection is lost (cut); trying again',
    '   25s  the connection is back',
  ]);
});

test.each([
  ['comes back', 60, { verdict: 'passed' }, 60],
  ['never comes back', Infinity, { verdict: 'undetermined', endedBy: '--timeout' }, 300],
])('nothing passes unseen: a connection that is lost while it settles and %s', async (_, back, check, at) => {
  const played = await play((second) => ({
    ...waitsFor('ContainerCreating', '', 7)(second),
    ...(second >= 10 && second < back ? { lost: 'cut' } : {}),
  }));
  expect(played.check).toMatchObject(check);
  expect(played.seconds).toBe(at);
});

test.each([
  ['answers again', 60, { verdict: 'passed' }, 60],
  ['never answers again', Infinity, { verdict: 'undetermined', endedBy: '--timeout' }, 300],
])(
  'nothing passes that cannot be read once more: no watch ends, and the server %s',
  async (_, back, check, at) => {
    const played = await play((second) => ({
      ...waitsFor('ContainerCreating', '', 7)(second),
      ...(second >= 10 && second < back ? { unread: 'no answer came' } : {}),
    }));
    expect(played.check).toMatchObject(check);
    expect(Math.abs(played.seconds - at)).toBeLessThanOrEqual(5);
  },
);

test('a rollout that is out of sight when the time runs out is not told as one that took too long', async () => {
  const { check } = await play(
    (second) => ({
      ...waitsFor('ContainerCreating', '')(second),
      ...(second >= 10 ? { lost: 'cut' } : {}),
    }),
    { timeoutSeconds: 20 },
  );
  expect(check.verdict).toBe('undetermined');
  expect(check.why).toMatch(
    /^the connection is lost \(cut\), so that nobody saw how it went on \(Deployment\/web/,
  );
});

test('a node that falls silent is no word on the rollout, and is said', async () => {
  const script: Script = (second) => ({
    ...waitsFor('ContainerCreating', '')(second),
    node: {
      metadata: { name: 'node-1' },
      status: {
        conditions: [
          second < 25
            ? { type: 'Ready', status: 'True', reason: 'KubeletReady' }
            : {
                type: 'Ready',
                status: 'Unknown',
                reason: 'NodeStatusUnknown',
                message: 'Kubelet stopped posting node status.',
                lastTransitionTime: stamp(25),
              },
        ],
      },
    },
  });
  const { check, told } = await play(script, { timeoutSeconds: 75 });
  expect(check).toMatchObject({
    verdict: 'undetermined',
    endedBy: '--timeout',
    why: expect.stringContaining('node-1'),
    waitedSeconds: 75,
  });
  // Nothing tells of the node: it is seen when the pods are next read anew.
  expect(told.find((line) => line.includes('node-1'))).toMatch(/^ +30s {2}Deployment\/web: /);
});

const NEWER = deployment(false, {
  spec: { template: { spec: { containers: [{ name: 'app', image: 'shop/web:2' }] } } },
  metadata: { generation: 2, annotations: { 'deployment.kubernetes.io/revision': '2' } },
  status: { observedGeneration: 2 },
});

test.each<[string, Scene, string]>([
  ['is deleted', {}, 'Deployment/web: it was deleted meanwhile'],
  [
    'is deleted and made anew',
    { workload: deployment(true, { metadata: { uid: 'other' } }) },
    'Deployment/web: it was deleted and made anew meanwhile',
  ],
  [
    'is paused',
    { workload: deployment(false, { spec: { paused: true } }), revisions: RS },
    'Deployment/web rev 1: it is paused (spec.paused)',
  ],
  [
    'gets a newer template',
    { workload: NEWER, revisions: [...RS, replicaSet('web-2', '2')] },
    'Deployment/web rev 2: superseded by revision 2',
  ],
  [
    'gets a newer template whose ReplicaSet is not seen yet',
    { workload: NEWER, revisions: RS },
    'Deployment/web rev 2: superseded by revision 2',
  ],
])('what %s meanwhile cannot be told any more', async (_, scene, why) => {
  const script: Script = (second) => (second < 8 ? NEVER_READY(second) : scene);
  expect(await play(script)).toMatchObject({ check: { verdict: 'undetermined', why }, seconds: 8 });
});

/** The old revision's pod ends so while the new one's becomes ready. */
function replaced(end: JsonObject): Script {
  return (second) => {
    const old = podWith(
      {
        name: 'app',
        image: 'shop/web:1',
        ready: false,
        restartCount: 0,
        state: { terminated: { ...end, startedAt: stamp(-600), finishedAt: stamp(3) } },
      },
      {
        metadata: {
          name: 'web-0-a',
          uid: 'old',
          creationTimestamp: stamp(-600),
          ownerReferences: [{ kind: 'ReplicaSet', name: 'web-0', uid: 'web-0', controller: true }],
        },
      },
    );
    const scene = living({ lives: [] })(second);
    return { ...scene, revisions: [replicaSet('web-0', '0'), ...RS], pods: [...(scene.pods ?? []), old] };
  };
}

test('how the old pods end is no matter', async () => {
  const { check, troubles } = await play(replaced({ exitCode: 143, reason: 'Error' }));
  expect(check).toMatchObject({ verdict: 'passed' });
  expect(troubles[0]?.pods).toEqual([]);
  expect((await play(replaced({ exitCode: 1, reason: 'Error' }))).check.verdict).toBe('passed');
});

test('--all-revisions judges the old pods too, and 143 on the way out is benign even so', async () => {
  const broken = replaced({ exitCode: 128, reason: 'StartError', message: EXEC_MISSING });
  expect((await play(broken)).check.verdict).toBe('passed');
  expect((await play(broken, { allRevisions: true })).check).toMatchObject({
    verdict: 'failed',
    endedBy: 'rule exec-not-found-in-image',
  });
  const stopped = replaced({ exitCode: 143, reason: 'Error' });
  expect((await play(stopped, { allRevisions: true })).check.verdict).toBe('passed');
});

test('several workloads: the first that fails ends it, and each is named', async () => {
  const { check, told } = await play([living({ lives: [] }), failing('api')]);
  expect(check.why).toMatch(/^Deployment\/api rev 1: The image does not exist/);
  expect(told[0]).toBe('    0s  Deployment/web: all pods are ready, settling for 30s');
});

test('several workloads: it passes when the last one has settled', async () => {
  const later: Script = (second) => {
    const scene = waitsFor('ContainerCreating', '', 20)(second);
    return { ...scene, workload: renamed(scene.workload ?? {}, 'api') };
  };
  expect(await play([living({ lives: [] }), later])).toMatchObject({
    check: { verdict: 'passed', why: 'all 2 workloads are through' },
    seconds: 50,
  });
});

function renamed(workload: JsonObject, name: string): JsonObject {
  return { ...workload, metadata: { ...(workload['metadata'] as JsonObject), name, uid: name } };
}

function failing(name: string): Script {
  return (second) => {
    const scene = NO_IMAGE(second);
    return { ...scene, workload: renamed(scene.workload ?? {}, name) };
  };
}
