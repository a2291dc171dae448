import { expect, test } from '@jest/globals';
import { crashed, list, read, well } from './read.js';

const SPEC = {
  serviceAccountName: 'runner',
  nodeName: 'n1',
  volumes: [
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'extra', configMap: { name: 'maybe', optional: true } },
  ],
  containers: [
    { name: 'app', envFrom: [{ secretRef: { name: 'payments-db' } }, { configMapRef: { name: 'web' } }] },
  ],
};

function object(kind: string, name: string, more: object = {}) {
  return { kind, metadata: { namespace: 'shop', name }, ...more };
}

async function references(...items: readonly object[]) {
  const { pods } = await read({ input: JSON.stringify(list(crashed('web', { spec: SPEC }), ...items)) });
  return pods[0]?.references;
}

test('a kind that the files do not hold is not known, which is not the same as missing', async () => {
  expect(await references()).toEqual([]);
  expect(await references(object('ConfigMap', 'other'))).toEqual([]);
});

test('what a list of the kind does not hold does not exist, and names alike are told', async () => {
  expect(await references(object('Secret', 'payment-db'))).toEqual([
    { kind: 'Secret', name: 'payments-db', exists: false, nearest: ['payment-db'] },
  ]);
  expect(await references(object('ConfigMap', 'kube-root-ca.crt'))).toEqual([
    { kind: 'ConfigMap', name: 'web', exists: false, nearest: [] },
  ]);
});

test('of a Secret only the names of its keys are kept', async () => {
  const found = await references(object('Secret', 'payments-db', { data: { password: 'aHVudGVyMg==' } }));
  expect(found).toEqual([{ kind: 'Secret', name: 'payments-db', exists: true, keys: ['password'] }]);
  expect(JSON.stringify(found)).not.toContain('aHVudGVyMg');
});

test('a claim comes with its phase, its events and its class', async () => {
  const claim = object('PersistentVolumeClaim', 'data', {
    spec: { storageClassName: 'fast' },
    status: { phase: 'Pending' },
  });
  const event = {
    kind: 'Event',
    metadata: { namespace: 'shop', name: 'e' },
    involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data' },
    reason: 'ProvisioningFailed',
  };
  const found = await references(claim, event, { kind: 'StorageClass', metadata: { name: 'slow' } });
  expect(found).toEqual([
    expect.objectContaining({
      name: 'data',
      exists: true,
      object: expect.objectContaining({ status: { phase: 'Pending' } }),
      events: [expect.objectContaining({ matchedBy: 'name' })],
    }),
    { kind: 'StorageClass', name: 'fast', exists: false, nearest: [] },
  ]);
});

test('what is not in the files is missing, with what that costs', async () => {
  const { pods } = await read({ input: JSON.stringify(crashed('web', { spec: SPEC })) });
  expect(pods[0]?.missing.map(({ what, why }) => [what, why])).toEqual([
    ['events', 'not in the files'],
    ['node', 'not in the files'],
    ['nodeEvents', 'not in the files: they lie in namespace default'],
    ['previousLog', 'not in the files'],
  ]);
  expect(pods[0]?.missing.every(({ costs }) => costs !== '')).toBe(true);
});

test.each([
  ['StartError', 128],
  ['ContainerCannotRun', 127],
])('a container that was never started misses no log: %s', async (reason, exitCode) => {
  const status = {
    name: 'app',
    ready: false,
    restartCount: 2,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode, reason } },
  };
  const pod = crashed('web', { spec: SPEC, status: { containerStatuses: [status] } });
  const { pods } = await read({ input: JSON.stringify(pod) });
  expect(pods[0]?.missing.map(({ what }) => what)).not.toContain('previousLog');
});

test('a pod that is well misses no log', async () => {
  const { pods } = await read({ input: JSON.stringify(well('web')) });
  expect(pods[0]?.missing.map(({ what }) => what)).toEqual(['events']);
});

test('a scan tells of workloads whose desire is unmet, with the events of their newest child', async () => {
  const owner = [{ kind: 'Deployment', name: 'web', controller: true }];
  const set = (name: string, revision: string) =>
    object('ReplicaSet', name, {
      metadata: {
        namespace: 'shop',
        name,
        ownerReferences: owner,
        annotations: { 'deployment.kubernetes.io/revision': revision },
      },
      spec: { replicas: 1, template: {} },
      status: { replicas: 0 },
    });
  const event = (name: string, reason: string) => ({
    kind: 'Event',
    metadata: { namespace: 'shop', name: reason },
    involvedObject: { kind: 'ReplicaSet', namespace: 'shop', name },
    reason,
  });
  const deployment = object('Deployment', 'web', { spec: { replicas: 1, template: {} }, status: {} });
  const fine = object('StatefulSet', 'db', {
    spec: { replicas: 1, template: {} },
    status: { readyReplicas: 1 },
  });
  const input = JSON.stringify(
    list(
      well('x'),
      deployment,
      fine,
      set('web-1', '1'),
      set('web-2', '2'),
      event('web-1', 'Old'),
      event('web-2', 'FailedCreate'),
    ),
  );
  const { snapshots } = await read({ input }, {}, { depth: 'candidates' });
  expect(snapshots).toEqual([
    expect.objectContaining({
      kind: 'workload',
      workload: expect.objectContaining({ kind: 'Deployment' }),
      podCount: 0,
      events: [expect.objectContaining({ event: expect.objectContaining({ reason: 'FailedCreate' }) })],
    }),
  ]);
});

test('the log’s end is read, as long as was asked for, of the containers that were asked for', async () => {
  const log =
    '==== START logs for container app of pod shop/web ====\none\ntwo\nthree\n==== END logs for container app of pod shop/web ====\n';
  const input = `${JSON.stringify(list(crashed('web')))}\n${log}`;
  const logs = async (options: object) => (await read({ input }, {}, options)).pods[0]?.logs;
  expect(await logs({ tailLines: 2 })).toEqual([
    { container: 'app', which: 'current', lines: ['two', 'three'], cut: true },
  ]);
  expect(await logs({ tailLines: 0 })).toEqual([]);
  expect(await logs({ containers: ['other'] })).toEqual([]);
});
