import { afterEach, describe, expect, test } from '@jest/globals';
import type { PodSnapshot, Snapshot, WorkloadSnapshot } from '../../../../src/domain/snapshot.js';
import type { CollectionResult, CollectOptions } from '../../../../src/sources/source.js';
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

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Collected {
  readonly snapshots: readonly Snapshot[];
  readonly result: CollectionResult;
  readonly asked: readonly string[];
}

type World = Readonly<Record<string, Reply>>;

/** Collects from a server that has these paths (without query) and no more. */
async function collect(
  world: World,
  names: readonly string[],
  options: Partial<CollectOptions> = {},
): Promise<Collected> {
  const api = await startFakeApi((path) => world[path.replace(/\?.*/, '')] ?? world[path]);
  const cluster = await connectTo(api.url, { namespace: 'shop' });
  cleanups.push(cluster.close, api.close);
  const collection = cluster.collect(
    {
      namespaces: [],
      all: false,
      names: names.map((name) => ({ resource: name.split('/')[0] ?? '', name: name.split('/')[1] ?? '' })),
    },
    { depth: 'each', tailLines: 20, chunkSize: 500, containers: [], ...options },
  );
  const snapshots: Snapshot[] = [];
  for await (const snapshot of collection.snapshots) snapshots.push(snapshot);
  return {
    snapshots,
    result: collection.result(),
    asked: api.asked.map((line) => line.replace(/^GET /, '')),
  };
}

const core = '/api/v1/namespaces/shop';
const apps = '/apis/apps/v1/namespaces/shop';
const owner = (kind: string, name: string): object => ({
  apiVersion: 'apps/v1',
  kind,
  name,
  uid: `uid-${name}`,
  controller: true,
});
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'x:1' }] },
};
const replicaSet = (name: string, revision: number): object => ({
  metadata: {
    name,
    namespace: 'shop',
    uid: `uid-${name}`,
    annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    ownerReferences: [owner('Deployment', 'web')],
  },
  spec: { replicas: 1, template },
});
const deployment = {
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', uid: 'uid-web' },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } },
  status: { replicas: 1 },
};
const event = (name: string, reason: string, uid = `uid-${name}`): object => ({
  metadata: { name: `${name}.1`, namespace: 'shop' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name, uid },
  reason,
  message: `${reason} happened`,
  lastTimestamp: '2026-01-01T00:10:00Z',
});

const crashing = pod(
  'web-1-a',
  'shop',
  CRASHING,
  {},
  { ownerReferences: [owner('ReplicaSet', 'web-1')], managedFields: [{ manager: 'x' }] },
);
const world: World = {
  [`${core}/pods/web-1-a`]: json({ kind: 'Pod', ...crashing }),
  [`${core}/events`]: list('EventList', [
    event('web-1-a', 'BackOff'),
    event('web-1-a', 'Killing', 'uid-of-an-earlier-pod'),
  ]),
  [`${core}/pods/web-1-a/log`]: text('one\npassword=hunter2hunter2\nboom\n'),
  [`${apps}/replicasets/web-1`]: json({ kind: 'ReplicaSet', ...replicaSet('web-1', 2) }),
  [`${apps}/deployments/web`]: json(deployment),
  [`${apps}/replicasets`]: list('ReplicaSetList', [replicaSet('web-0', 1), replicaSet('web-1', 2)]),
  '/api/v1/nodes/n1': json({
    kind: 'Node',
    metadata: { name: 'n1' },
    status: { conditions: [], images: [{ names: ['x'] }] },
  }),
  '/api/v1/namespaces/default/events': list('EventList', []),
};

