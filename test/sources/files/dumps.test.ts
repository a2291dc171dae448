import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { FIXTURES, folder, read, type Reading } from './read.js';

const DUMPS = [
  'cluster-info',
  'cluster-info-yaml',
  'cluster-info.txt',
  'support-bundle',
  'must-gather',
] as const;

/** What every format must agree on: what it holds of it. */
function facts({ snapshots, pods, result }: Reading) {
  const [pod] = pods;
  return {
    kinds: snapshots.map((snapshot) => snapshot.kind),
    name: pod?.pod['metadata'],
    events: pod?.events.map(({ event, matchedBy }) => [event['reason'], matchedBy]),
    owners: pod?.owners.map(({ kind, name, revisions }) => [
      kind,
      name,
      revisions?.map(({ revision }) => revision),
    ]),
    node: pod?.node?.['metadata'],
    podsSeen: result.podsSeen,
    now: new Date(result.now).toISOString(),
  };
}

test.each(DUMPS)('%s: the pod in trouble with its events, owners, revisions and node', async (dump) => {
  const reading = await read({ paths: [join(FIXTURES, dump)] }, {}, { depth: 'candidates' });
  expect(facts(reading)).toEqual({
    kinds: ['pod', 'workload', 'node'],
    name: expect.objectContaining({ name: 'web-7c9f8d6b5-x2x9p' }),
    events: [['BackOff', 'uid']],
    owners: [
      ['ReplicaSet', 'web-7c9f8d6b5', undefined],
      ['Deployment', 'web', ['2', '1']],
    ],
    node: expect.objectContaining({ name: 'worker-1' }),
    podsSeen: 2,
    now: '2026-03-01T10:44:00.000Z',
  });
});

test('cluster-info dump: the current log, and nothing for an excuse', async () => {
  for (const dump of ['cluster-info', 'cluster-info-yaml', 'cluster-info.txt']) {
    const { pods, result } = await read({ paths: [join(FIXTURES, dump)] });
    const logs = pods.flatMap((pod) =>
      pod.logs.map(({ container, which, lines }) => [container, which, lines.length]),
    );
    expect({ dump, logs }).toEqual({ dump, logs: [['app', 'current', 3]] });
    expect(result.source.format).toBe(
      dump === 'cluster-info.txt' ? 'cluster-info-dump' : 'cluster-info-directory',
    );
  }
});

test('support bundle: both logs, what it could not list is missing, an empty list is known to be empty', async () => {
  const { pods, result } = await read(
    { paths: [join(FIXTURES, 'support-bundle')] },
    {},
    { depth: 'candidates' },
  );
  expect(result.source.format).toBe('support-bundle');
  expect(pods[0]?.logs.map(({ which }) => which).sort()).toEqual(['current', 'previous']);
  expect(result.missing).toEqual([
    expect.objectContaining({
      what: 'events',
      namespace: 'default',
      why: expect.stringMatching(/^events is forbidden: User /),
    }),
    expect.objectContaining({ what: 'workloads', why: 'the files hold no DaemonSets and Jobs' }),
  ]);
  expect(pods[0]?.references).toContainEqual({
    kind: 'ConfigMap',
    name: 'web-config',
    exists: false,
    nearest: [],
  });
  expect(result.complete).toBe(true);
});

test('must-gather: logs without the times that its tool put there, events of the node, keys of a ConfigMap', async () => {
  const { pods, result } = await read(
    { paths: [join(FIXTURES, 'must-gather')] },
    {},
    { depth: 'candidates' },
  );
  expect(result.source.format).toBe('must-gather');
  expect(pods[0]?.logs.find(({ which }) => which === 'previous')?.lines).toEqual([
    'starting',
    'loaded 12 caches',
    'allocating',
  ]);
  expect(pods[0]?.nodeEvents.map(({ event }) => event['reason'])).toEqual(['SystemOOM']);
  expect(pods[0]?.references).toContainEqual({
    kind: 'ConfigMap',
    name: 'web-config',
    exists: true,
    keys: ['mode'],
  });
});

/** The files of a folder as an archive, and entries that only an archive can hold. */
async function archive(
  root: string,
  extra: (tar: ReturnType<typeof pack>) => void = () => undefined,
): Promise<Buffer> {
  const tar = pack();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) tar.entry({ name: relative(root, path) }, readFileSync(path));
  }
  extra(tar);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

test.each(['cluster-info', 'support-bundle', 'must-gather'])(
  '%s as .tar.gz and .tar says the same',
  async (dump) => {
    const root = join(FIXTURES, dump);
    const tar = await archive(root);
    const here = folder({ 'dump.tar': tar, 'dump.tgz': gzipSync(tar) });
    const expected = await read({ paths: [root] }, {}, { depth: 'candidates' });
    for (const path of ['dump.tar', 'dump.tgz']) {
      const reading = await read({ paths: [join(here, path)] }, {}, { depth: 'candidates' });
      expect(facts(reading)).toEqual(facts(expected));
      expect(reading.pods[0]?.logs).toEqual(expected.pods[0]?.logs);
      expect(reading.result.source.format).toBe(expected.result.source.format);
    }
    const piped = await read({ input: gzipSync(tar) }, {}, { depth: 'candidates' });
    expect(facts(piped)).toEqual(facts(expected));
  },
);

