import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { ago, deployed, owned, READY } from './objects.js';
import { runIn, type Cluster, type Ran } from './run-in.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'check-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PLACES: Readonly<Record<string, string>> = {
  Pod: '/api/v1/namespaces/shop/pods',
  StatefulSet: '/apis/apps/v1/namespaces/shop/statefulsets',
  DaemonSet: '/apis/apps/v1/namespaces/shop/daemonsets',
  ReplicaSet: '/apis/apps/v1/namespaces/shop/replicasets',
  Job: '/apis/batch/v1/namespaces/shop/jobs',
  CronJob: '/apis/batch/v1/namespaces/shop/cronjobs',
};

function object(kind: string, spec: JsonObject, status: JsonObject): JsonObject {
  const metadata = { namespace: 'shop', name: 'web', uid: 'web', resourceVersion: '1', generation: 1 };
  return { kind, metadata, spec, status: { observedGeneration: 1, ...status } };
}

const SELECTOR = { selector: { matchLabels: { app: 'web' } } };
const RUNNING = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: ago(120) }],
  containerStatuses: [
    { name: 'app', ready: true, restartCount: 0, state: { running: { startedAt: ago(130) } } },
  ],
};
const failed = (exitCode: number): JsonObject => ({
  phase: 'Failed',
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 0,
      state: { terminated: { exitCode, reason: 'Error', startedAt: ago(50), finishedAt: ago(40) } },
    },
  ],
});

/** The pod that such a workload has made. */
function podOf(kind: string, status: JsonObject): JsonObject {
  const spec = { containers: [{ name: 'app', image: 'shop/web:1' }], restartPolicy: 'Never' };
  const pod = owned('web-0', kind, 'web', { kind: 'Pod', spec, status });
  return { ...pod, metadata: { ...(pod['metadata'] as JsonObject), labels: { app: 'web' } } };
}

async function check(kind: string, workload: JsonObject, more: Cluster = {}): Promise<Ran> {
  const cluster = { [PLACES[kind] ?? '']: [workload], ...more };
  return runIn(folder, ['check', `${kind.toLowerCase()}/web`, '-n', 'shop', '--timeout', '2s'], { cluster });
}

const NEXT = { metadata: { ...(podOf('Job', {})['metadata'] as JsonObject), name: 'web-1', uid: 'web-1' } };
const on = (kind: string, status: JsonObject): Cluster => ({ [PLACES['Pod'] ?? '']: [podOf(kind, status)] });

test.each<[string, string, JsonObject, JsonObject, Cluster, string, number]>([
  [
    'a StatefulSet that is through',
    'StatefulSet',
    { ...SELECTOR, replicas: 1 },
    { readyReplicas: 1, updatedReplicas: 1 },
    on('StatefulSet', RUNNING),
    'it is through and settled',
    0,
  ],
  [
    'one whose partition keeps the old revision on purpose',
    'StatefulSet',
    { ...SELECTOR, replicas: 1, updateStrategy: { rollingUpdate: { partition: 1 } } },
    { readyReplicas: 1, updatedReplicas: 0, updateRevision: 'web-2', currentRevision: 'web-1' },
    on('StatefulSet', RUNNING),
    'it is through and settled',
    0,
  ],
  [
    'one that changes only by hand',
    'StatefulSet',
    { ...SELECTOR, updateStrategy: { type: 'OnDelete' } },
    {},
    {},
    'its update strategy is OnDelete',
    3,
  ],
  [
    'a DaemonSet that is through',
    'DaemonSet',
    SELECTOR,
    { desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 },
    on('DaemonSet', RUNNING),
    'it is through and settled',
    0,
  ],
  [
    'a DaemonSet that changes only by hand',
    'DaemonSet',
    { ...SELECTOR, updateStrategy: { type: 'OnDelete' } },
    {},
    {},
    'its update strategy is OnDelete',
    3,
  ],
  [
    'a ReplicaSet of its own',
    'ReplicaSet',
    { ...SELECTOR, replicas: 1 },
    { availableReplicas: 1 },
    on('ReplicaSet', RUNNING),
    'it is through and settled',
    0,
  ],
  [
    'a workload of no replicas',
    'ReplicaSet',
    { ...SELECTOR, replicas: 0 },
    {},
    {},
    'it is through and settled',
    0,
  ],
  [
    'a Job that is complete',
    'Job',
    SELECTOR,
    { conditions: [{ type: 'Complete', status: 'True' }] },
    {},
    'it is complete',
    0,
  ],
  [
    'a Job that failed by its podFailurePolicy',
    'Job',
    SELECTOR,
    {
      conditions: [
        {
          type: 'Failed',
          status: 'True',
          reason: 'PodFailurePolicy',
          message:
            'Container app for pod shop/web-0 failed with exit code 42 matching FailJob rule at index 0',
        },
      ],
    },
    on('Job', failed(42)),
    'matching FailJob rule at index 0',
    1,
  ],
  [
    'a Job whose next attempt runs when time is over',
    'Job',
    { ...SELECTOR, completions: 3 },
    { succeeded: 1, failed: 2 },
    { [PLACES['Pod'] ?? '']: [podOf('Job', failed(1)), { ...podOf('Job', RUNNING), ...NEXT }] },
    '1 of 3 completions, 2 failed attempts',
    4,
  ],
  [
    'a Job whose attempt has failed when time is over',
    'Job',
    SELECTOR,
    { failed: 1 },
    on('Job', failed(3)),
    'it stands when time runs out (2s)',
    1,
  ],
  ['a suspended Job', 'Job', { ...SELECTOR, suspend: true }, {}, {}, 'it is suspended (spec.suspend)', 3],
  [
    'a Job that may run no pod',
    'Job',
    { ...SELECTOR, parallelism: 0 },
    {},
    {},
    'it may run no pod (spec.parallelism is 0)',
    3,
  ],
  ['a suspended CronJob', 'CronJob', { suspend: true }, {}, {}, 'it is suspended (spec.suspend)', 3],
  ['a CronJob that never ran', 'CronJob', {}, {}, {}, 'it has never been scheduled yet', 4],
  [
    'a CronJob whose last run was well',
    'CronJob',
    {},
    {},
    { [PLACES['Job'] ?? '']: [run('a', 7200, 'Failed'), run('b', 60, 'Complete')] },
    'it is complete',
    0,
  ],
  [
    'a CronJob whose last run failed',
    'CronJob',
    {},
    {},
    { [PLACES['Job'] ?? '']: [run('a', 7200, 'Complete'), run('b', 60, 'Failed')] },
    'its last run, b: the run is over',
    1,
  ],
])('%s', async (_, kind, spec, status, more, words, expected) => {
  const ran = await check(kind, object(kind, spec, status), more);
  expect(ran.stdout.replace(/\s+/g, ' ')).toContain(words);
  expect(ran.status).toBe(expected);
});