test('a crashing pod comes with its events, node, owners with revisions, and log', async () => {
  const { snapshots, result, asked } = await collect(world, ['pods/web-1-a']);
  const [snapshot] = snapshots as PodSnapshot[];
  expect(snapshot?.events.map((one) => [one.event['reason'], one.matchedBy])).toEqual([['BackOff', 'uid']]);
  expect(snapshot?.node).not.toHaveProperty('status.images');
  expect(
    snapshot?.owners.map((one) => [one.kind, one.name, one.revisions?.map((revision) => revision.revision)]),
  ).toEqual([
    ['ReplicaSet', 'web-1', undefined],
    ['Deployment', 'web', ['2', '1']],
  ]);
  expect(snapshot?.logs).toEqual([
    {
      container: 'app',
      which: 'previous',
      lines: ['one', expect.not.stringContaining('hunter2'), 'boom'],
      cut: false,
    },
  ]);
  expect(snapshot?.missing).toEqual([]);
  expect(snapshot?.pod).not.toHaveProperty('metadata.managedFields');
  expect(result).toMatchObject({
    complete: true,
    podsSeen: 1,
    containersSeen: 1,
    missing: [],
    namespaces: ['shop'],
  });
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.some((line) => line.includes('secrets'))).toBe(false);
});

test('what is forbidden is missing, with the rule that would give it, and leaves the answer complete', async () => {
  const { snapshots, result } = await collect(
    {
      ...world,
      [`${core}/events`]: forbidden('events'),
      '/api/v1/nodes/n1': forbidden('nodes'),
      [`${core}/pods/web-1-a/log`]: forbidden('pods/log'),
    },
    ['pods/web-1-a'],
  );
  const missing = snapshots[0]?.missing.map((one) => [one.what, one.why, one.grant]);
  expect(missing).toEqual([
    ['events', 'forbidden', '{apiGroups: [""], resources: ["events"], verbs: ["list"]}'],
    ['previousLog', 'forbidden', '{apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}'],
    ['node', 'forbidden', '{apiGroups: [""], resources: ["nodes"], verbs: ["get"]}'],
  ]);
  expect(result.complete).toBe(true);
});

test('a log that the kubelet no longer has is missing, not an error', async () => {
  const gone = status(400, 'BadRequest', 'previous terminated container "app" in pod "web-1-a" not found');
  const { snapshots } = await collect({ ...world, [`${core}/pods/web-1-a/log`]: gone }, ['pods/web-1-a']);
  expect(snapshots[0]?.missing).toMatchObject([{ what: 'previousLog', why: 'the kubelet no longer has it' }]);
});

test('of a log with huge lines the last ones are read, which the limit of bytes would cut off', async () => {
  const written = [...Array.from({ length: 3 }, (_, at) => `${at} ${'x'.repeat(1_100_000)}`), 'boom'];
  const log: Reply = (request, response) => {
    const query = new URL(request.url ?? '', 'http://kubelet').searchParams;
    const tail = Buffer.from(`${written.slice(-Number(query.get('tailLines'))).join('\n')}\n`);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(tail.subarray(0, Number(query.get('limitBytes'))));
  };
  const { snapshots } = await collect({ ...world, [`${core}/pods/web-1-a/log`]: log }, ['pods/web-1-a']);
  const read = (snapshots[0] as PodSnapshot).logs[0];
  expect(read?.lines.at(-1)).toBe('boom');
  expect(read?.cut).toBe(true);
});

test('a healthy pod has no log read and nothing looked up that it needed at its start', async () => {
  const { snapshots, asked } = await collect(
    { ...world, [`${core}/pods/ok`]: json({ kind: 'Pod', ...pod('ok', 'shop', HEALTHY) }) },
    ['pods/ok'],
  );
  expect(snapshots).toHaveLength(1);
  expect(asked.filter((line) => /log|configmaps|secrets|serviceaccounts/.test(line))).toEqual([]);
});

