import { expect, test } from '@jest/globals';
import { crashed, list, read, well } from './read.js';

const OWNED = {
  ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-7c9f8d6b5', controller: true }],
  labels: { app: 'web', 'pod-template-hash': '7c9f8d6b5' },
};
const CUSTOM = {
  ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'w1', controller: true }],
};
const INPUT = JSON.stringify(
  list(
    crashed('web-7c9f8d6b5-aaaaa', {
      metadata: OWNED,
      spec: { nodeName: 'n1', containers: [{ name: 'app' }] },
    }),
    crashed('job-1', { metadata: { namespace: 'batch', labels: { app: 'job' } } }),
    crashed('widget-0', { metadata: CUSTOM }),
    well('fine'),
    {
      kind: 'Event',
      metadata: { namespace: 'shop', name: 'e1' },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-7c9f8d6b5-zzzzz', uid: 'gone' },
      reason: 'Killing',
      lastTimestamp: '2026-01-01T00:05:00Z',
    },
  ),
);

async function names(selection: Parameters<typeof read>[1]): Promise<readonly unknown[]> {
  const { pods } = await read({ input: INPUT }, selection);
  return pods.map((pod) => (pod.pod['metadata'] as { name?: string }).name);
}

test('without a namespace all that the files hold is selected, with one only that', async () => {
  expect(await names({})).toHaveLength(4);
  expect(await names({ namespaces: ['batch'] })).toEqual(['job-1']);
  expect(await names({ namespaces: ['batch'], all: true })).toHaveLength(4);
});

test('a namespace that the files do not hold is no clean bill of health', async () => {
  const { result } = await read({ input: INPUT }, { namespaces: ['typo'] });
  expect(result).toMatchObject({
    complete: false,
    podsSeen: 0,
    missing: [{ what: 'namespaces', namespace: 'typo' }],
  });
});

test('labels and fields select as on a server', async () => {
  expect(await names({ selector: 'app in (web,db)' })).toEqual(['web-7c9f8d6b5-aaaaa']);
  expect(await names({ fieldSelector: 'spec.nodeName=n1,status.phase!=Failed' })).toEqual([
    'web-7c9f8d6b5-aaaaa',
  ]);
  await expect(names({ selector: 'app in' })).rejects.toThrow(/^unable to parse label selector/);
});

test('-l selects a workload by the labels of the pods that it would make', async () => {
  const refused = (name: string, labels: object): object => ({
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: { replicas: 1, template: { metadata: { labels } } },
    status: { conditions: [{ type: 'ReplicaFailure', status: 'True' }] },
  });
  const { snapshots } = await read(
    { input: JSON.stringify(list(refused('web', { app: 'web' }), refused('api', { app: 'api' }))) },
    { selector: 'app=web' },
    { depth: 'candidates' },
  );
  expect(snapshots.map((each) => each.kind === 'workload' && each.workload['metadata'])).toEqual([
    expect.objectContaining({ name: 'web' }),
  ]);
});

test('a workload is its pods, through every owner, also where the owners are not in the files', async () => {
  expect(await names({ names: [{ resource: 'deployments', name: 'web' }] })).toEqual(['web-7c9f8d6b5-aaaaa']);
  expect(await names({ names: [{ resource: 'widgets.example.com', name: 'w1' }] })).toEqual(['widget-0']);
  const { result } = await read({ input: INPUT }, { names: [{ resource: 'deployments', name: 'web' }] });
  expect(result.workloads).toEqual([
    {
      resource: 'deployments',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      pods: ['web-7c9f8d6b5-aaaaa'],
    },
  ]);
});

test('a name that is not there is said as a server says it, with the nearest names', async () => {
  const { result } = await read(
    { input: INPUT },
    {
      names: [
        { resource: 'pods', name: 'job-2' },
        { resource: 'deployments', name: 'wbe' },
      ],
    },
  );
  expect(result.notFound).toEqual([
    { resource: 'pods', namespace: '', name: 'job-2', nearest: ['job-1'], message: 'pods "job-2" not found' },
    {
      resource: 'deployments',
      namespace: '',
      name: 'wbe',
      nearest: ['web'],
      message: 'deployments.apps "wbe" not found',
    },
  ]);
});

test('a pod that is gone is known from its events and from those that took its place', async () => {
  const { result } = await read(
    { input: INPUT },
    { names: [{ resource: 'pods', name: 'web-7c9f8d6b5-zzzzz' }] },
  );
  expect(result.gone).toEqual([
    {
      namespace: 'shop',
      name: 'web-7c9f8d6b5-zzzzz',
      events: [expect.objectContaining({ reason: 'Killing' })],
      ownerPods: [
        expect.objectContaining({ metadata: expect.objectContaining({ name: 'web-7c9f8d6b5-aaaaa' }) }),
      ],
    },
  ]);
});

test('containers of every kind are counted, as of a cluster', async () => {
  const spec = {
    initContainers: [{ name: 'prepare' }],
    containers: [{ name: 'app' }, { name: 'mesh' }],
    ephemeralContainers: [{ name: 'debugger' }],
  };
  const { result } = await read({ input: JSON.stringify(crashed('web', { spec })) });
  expect(result.containersSeen).toBe(4);
});