/** A Job that a CronJob made so many seconds ago. */
function run(name: string, seconds: number, type: 'Complete' | 'Failed'): JsonObject {
  const job = owned(name, 'CronJob', 'web', {
    kind: 'Job',
    spec: SELECTOR,
    status: { conditions: [{ type, status: 'True', reason: type, message: 'the run is over' }] },
  });
  return { ...job, metadata: { ...(job['metadata'] as JsonObject), creationTimestamp: ago(seconds) } };
}

test.each<[string, JsonObject, string, number]>([
  ['that serves', RUNNING, 'it is through and settled', 0],
  ['that has done its work', { phase: 'Succeeded' }, 'it is through and settled', 0],
  ['that failed', failed(3), 'the pod has failed', 1],
  [
    'that was evicted',
    { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    'The node was low on resource: memory.',
    1,
  ],
])('a bare pod %s', async (_, status, words, expected) => {
  const pod = podOf('Pod', status);
  const { ownerReferences: _owners, ...metadata } = pod['metadata'] as JsonObject;
  const ran = await check('Pod', { ...pod, metadata: { ...metadata, name: 'web' } });
  expect(ran.stdout.replace(/\s+/g, ' ')).toContain(words);
  expect(ran.status).toBe(expected);
});

const WIDGETS = {
  '/apis/example.com': {
    kind: 'APIGroup',
    name: 'example.com',
    preferredVersion: { groupVersion: 'example.com/v1', version: 'v1' },
  },
  '/apis/example.com/v1': {
    kind: 'APIResourceList',
    groupVersion: 'example.com/v1',
    resources: [{ name: 'widgets', kind: 'Widget', namespaced: true, verbs: ['get', 'list', 'watch'] }],
  },
} as const;

test.each<[string, JsonObject | undefined, string, number]>([
  [
    'is Ready since long',
    { type: 'Ready', status: 'True', lastTransitionTime: ago(300) },
    'through and settled',
    0,
  ],
  [
    'is Ready since a moment',
    { type: 'Ready', status: 'True', lastTransitionTime: ago(5) },
    'it is ready, settling for 30s',
    4,
  ],
  ['waits', { type: 'Available', status: 'False', message: 'waits for a disk' }, 'waits for a disk', 4],
  ['says nothing of itself', undefined, 'not watched: Widget/web: its status has no condition Ready', 3],
])('a kind of somebody else’s in a manifest: one that %s', async (_, condition, words, expected) => {
  const stdin = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: web, namespace: shop}\n';
  const conditions = condition === undefined ? [] : [condition];
  const cluster = { '/apis/example.com/v1/namespaces/shop/widgets': [object('Widget', {}, { conditions })] };
  const args = ['check', '-f', '-', '--timeout', '1s'];
  const ran = await runIn(folder, args, { cluster, answers: WIDGETS, stdin });
  expect(`${ran.stderr} ${ran.stdout}`.replace(/\s+/g, ' ')).toContain(words);
  expect(ran.status).toBe(expected);
});