const PULLING = {
  phase: 'Pending',
  containerStatuses: [
    { name: 'app', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
  ],
};

test('where an image is refused only its secrets are asked for, and only as rows without objects', async () => {
  const spec = {
    imagePullSecrets: [{ name: 'registry' }],
    containers: [
      { name: 'app', envFrom: [{ secretRef: { name: 'env' } }, { configMapRef: { name: 'settings' } }] },
    ],
  };
  const { snapshots, asked } = await collect(
    {
      ...world,
      [`${core}/pods/p`]: json({ kind: 'Pod', ...pod('p', 'shop', PULLING, spec) }),
      [`${core}/secrets/registry`]: notFound('secrets', 'registry'),
      [`${core}/secrets`]: json({ kind: 'Table', rows: [{ cells: ['registri', 'Opaque', 1] }] }),
      [`${core}/configmaps/settings`]: json({ kind: 'Table', rows: [{ cells: ['settings'] }] }),
    },
    ['pods/p'],
  );
  expect((snapshots[0] as PodSnapshot).references).toEqual([
    { kind: 'ConfigMap', name: 'settings', exists: true },
    { kind: 'Secret', name: 'registry', exists: false, nearest: ['registri'] },
  ]);
  const secrets = asked.filter((line) => line.includes('/secrets'));
  expect(secrets).toHaveLength(2);
  expect(secrets.every((line) => line.includes('includeObject=None'))).toBe(true);
});

test('of a pod that lacks a Secret it is asked which it lacks and since when there are others', async () => {
  const waiting = { reason: 'CreateContainerConfigError', message: 'secret "env" not found' };
  const state = {
    phase: 'Pending',
    containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { waiting } }],
  };
  const spec = {
    imagePullSecrets: [{ name: 'registry' }],
    containers: [{ name: 'app', envFrom: [{ secretRef: { name: 'env' } }, { secretRef: { name: 'more' } }] }],
  };
  const { snapshots, asked } = await collect(
    {
      ...world,
      [`${core}/pods/p`]: json({ kind: 'Pod', ...pod('p', 'shop', state, spec) }),
      [`${core}/secrets/more`]: notFound('secrets', 'more'),
      [`${core}/secrets/env`]: json({
        kind: 'Table',
        columnDefinitions: [{ name: 'Name' }, { name: 'Age' }],
        rows: [{ cells: ['env', '5s'] }],
      }),
    },
    ['pods/p'],
  );
  expect((snapshots[0] as PodSnapshot).references).toEqual([
    { kind: 'Secret', name: 'env', exists: true, age: '5s' },
    { kind: 'Secret', name: 'more', exists: false },
  ]);
  expect(
    asked.filter((line) => line.includes('/secrets/')).every((line) => line.includes('includeObject=None')),
  ).toBe(true);
});

test('a 404 that does not name the object is no proof that it is not there', async () => {
  const spec = { containers: [{ name: 'app', envFrom: [{ configMapRef: { name: 'settings' } }] }] };
  const { snapshots } = await collect(
    { ...world, [`${core}/pods/p`]: json({ kind: 'Pod', ...pod('p', 'shop', PULLING, spec) }) },
    ['pods/p'],
  );
  expect((snapshots[0] as PodSnapshot).references).toEqual([]);
  expect(snapshots[0]?.missing).toContainEqual(
    expect.objectContaining({ what: 'reference', name: 'settings' }),
  );
});

test('of a ConfigMap whose key is missed the keys are told, never a value', async () => {
  const waiting = {
    reason: 'CreateContainerConfigError',
    message: "couldn't find key url in ConfigMap shop/settings",
  };
  const spec = {
    containers: [
      { name: 'app', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'url' } } }] },
    ],
  };
  const state = {
    phase: 'Pending',
    containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { waiting } }],
  };
  const { snapshots } = await collect(
    {
      ...world,
      [`${core}/pods/p`]: json({ kind: 'Pod', ...pod('p', 'shop', state, spec) }),
      [`${core}/configmaps/settings`]: json({
        kind: 'ConfigMap',
        metadata: { name: 'settings' },
        data: { uri: 'the-value' },
      }),
    },
    ['pods/p'],
  );
  expect((snapshots[0] as PodSnapshot).references).toEqual([
    { kind: 'ConfigMap', name: 'settings', exists: true, keys: ['uri'] },
  ]);
  expect(JSON.stringify(snapshots)).not.toContain('the-value');
});

test('a pod that is named beside its workload is read once', async () => {
  const { snapshots, result } = await collect({ ...world, [`${core}/pods`]: list('PodList', [crashing]) }, [
    'deployments/web',
    'pods/web-1-a',
  ]);
  expect(snapshots).toHaveLength(1);
  expect(result.workloads?.map(({ pods }) => pods)).toEqual([['web-1-a']]);
});

