import { afterEach, expect, test } from '@jest/globals';
import type { PodSnapshot, Snapshot } from '../../../../src/domain/snapshot.js';
import type {
  CollectionResult,
  CollectOptions,
  Progress,
  Selection,
} from '../../../../src/sources/source.js';
import {
  CRASHING,
  HEALTHY,
  connectTo,
  eventList,
  forbidden,
  json,
  list,
  notFound,
  pod,
  startFakeApi,
  status,
  text,
  type Reply,
} from '../fake-api.js';
import { podListMessage, podMessage } from './encode-protobuf.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

type World = Readonly<Record<string, Reply>>;

async function scan(world: World, selection: Partial<Selection> = {}, options: Partial<CollectOptions> = {}) {
  const api = await startFakeApi((path) => world[path] ?? world[path.replace(/\?.*/, '')]);
  const cluster = await connectTo(api.url);
  cleanups.push(cluster.close, api.close);
  const collection = cluster.collect(
    { namespaces: [], all: true, names: [], ...selection },
    { depth: 'candidates', tailLines: 20, chunkSize: 500, containers: [], ...options },
  );
  const snapshots: Snapshot[] = [];
  for await (const snapshot of collection.snapshots) snapshots.push(snapshot);
  const result: CollectionResult = collection.result();
  return {
    snapshots,
    result,
    names: snapshots.map(nameOf),
    asked: api.asked.map((line) => line.replace(/^GET /, '')),
  };
}

function nameOf(snapshot: Snapshot): string {
  const object =
    snapshot.kind === 'pod' ? snapshot.pod : snapshot.kind === 'workload' ? snapshot.workload : snapshot.node;
  return (object['metadata'] as { name: string }).name;
}

const NO_WORKLOADS: World = {
  '/apis/apps/v1/deployments': list('DeploymentList', []),
  '/apis/apps/v1/statefulsets': list('StatefulSetList', []),
  '/apis/apps/v1/daemonsets': list('DaemonSetList', []),
  '/apis/batch/v1/jobs': list('JobList', []),
  '/api/v1/events': list('EventList', []),
};
const IN_A: World = Object.fromEntries([
  ['/api/v1/namespaces/a/events', list('EventList', [])],
  [
    '/api/v1/nodes/n1',
    json({
      kind: 'Node',
      metadata: { name: 'n1' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    }),
  ],
  ...['sick', 'sick2'].map((name) => [`/api/v1/namespaces/a/pods/${name}/log`, text('boom\n')]),
]) as World;
const world: World = {
  ...NO_WORKLOADS,
  ...IN_A,
  '/api/v1/pods': list('PodList', [pod('well', 'a', HEALTHY), pod('sick', 'a', CRASHING)]),
};

test('of the pods in trouble everything is read once, of the others nothing', async () => {
  const { names, snapshots, result, asked } = await scan(world);
  expect(names).toEqual(['sick']);
  expect((snapshots[0] as PodSnapshot).logs).toEqual([
    { container: 'app', which: 'previous', lines: ['boom'], cut: false },
  ]);
  expect(result).toMatchObject({ complete: true, podsSeen: 2, containersSeen: 2, missing: [] });
  expect(asked.filter((line) => line.includes('well'))).toEqual([]);
  expect(new Set(asked).size).toBe(asked.length);
});

test('by protobuf a pod in trouble is read whole by name', async () => {
  const proto: Reply = (request, response) => {
    expect(request.headers.accept).toBe('application/vnd.kubernetes.protobuf,application/json');
    response.writeHead(200, { 'content-type': 'application/vnd.kubernetes.protobuf' });
    response.end(podListMessage([podMessage('a', 'well'), podMessage('a', 'sick', 3)]));
  };
  const whole = json({ kind: 'Pod', ...pod('sick', 'a', CRASHING) });
  const { snapshots, result } = await scan({
    ...world,
    '/api/v1/pods': proto,
    '/api/v1/namespaces/a/pods/sick': whole,
  });
  expect((snapshots[0] as PodSnapshot).pod).toHaveProperty('spec.containers');
  expect(result).toMatchObject({ podsSeen: 2, complete: true });
  const vanished = await scan({
    ...world,
    '/api/v1/pods': proto,
    '/api/v1/namespaces/a/pods/sick': notFound('pods', 'sick'),
  });
  for (const [answer, why] of [
    [list('PodList', []), 'the server gave something else than the object that was asked for'],
    [json({ kind: 'Pod', ...pod('sick', 'a', {}) }), 'the server gave no readable status'],
  ] as const) {
    const odd = await scan({ ...world, '/api/v1/pods': proto, '/api/v1/namespaces/a/pods/sick': answer });
    expect(odd.names).toEqual(['sick']);
    expect(odd.snapshots[0]?.missing).toMatchObject([{ what: 'status', why }]);
  }
  expect(vanished.names).toEqual(['sick']);
  expect(vanished.snapshots[0]?.missing).toMatchObject([
    { what: 'status', why: 'the pod went away during the scan' },
  ]);
});

test('by protobuf, which tells no volumes, the events of the claims of a pod are found all the same', async () => {
  const proto: Reply = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.kubernetes.protobuf' });
    response.end(podListMessage([podMessage('a', 'sick', 3)]));
  };
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }];
  const about = (name: string) => ({
    involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'a', name },
    reason: 'ProvisioningFailed',
    message: 'storageclass.storage.k8s.io "fast" not found',
    lastTimestamp: '2026-01-01T00:10:00Z',
  });
  const { snapshots } = await scan({
    ...world,
    '/api/v1/pods': proto,
    '/api/v1/namespaces/a/pods/sick': json({ kind: 'Pod', ...pod('sick', 'a', CRASHING, { volumes }) }),
    '/api/v1/namespaces/a/events': eventList([about('data'), about('other')]),
  });
  expect((snapshots[0] as PodSnapshot).references).toMatchObject([
    { kind: 'PersistentVolumeClaim', name: 'data', events: [{ event: { reason: 'ProvisioningFailed' } }] },
  ]);
});