test('one that was just made is given the time to get its first status', async () => {
  const made = (conditions: readonly JsonObject[] | undefined): JsonObject => {
    const widget = object('Widget', {}, {});
    const metadata = { ...(widget['metadata'] as JsonObject), creationTimestamp: ago(2) };
    return { ...widget, metadata, status: conditions === undefined ? null : { conditions } };
  };
  const path = '/apis/example.com/v1/namespaces/shop/widgets';
  const cluster: Record<string, readonly JsonObject[]> = { [path]: [made(undefined)] };
  setTimeout(() => {
    cluster[path] = [made([{ type: 'Ready', status: 'True', lastTransitionTime: ago(300) }])];
  }, 1500);
  const stdin = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: web, namespace: shop}\n';
  const { status, stdout } = await runIn(folder, ['check', '-f', '-'], { cluster, answers: WIDGETS, stdin });
  expect(stdout).toContain('Widget/web: it is through and settled');
  expect(status).toBe(0);
});

test('a kind that the server does not know is listed as not watched', async () => {
  const stdin = [
    'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}',
  ].join('\n---\n');
  const { status, stderr } = await runIn(folder, ['check', '-f', '-'], { cluster: READY, stdin });
  expect(stderr).toContain('not watched: Widget/a: the server shows no example.com/v1 Widget\n');
  expect(status).toBe(0);
});

test.each([
  ['of a namespace', ['-n', 'shop']],
  ['that a selector matches', ['-n', 'shop', '-l', 'app=web']],
])('all workloads %s are checked, and of their pods no one alone', async (_, args) => {
  const cluster = {
    ...READY,
    [PLACES['StatefulSet'] ?? '']: [object('StatefulSet', { ...SELECTOR, replicas: 0 }, {})],
    [PLACES['CronJob'] ?? '']: [object('CronJob', { suspend: true }, {})],
  };
  const { status, stdout } = await runIn(folder, ['check', ...args, '-o', 'json'], { cluster });
  const { workloads } = JSON.parse(stdout) as { workloads: { kind: string; verdict: string }[] };
  expect(workloads.map(({ kind, verdict }) => [kind, verdict])).toEqual([
    ['Deployment', 'passed'],
    ['StatefulSet', 'passed'],
    ['CronJob', 'undetermined'],
  ]);
  expect(status).toBe(3);
});

test('-A checks all namespaces, and names the namespace where there are several', async () => {
  const everywhere = Object.fromEntries(
    Object.entries(READY).map(([path, items]) => [path.replace('/namespaces/shop', ''), items]),
  );
  const [web] = deployed({})['/apis/apps/v1/namespaces/shop/deployments'] ?? [];
  const other = { ...web, metadata: { ...(web?.['metadata'] as JsonObject), namespace: 'lab', uid: 'lab' } };
  const paused = { ...other, spec: { ...SELECTOR, paused: true } };
  const cluster = {
    ...READY,
    ...everywhere,
    '/apis/apps/v1/deployments': [...(everywhere['/apis/apps/v1/deployments'] ?? []), paused],
    '/apis/apps/v1/namespaces/lab/deployments': [paused],
  };
  const { status, stderr } = await runIn(folder, ['check', '-A'], { cluster });
  expect(stderr).toContain('Deployment/web in shop: it is through and settled');
  expect(stderr).toContain('Deployment/web in lab: it is paused (spec.paused)');
  expect(status).toBe(3);
});

test('beside a pod that tells what a Job failed of, the Job is not said to tell nothing', async () => {
  const message = 'Job has exceeded the specified maximal number of failed indexes';
  const conditions = [{ type: 'Failed', status: 'True', reason: 'MaxFailedIndexesExceeded', message }];
  const job = object('Job', { ...SELECTOR, completions: 4 }, { conditions });
  const told = await check('Job', job, on('Job', failed(42)));
  expect(told.stdout).toContain('42 is a value of the program itself');
  expect(told.stdout).not.toContain('Cannot tell from the Job alone');
  const alone = await check('Job', job);
  expect(alone.stdout).toContain('Cannot tell from the Job alone');
});

test('what the server could not be asked is not left out of the check', async () => {
  const stdin = [
    'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}',
  ].join('\n---\n');
  const answers = {
    '/apis/example.com/v1': { kind: 'Status', status: 'Failure', code: 400, message: 'broken' },
  };
  const { status, stderr } = await runIn(folder, ['check', '-f', '-'], { cluster: READY, answers, stdin });
  expect(stderr).toContain('error: whether the server has example.com/v1 Widget could not be told: broken\n');
  expect(status).toBe(3);
});