test('all pods of a workload are told, those of another owner with the same labels are not', async () => {
  const stranger = pod('stranger', 'shop', CRASHING, {}, { labels: { app: 'web' } });
  const { snapshots, result } = await collect(
    { ...world, [`${core}/pods`]: list('PodList', [crashing, stranger]) },
    ['deployments/web'],
  );
  expect(
    snapshots.map((one) => one.kind === 'pod' && (one.pod['metadata'] as { name: string }).name),
  ).toEqual(['web-1-a']);
  expect(result.workloads).toEqual([
    { resource: 'deployments', kind: 'Deployment', namespace: 'shop', name: 'web', pods: ['web-1-a'] },
  ]);
});

test('a workload whose new pods are refused is told itself, though the old ones are all there', async () => {
  const conditions = [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }];
  const held = json({ ...deployment, status: { replicas: 1, conditions } });
  const { snapshots } = await collect(
    { ...world, [`${core}/pods`]: list('PodList', [crashing]), [`${apps}/deployments/web`]: held },
    ['deployments/web'],
  );
  expect(snapshots.map(({ kind }) => kind)).toEqual(['workload', 'pod']);
});

test('a workload that wants no pods is told too', async () => {
  const zero = json({ ...deployment, metadata: { name: 'zero', uid: 'uid-zero' }, spec: { replicas: 0 } });
  const { snapshots } = await collect(
    { ...world, [`${core}/pods`]: list('PodList', []), [`${apps}/deployments/zero`]: zero },
    ['deployments/zero'],
  );
  expect(snapshots).toMatchObject([{ kind: 'workload', podCount: 0 }]);
});

test('a workload without pods is told itself, with the events of its newest ReplicaSet', async () => {
  const refused = {
    ...event('web-1', 'FailedCreate'),
    involvedObject: { kind: 'ReplicaSet', namespace: 'shop', name: 'web-1', uid: 'uid-web-1' },
  };
  const { snapshots } = await collect(
    { ...world, [`${core}/pods`]: list('PodList', []), [`${core}/events`]: eventList([refused]) },
    ['deployments/web'],
  );
  const [snapshot] = snapshots as WorkloadSnapshot[];
  expect(snapshot).toMatchObject({ kind: 'workload', podCount: 0, workload: { kind: 'Deployment' } });
  expect(snapshot?.events.map((one) => one.event['reason'])).toEqual(['FailedCreate']);
  expect(snapshot?.children.map((one) => (one['metadata'] as { name: string }).name)).toEqual([
    'web-1',
    'web-0',
  ]);
});

test('of a CronJob also its Jobs that get no pods are told, and whether it is suspended', async () => {
  const job = (name: string, more: object = {}): object => ({
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, ownerReferences: [owner('CronJob', 'nightly')] },
    spec: { parallelism: 1 },
    status: {},
    ...more,
  });
  const { snapshots, result } = await collect(
    {
      '/apis/batch/v1/namespaces/shop/cronjobs/nightly': json({
        kind: 'CronJob',
        metadata: { name: 'nightly', namespace: 'shop', uid: 'uid-nightly' },
        spec: { suspend: true },
      }),
      [`${core}/pods`]: list('PodList', []),
      '/apis/batch/v1/namespaces/shop/jobs': list('JobList', [
        job('nightly-1', { status: { succeeded: 1 } }),
        job('nightly-2'),
      ]),
      [`${core}/events`]: eventList([]),
    },
    ['cronjobs/nightly'],
  );
  const told = snapshots.map((one) => (one.kind === 'workload' ? one.workload : undefined));
  expect(told).toMatchObject([{ metadata: { name: 'nightly' } }, { metadata: { name: 'nightly-2' } }]);
  expect(result.workloads).toMatchObject([
    { name: 'nightly', pods: [], held: 'it is suspended (spec.suspend)' },
  ]);
});