test('links in an archive are passed over, a path that leads out of it is refused', async () => {
  const root = join(FIXTURES, 'must-gather');
  const linked = await archive(root, (tar) => {
    tar.entry({ name: 'namespaces/shop/core/pods.yaml', type: 'symlink', linkname: '/etc/passwd' });
  });
  expect((await read({ input: linked })).result.podsSeen).toBe(2);
  const escaping = await archive(root, (tar) => {
    tar.entry({ name: '../../evil/namespaces/shop/core/pods.yaml' }, 'x');
  });
  await expect(read({ input: escaping })).rejects.toThrow(/leads out of the archive .*refused/);
});

test('a cut archive, a bomb and an archive of nothing known are one line each', async () => {
  const tar = await archive(join(FIXTURES, 'must-gather'));
  const packed = gzipSync(tar);
  await expect(read({ input: packed.subarray(0, packed.length / 2) })).rejects.toThrow(
    /^standard input: .*(?:cut|broken)/,
  );
  await expect(read({ input: tar.subarray(0, tar.length - 3000) })).rejects.toThrow(/^standard input: .*cut/);
  const bomb = gzipSync(Buffer.concat([Buffer.from('['), Buffer.alloc(80 * 1024 * 1024, 0x20)]));
  await expect(read({ input: bomb })).rejects.toThrow(/decompression bomb/);
  const other = await archive(folder({ 'a/readme.txt': 'x' }));
  await expect(read({ input: other })).rejects.toThrow(/holds nothing that is known/);
});

test('a broken file of a dump is something missing, and the answer is incomplete', async () => {
  const here = folder({
    'cluster-resources/pods/shop.json': readFileSync(
      join(FIXTURES, 'support-bundle/support-bundle-2026-03-01T10_45_00/cluster-resources/pods/shop.json'),
    ),
    'cluster-resources/pods/pay.json': '[{"metadata": {"name": "x"',
  });
  const { result } = await read({ paths: [here] });
  expect(result.podsSeen).toBe(2);
  expect(result.complete).toBe(false);
  expect(result.missing).toEqual([
    expect.objectContaining({ what: 'pods', name: 'cluster-resources/pods/pay.json' }),
  ]);
  // Who asks for a pod that is there lacks nothing.
  const named = await read({ paths: [here] }, { names: [{ resource: 'pods', name: 'web-7c9f8d6b5-x2x9p' }] });
  expect(named.result.complete).toBe(true);
  const absent = await read({ paths: [here] }, { names: [{ resource: 'pods', name: 'x' }] });
  expect(absent.result.complete).toBe(false);
});

test('what a format lacks is said with what it costs', async () => {
  const stream = readFileSync(join(FIXTURES, 'cluster-info.txt'), 'utf8').replaceAll('starting\n', '');
  const withoutLogs = stream.slice(0, stream.indexOf('==== START'));
  const here = folder({});
  writeFileSync(join(here, 'dump.txt'), withoutLogs);
  const { pods } = await read({ paths: [join(here, 'dump.txt')] }, {}, { depth: 'candidates' });
  expect(pods[0]?.missing).toContainEqual({
    what: 'previousLog',
    namespace: 'shop',
    name: 'app',
    why: 'kubectl cluster-info dump keeps no previous logs',
    costs: 'what app wrote before it ended cannot be read',
  });
});

const BUNDLE = 'support-bundle/support-bundle-2026-03-01T10_45_00/cluster-resources';

test('support bundle: ReplicaSets below the StatefulSets\u2019 errors, logs that could not be collected, errors as text', async () => {
  const file = (name: string): Buffer => readFileSync(join(FIXTURES, BUNDLE, name));
  const here = folder({
    'cluster-resources/pods/shop.json': file('pods/shop.json'),
    'cluster-resources/statefulsets-errors.json/shop.json': file('replicasets/shop.json'),
    'cluster-resources/deployments/shop.json': file('deployments/shop.json'),
    'cluster-resources/pods/logs/shop/web-7c9f8d6b5-x2x9p/app-logs-errors.log':
      'failed to get log stream: no',
    'cluster-resources/nodes-errors.json': '["nodes is forbidden"]',
  });
  const { pods, result } = await read({ paths: [here] }, {}, { depth: 'candidates' });
  expect(pods[0]?.owners.map(({ kind }) => kind)).toEqual(['ReplicaSet', 'Deployment']);
  expect(pods[0]?.logs).toEqual([]);
  expect(result.missing.map(({ what, why }) => [what, why])).toEqual([
    ['node', 'nodes is forbidden'],
    ['log', 'failed to get log stream: no'],
    ['workloads', 'the files hold no StatefulSets, DaemonSets and Jobs'],
  ]);
});

test('what a scan of files holds no list of is said, unless a list says that there is none', async () => {
  const here = folder({
    'pods.json': JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [] }),
    'jobs.json': JSON.stringify({ kind: 'JobList', apiVersion: 'batch/v1', items: [] }),
    'deployments.json': JSON.stringify({ kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } }),
  });
  const { result } = await read({ paths: [here] }, {}, { depth: 'candidates' });
  expect(result.missing.map(({ why }) => why)).toEqual(['the files hold no StatefulSets and DaemonSets']);
  const named = await read(
    { paths: [here] },
    { names: [{ resource: 'deployments', name: 'web' }] },
    { depth: 'candidates' },
  );
  expect(named.result.missing).toEqual([]);
});