test('of pods that wait for the same Secret it is asked once whether it is there by now', async () => {
  const state = {
    phase: 'Pending',
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "env" not found' } },
      },
    ],
  };
  const spec = {
    containers: [
      { name: 'app', envFrom: [{ secretRef: { name: 'env' } }, { configMapRef: { name: 'map' } }] },
    ],
  };
  const { snapshots, asked } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', [pod('one', 'a', state, spec), pod('two', 'a', state, spec)]),
    '/api/v1/namespaces/a/secrets/env': json({ kind: 'Table', rows: [{ cells: ['env'] }] }),
  });
  for (const snapshot of snapshots)
    expect((snapshot as PodSnapshot).references).toEqual([{ kind: 'Secret', name: 'env', exists: true }]);
  expect(asked.filter((line) => /secrets|configmaps/.test(line))).toEqual([
    expect.stringContaining('includeObject=None'),
  ]);
});

test('what ended before --since is not looked at', async () => {
  const back = {
    ...HEALTHY,
    containerStatuses: [
      {
        ...HEALTHY.containerStatuses[0],
        restartCount: 1,
        lastState: CRASHING.containerStatuses[0]?.lastState,
      },
    ],
  };
  const some = { ...world, '/api/v1/pods': list('PodList', [pod('sick', 'a', back)]) };
  const now = Date.parse('2026-01-01T02:00:00Z');
  expect((await scan(some, {}, { now, sinceSeconds: 3600 })).names).toEqual([]);
  expect((await scan(some, {}, { now, sinceSeconds: 7200 })).names).toEqual(['sick']);
});