test('owners of a custom kind are found by discovery', async () => {
  const custom = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: 'uid-w', controller: true };
  const { snapshots, result } = await collect(
    {
      ...world,
      '/apis/example.com': json({ kind: 'APIGroup', preferredVersion: { version: 'v1' } }),
      '/apis/example.com/v1': json({
        kind: 'APIResourceList',
        resources: [
          { name: 'widgets', kind: 'Widget', namespaced: true },
          { name: 'widgets/status', kind: 'Widget' },
        ],
      }),
      '/apis/example.com/v1/namespaces/shop/widgets/w': json({
        kind: 'Widget',
        metadata: { name: 'w', namespace: 'shop', uid: 'uid-w' },
      }),
      [`${core}/pods`]: list('PodList', [
        pod('w-0', 'shop', CRASHING, {}, { ownerReferences: [custom] }),
        crashing,
      ]),
      [`${core}/pods/w-0/log`]: text('x\n'),
    },
    ['widgets.example.com/w'],
  );
  expect(result.workloads?.[0]?.pods).toEqual(['w-0']);
  expect((snapshots as PodSnapshot[]).flatMap((one) => one.owners ?? []).map((one) => one.kind)).toEqual([
    'Widget',
  ]);
});

test('a pod that is gone is told by its events and the pods that took its place', async () => {
  const { snapshots, result } = await collect(
    {
      ...world,
      [`${core}/pods/web-1-zzzzz`]: notFound('pods', 'web-1-zzzzz'),
      [core]: json({ kind: 'Namespace', metadata: { name: 'shop' } }),
      [`${core}/events`]: list('EventList', [event('web-1-zzzzz', 'Killing')]),
      [`${core}/pods`]: list('PodList', [crashing]),
    },
    ['pods/web-1-zzzzz'],
  );
  expect(snapshots).toEqual([]);
  expect(result.notFound).toMatchObject([
    { resource: 'pods', name: 'web-1-zzzzz', message: 'pods "web-1-zzzzz" not found' },
  ]);
  expect(result.gone).toMatchObject([
    { name: 'web-1-zzzzz', events: [{ reason: 'Killing' }], ownerPods: [{ metadata: { name: 'web-1-a' } }] },
  ]);
});

test('a namespace that does not exist is said, with the nearest', async () => {
  const { result } = await collect(
    {
      [`${core}/pods/x`]: notFound('pods', 'x'),
      [core]: notFound('namespaces', 'shop'),
      '/api/v1/namespaces': json({ kind: 'Table', rows: [{ cells: ['shops'] }, { cells: ['kube-system'] }] }),
    },
    ['pods/x'],
  );
  expect(result.notFound).toEqual([
    {
      resource: 'namespaces',
      namespace: 'shop',
      name: 'shop',
      nearest: ['shops'],
      message: 'namespaces "shop" not found',
    },
  ]);
});

test('a refusal of the pod itself makes the answer incomplete', async () => {
  const { result } = await collect({ [`${core}/pods/x`]: forbidden('pods') }, ['pods/x']);
  expect(result).toMatchObject({
    complete: false,
    missing: [
      {
        what: 'pods',
        name: 'x',
        verb: 'get',
        resource: 'pods',
        why: 'pods is forbidden: User "u" cannot list resource "pods"',
      },
    ],
  });
});

test('a dead server and a name that is a path are errors of one line', async () => {
  await expect(
    collect({ [`${core}/pods/x`]: status(401, 'Unauthorized', 'Unauthorized') }, ['pods/x']),
  ).rejects.toThrow(/You must be logged in/);
  await expect(collect({}, ['pods/..'])).rejects.toThrow(/invalid resource name "\.\."/);
  await expect(collect({}, ['gadgets/x'])).rejects.toThrow(
    `the server doesn't have a resource type "gadgets"`,
  );
});

test('a server that does not say which types it has is not said to lack one', async () => {
  await expect(
    collect({ '/apis/example.com': status(403, 'Forbidden', 'no discovery') }, ['widgets.example.com/w']),
  ).rejects.toThrow('whether the server has widgets.example.com could not be told: forbidden');
});

test('an interrupted collection ends, and says that it did', async () => {
  const { snapshots, result } = await collect(world, ['pods/web-1-a'], { signal: AbortSignal.abort() });
  expect(snapshots).toEqual([]);
  expect(result).toMatchObject({ complete: false, missing: [{ why: 'interrupted' }] });
});