test('without the right to list everywhere, each namespace is read by itself', async () => {
  const { names, result } = await scan({
    ...world,
    '/api/v1/pods': forbidden('pods'),
    '/api/v1/namespaces': list('NamespaceList', [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }]),
    '/api/v1/namespaces/a/pods': list('PodList', [pod('sick', 'a', CRASHING)]),
    '/api/v1/namespaces/b/pods': forbidden('pods'),
    ...Object.fromEntries(
      Object.entries(NO_WORKLOADS).map(([path, reply]) => [path.replace('/v1/', '/v1/namespaces/a/'), reply]),
    ),
  });
  expect(names).toEqual(['sick']);
  expect(result).toMatchObject({
    complete: false,
    namespaces: ['a'],
    missing: [{ what: 'pods', namespace: 'b', why: 'forbidden' }],
  });
});

test.each<[string, World, RegExp]>([
  [
    'namespaces may not be listed',
    { '/api/v1/namespaces': forbidden('namespaces') },
    /namespaces may not be listed either: name one with -n/,
  ],
  [
    'no namespace may be read',
    {
      '/api/v1/namespaces': list('NamespaceList', [{ metadata: { name: 'a' } }]),
      '/api/v1/namespaces/a/pods': forbidden('pods'),
    },
    /nor may they be listed in any of its 1 namespaces: name one with -n/,
  ],
])('where %s either, nothing is said but how to narrow', async (_name, more, words) => {
  await expect(scan({ '/api/v1/pods': forbidden('pods'), ...more })).rejects.toThrow(words);
});

test('a page that fails for good makes the answer incomplete, with what was read before it', async () => {
  const { names, result } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', [pod('sick', 'a', CRASHING)], { continue: 'next' }),
    '/api/v1/pods?limit=500&continue=next': status(400, 'BadRequest', 'continue key is not valid'),
  });
  expect(names).toEqual(['sick']);
  expect(result).toMatchObject({
    complete: false,
    missing: [{ what: 'pods', why: 'continue key is not valid' }],
  });
});

const deployment = (name: string, replicas: number, exist: number): object => ({
  metadata: { name, namespace: 'a', uid: `uid-${name}` },
  spec: { replicas, selector: { matchLabels: { app: name } } },
  status: { replicas: exist },
});

test('a workload that wants pods which do not exist is told, one that has them is not', async () => {
  const { names, snapshots } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', [pod('well', 'a', HEALTHY)]),
    '/apis/apps/v1/deployments': list('DeploymentList', [
      deployment('short', 2, 0),
      deployment('full', 1, 1),
    ]),
    '/apis/apps/v1/namespaces/a/replicasets': list('ReplicaSetList', []),
    '/api/v1/namespaces/a/events': eventList([
      {
        involvedObject: { kind: 'Deployment', name: 'short', uid: 'uid-short', namespace: 'a' },
        reason: 'ReplicaSetCreateError',
      } as never,
    ]),
  });
  expect(names).toEqual(['short']);
  expect(snapshots[0]).toMatchObject({
    kind: 'workload',
    podCount: 0,
    events: [{ event: { reason: 'ReplicaSetCreateError' } }],
  });
});

test('-l selects a workload without pods by the labels that its pods would have', async () => {
  const labelled = (name: string, own: object, pods: object): object => ({
    ...deployment(name, 1, 0),
    metadata: { name, namespace: 'a', labels: own },
    spec: { replicas: 1, template: { metadata: { labels: pods } } },
  });
  const { names } = await scan(
    {
      ...world,
      '/api/v1/pods': list('PodList', []),
      '/apis/apps/v1/deployments': list('DeploymentList', [
        labelled('web', {}, { app: 'web' }),
        labelled('other', { app: 'web' }, { app: 'other' }),
      ]),
    },
    { selector: 'app in (web,api),!legacy' },
  );
  expect(names).toEqual(['web']);
});

test('a bare ReplicaSet whose pods are refused is found by the event that says so', async () => {
  const refused = {
    involvedObject: {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: 'bare',
      uid: 'uid-bare',
      namespace: 'a',
    },
    reason: 'FailedCreate',
  };
  const { names } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', []),
    '/api/v1/events': list('EventList', [refused]),
    '/apis/apps/v1/namespaces/a/replicasets/bare': json({ kind: 'ReplicaSet', ...deployment('bare', 1, 0) }),
  });
  expect(names).toEqual(['bare']);
});