describe('a log that is gone because the container was started anew', () => {
  const GONE = 'unable to retrieve container logs for containerd://0123';

  /** A pod whose log the kubelet no longer has, for so many looks. */
  async function crashing(looksInVain: number, phase = 'Running'): Promise<Collected> {
    let looks = 0;
    const reply: Reply = (request, response) => {
      const isLog = request.url?.includes('/log') === true;
      if (!isLog) looks++;
      const body = isLog
        ? looks > looksInVain
          ? 'boom\n'
          : GONE
        : JSON.stringify({ kind: 'Pod', ...pod('p', 'shop', { ...CRASHING, phase }) });
      response.writeHead(200, { 'content-type': isLog ? 'text/plain' : 'application/json' });
      response.end(body);
    };
    return collect({ ...world, [`${core}/pods/p`]: reply, [`${core}/pods/p/log`]: reply }, ['pods/p']);
  }

  const looksAt = ({ asked }: Collected): number => asked.filter((line) => line.endsWith('/pods/p')).length;

  test('is read again, with the pod', async () => {
    const collected = await crashing(1);
    expect((collected.snapshots[0] as PodSnapshot).logs[0]?.lines).toEqual(['boom']);
    expect(collected.snapshots[0]?.missing).toEqual([]);
    expect(looksAt(collected)).toBe(2);
  });

  test('is given up after two more looks', async () => {
    const collected = await crashing(9);
    expect((collected.snapshots[0] as PodSnapshot).logs).toEqual([]);
    expect(collected.snapshots[0]?.missing).toContainEqual(
      expect.objectContaining({ what: 'previousLog', why: 'the kubelet no longer has it' }),
    );
    expect(looksAt(collected)).toBe(3);
  });

  test('of the instance before one that ended too is no gap', async () => {
    const ended = { exitCode: 1, reason: 'Error', containerID: 'containerd://2' };
    const status = {
      name: 'app',
      ready: false,
      restartCount: 2,
      state: { terminated: ended },
      lastState: { terminated: { ...ended, containerID: 'containerd://1' } },
    };
    const reply: Reply = (request, response) => {
      const isPrevious = request.url?.includes('previous=true') === true;
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(isPrevious ? GONE : 'boom\n');
    };
    const { snapshots } = await collect(
      {
        ...world,
        [`${core}/pods/p`]: json({
          kind: 'Pod',
          ...pod('p', 'shop', { phase: 'Running', containerStatuses: [status] }),
        }),
        [`${core}/pods/p/log`]: reply,
      },
      ['pods/p'],
    );
    expect((snapshots[0] as PodSnapshot).logs.map(({ which, lines }) => [which, lines])).toEqual([
      ['current', ['boom']],
    ]);
    expect(snapshots[0]?.missing).toEqual([]);
  });

  test('of a pod that is over is gone for good', async () => {
    expect(looksAt(await crashing(9, 'Failed'))).toBe(1);
  });
});

describe('of a pod that no node takes for its taints', () => {
  const refused = (message: string): object => ({
    kind: 'Pod',
    ...pod('db-0', 'shop', {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', message }],
    }),
    spec: { containers: [{ name: 'app', image: 'x:1' }] },
  });
  const taint = { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' };
  const world = (message: string, nodes: Reply): World => ({
    [`${core}/pods/db-0`]: json(refused(message)),
    [`${core}/events`]: eventList([]),
    '/api/v1/nodes': nodes,
  });
  const nodes = list('NodeList', [{ metadata: { name: 'node-1' }, spec: { taints: [taint] } }]);
  const message = '0/1 nodes are available: 1 node(s) had untolerated taint(s).';

  test('the taints of all nodes are read', async () => {
    const { snapshots } = await collect(world(message, nodes), ['pods/db-0']);
    expect(snapshots).toMatchObject([{ taintedNodes: [{ name: 'node-1', taints: [taint] }] }]);
  });

  test('a refusal is told as what was not seen', async () => {
    const { snapshots } = await collect(world(message, forbidden('nodes')), ['pods/db-0']);
    expect(snapshots[0]?.missing).toContainEqual(expect.objectContaining({ what: 'node', verb: 'list' }));
  });

  test('for another reason no node is asked for', async () => {
    const other = '0/1 nodes are available: 1 Insufficient cpu.';
    const { asked } = await collect(world(other, nodes), ['pods/db-0']);
    expect(asked.filter((line) => line.startsWith('/api/v1/nodes'))).toEqual([]);
  });
});