test('events, owners and nodes that may not be read are missing; the pods are told all the same', async () => {
  const { names, snapshots, result } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', [
      pod(
        'sick',
        'a',
        CRASHING,
        {},
        {
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r-1', uid: 'u', controller: true },
          ],
        },
      ),
    ]),
    '/api/v1/namespaces/a/events': forbidden('events'),
    '/apis/apps/v1/namespaces/a/replicasets': forbidden('replicasets'),
    '/api/v1/nodes/n1': forbidden('nodes'),
    '/api/v1/namespaces/default/events': forbidden('events'),
  });
  expect(names).toEqual(['sick']);
  expect(snapshots[0]?.missing.map((one) => [one.what, one.why])).toEqual([
    ['events', 'forbidden'],
    ['owner', 'forbidden'],
    ['revisions', 'forbidden'],
    ['node', 'forbidden'],
    ['nodeEvents', 'forbidden'],
  ]);
  expect(result.complete).toBe(true);
});

test('without the right to read ReplicaSets and Jobs a pod still has the Deployment or CronJob behind them, by their names', async () => {
  const ownedBy = (kind: string, name: string, labels = {}): object => ({
    labels,
    creationTimestamp: '2026-01-01T00:00:00Z',
    ownerReferences: [
      { apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, name, uid: 'u', controller: true },
    ],
  });
  const due = Date.parse('2026-01-01T00:00:00Z') / 60_000;
  const { snapshots, result } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', [
      pod('sick', 'a', CRASHING, {}, ownedBy('ReplicaSet', 'web-5d9c', { 'pod-template-hash': '5d9c' })),
      pod('sick2', 'a', CRASHING, {}, ownedBy('Job', `nightly-${due}`)),
      pod('sick3', 'a', CRASHING, {}, ownedBy('Job', 'import-20250101')),
    ]),
    '/apis/apps/v1/deployments': list('DeploymentList', [deployment('web', 1, 1)]),
    '/apis/batch/v1/jobs': forbidden('jobs'),
    '/apis/batch/v1/namespaces/a/cronjobs/nightly': forbidden('cronjobs'),
    '/apis/apps/v1/namespaces/a/replicasets': forbidden('replicasets'),
  });
  const pods = snapshots.filter((one) => one.kind === 'pod');
  expect(pods.map(({ owners }) => owners.map(({ kind, name }) => `${kind}/${name}`))).toEqual([
    ['ReplicaSet/web-5d9c', 'Deployment/web'],
    [`Job/nightly-${due}`, 'CronJob/nightly'],
    ['Job/import-20250101'],
  ]);
  expect(pods[0]?.owners[1]?.object).toHaveProperty('spec.replicas', 1);
  expect(pods[0]?.missing).toContainEqual(
    expect.objectContaining({
      what: 'owner',
      why: 'forbidden',
      costs: 'that it belongs to Deployment web is told by names alone',
    }),
  );
  expect(result.complete).toBe(false);
});

test('without events, a bare ReplicaSet that lacks pods is found by the list of ReplicaSets', async () => {
  const ownerReferences = [{ kind: 'Deployment', name: 'd', uid: 'u', controller: true }];
  const owned = {
    ...deployment('owned', 1, 0),
    metadata: { name: 'owned', namespace: 'a', ownerReferences },
  };
  const { names, result } = await scan({
    ...world,
    '/api/v1/pods': list('PodList', []),
    '/api/v1/events': forbidden('events'),
    '/apis/apps/v1/replicasets': list('ReplicaSetList', [deployment('bare', 1, 0), owned]),
  });
  expect(names).toEqual(['bare']);
  expect(result.complete).toBe(true);
});

test('workloads that may not be listed make the answer incomplete: one without pods would not be seen', async () => {
  const { names, result } = await scan({ ...world, '/apis/apps/v1/deployments': forbidden('deployments') });
  expect(names).toEqual(['sick']);
  expect(result).toMatchObject({
    complete: false,
    missing: [{ what: 'workloads', resource: 'deployments.apps', why: 'forbidden' }],
  });
});

const codeAsText = { ...HEALTHY.containerStatuses[0], lastState: { terminated: { exitCode: '137' } } };
const countAsText = { ...HEALTHY.containerStatuses[0], restartCount: '0' };

test.each<[string, object]>([
  ['no status', { status: null }],
  ['a restart count that is text', { status: { ...HEALTHY, containerStatuses: [countAsText] } }],
  ['an exit code that is text', { status: { ...HEALTHY, containerStatuses: [codeAsText] } }],
])('a pod with %s does not pass for a healthy one', async (_name, change) => {
  const mangled = { ...pod('mangled', 'a', HEALTHY), ...change };
  const pods = list('PodList', [pod('well', 'a', HEALTHY), mangled]);
  const { result } = await scan({ ...world, '/api/v1/pods': pods });
  expect(result).toMatchObject({
    complete: false,
    missing: [{ what: 'status', why: '1 pod came without a readable status' }],
  });
});

test('nor does a named one', async () => {
  const mangled = { kind: 'Pod', ...pod('mangled', 'a', HEALTHY), status: null };
  const { result } = await scan(
    { ...world, '/api/v1/namespaces/a/pods/mangled': json(mangled) },
    { all: false, namespaces: ['a'], names: [{ resource: 'pods', name: 'mangled' }] },
  );
  expect(result).toMatchObject({
    complete: false,
    missing: [{ what: 'status', namespace: 'a', name: 'mangled' }],
  });
});

test('progress is told page by page', async () => {
  const seen: Progress[] = [];
  await scan(
    {
      ...world,
      '/api/v1/pods': list('PodList', [pod('well', 'a', HEALTHY)], {
        continue: 'next',
        remainingItemCount: 1,
      }),
      '/api/v1/pods?limit=500&continue=next': list('PodList', [pod('sick', 'a', CRASHING)]),
    },
    {},
    { onProgress: (progress) => seen.push(progress) },
  );
  expect(seen).toEqual([
    { pages: 1, pods: 1, candidates: 0, remaining: 1 },
    { pages: 2, pods: 2, candidates: 1 },
  ]);
});

test('interrupted after the lists, it tells what they told and that it was interrupted', async () => {
  const controller = new AbortController();
  const { names, snapshots, result } = await scan(
    { ...world, '/api/v1/namespaces/a/events': () => controller.abort('SIGINT') },
    {},
    { signal: controller.signal },
  );
  expect(names).toEqual(['sick']);
  expect(snapshots[0]?.missing).toMatchObject([{ why: 'interrupted' }]);
  expect(result).toMatchObject({ complete: false, missing: [{ why: 'interrupted' }] });
});

test('interrupted while the lists are read, it tells of the pages that came before', async () => {
  const controller = new AbortController();
  const { names, result } = await scan(
    {
      ...world,
      '/api/v1/pods': list('PodList', [pod('sick', 'a', CRASHING)], { continue: 'next' }),
      '/api/v1/pods?limit=500&continue=next': () => controller.abort('SIGINT'),
    },
    {},
    { signal: controller.signal },
  );
  expect(names).toEqual(['sick']);
  expect(result).toMatchObject({ complete: false, podsSeen: 1 });
});

const jobOf = (name: string, status_: object): object => ({
  metadata: {
    name,
    namespace: 'a',
    uid: `uid-${name}`,
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'uid-cron', controller: true },
    ],
  },
  spec: { parallelism: 1 },
  status: status_,
});

test('of a named CronJob also its Jobs are told that get no pods', async () => {
  const { snapshots } = await scan(
    {
      ...world,
      '/apis/batch/v1/namespaces/a/cronjobs/nightly': json({
        kind: 'CronJob',
        metadata: { name: 'nightly', namespace: 'a', uid: 'uid-cron' },
        spec: {},
      }),
      '/api/v1/namespaces/a/pods': list('PodList', []),
      '/apis/batch/v1/namespaces/a/jobs': list('JobList', [
        jobOf('nightly-1', { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] }),
        jobOf('nightly-2', {}),
      ]),
    },
    { all: false, namespaces: ['a'], names: [{ resource: 'cronjobs', name: 'nightly' }] },
  );
  expect(snapshots.filter(({ kind }) => kind === 'workload').map(nameOf)).toEqual(['nightly', 'nightly-2']);
});

/** A Job that a CronJob made, at work since so many minutes. */
function run(minutes: number): object {
  return {
    metadata: {
      name: 'report-1',
      namespace: 'a',
      ownerReferences: [{ kind: 'CronJob', name: 'report', controller: true, uid: 'c' }],
    },
    spec: { completions: 1, parallelism: 1 },
    status: { active: 1, startTime: new Date(Date.now() - minutes * 60_000).toISOString() },
  };
}

test.each([
  ['for long, and none may start beside it', 30, 'Forbid', ['sick', 'report']],
  ['for long, and others may start', 30, 'Allow', ['sick']],
  ['for a minute', 1, 'Forbid', ['sick']],
])('a CronJob is looked at where its run is at work %s', async (_, minutes, concurrencyPolicy, names) => {
  const cronJob = {
    kind: 'CronJob',
    metadata: { name: 'report', namespace: 'a', uid: 'c' },
    spec: { schedule: '* * * * *', concurrencyPolicy },
    status: { active: [{ kind: 'Job', name: 'report-1' }] },
  };
  const found = await scan({
    ...world,
    '/apis/batch/v1/jobs': list('JobList', [run(minutes)]),
    '/apis/batch/v1/namespaces/a/cronjobs/report': json(cronJob),
  });
  expect(found.names.toSorted()).toEqual(names.toSorted());
  expect(found.asked.some((path) => path.includes('cronjobs'))).toBe(minutes > 5);
});

test('a CronJob behind a long run, or an owner whose pods were refused, that may not be read makes the answer incomplete', async () => {
  const refused = (name: string): object => ({
    involvedObject: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, namespace: 'a' },
    reason: 'FailedCreate',
  });
  const { result } = await scan({
    ...world,
    '/apis/batch/v1/jobs': list('JobList', [run(30)]),
    '/apis/batch/v1/namespaces/a/cronjobs/report': forbidden('cronjobs'),
    '/api/v1/events': list('EventList', [refused('bare'), refused('gone')]),
    '/apis/apps/v1/namespaces/a/replicasets/bare': forbidden('replicasets'),
    '/apis/apps/v1/namespaces/a/replicasets/gone': notFound('replicasets', 'gone'),
  });
  expect(result.complete).toBe(false);
  expect(result.missing).toEqual([
    expect.objectContaining({ what: 'workloads', verb: 'get', resource: 'cronjobs.batch', name: 'report' }),
    expect.objectContaining({ what: 'workloads', verb: 'get', resource: 'replicasets.apps', name: 'bare' }),
  ]);
});

test.each([
  ['is refused', 403, 'Forbidden'],
  ['fails', 503, 'ServiceUnavailable'],
])(
  'an owner of a custom kind whose pods were refused is not passed over where its discovery %s',
  async (_, code, reason) => {
    const refused = {
      involvedObject: { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', namespace: 'a' },
      reason: 'FailedCreate',
    };
    const { result } = await scan({
      ...world,
      '/api/v1/events': list('EventList', [refused]),
      '/apis/example.com/v1': status(code, reason, 'no discovery'),
    });
    expect(result.complete).toBe(false);
    expect(result.missing).toEqual([
      expect.objectContaining({ what: 'workloads', namespace: 'a', name: 'Widget/w' }),
    ]);
    expect(result.missing[0]?.why).toMatch(
      /^whether the server has example.com\/v1 Widget could not be told: /,
    );
  },
);
