import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { dump } from 'js-yaml';
import { crashed, folder, list, read, well } from './read.js';

const WEB = crashed('web');
const DB = crashed('db', { metadata: { namespace: 'data' } });
const LATER = crashed('web', { metadata: { labels: { seen: 'later' } } });

const json = (value: unknown): string => JSON.stringify(value);
const utf16 = Buffer.from(`\ufeff${json(WEB)}`, 'utf16le');

test.each([
  ['object-json', json(WEB), ['web']],
  ['object-json', `\ufeff${JSON.stringify(WEB, null, 2)}`, ['web']],
  ['object-json', utf16, ['web']],
  ['object-yaml', dump(WEB), ['web']],
  ['list-json', json(list(WEB, DB)), ['web', 'db']],
  ['list-json', json([WEB, DB]), ['web', 'db']],
  ['list-json', json(list(list(WEB), list(DB))), ['web', 'db']],
  ['list-yaml', dump(list(WEB, DB)), ['web', 'db']],
  ['list-yaml', dump(list(WEB, DB), { seqNoIndent: true }), ['web', 'db']],
  ['documents-yaml', `---\n${dump(WEB)}---\n# nothing\n---\n${dump(DB)}...\n`, ['web', 'db']],
  ['ndjson', `${json(WEB)}\n${json(DB)}\n`, ['web', 'db']],
  ['documents-json', `${JSON.stringify(WEB, null, 1)}\n${JSON.stringify(DB, null, 1)}`, ['web', 'db']],
  ['ndjson', `${json({ type: 'ADDED', object: WEB })}\n${json({ type: 'DELETED', object: DB })}\n`, ['web']],
])('%s', async (format, input, names) => {
  const { pods, result } = await read({ input });
  expect(pods.map((pod) => (pod.pod['metadata'] as { name?: string }).name)).toEqual(names);
  expect(result.source.format).toBe(format);
  expect(result.source.kind).toBe('files');
});

test('a typed list gives its items their kind, wherever it tells it', async () => {
  const { kind: _, apiVersion: __, ...bare } = WEB;
  const sets = {
    items: [{ metadata: { namespace: 'shop', name: 'rs' }, spec: { replicas: 2, template: {} }, status: {} }],
    kind: 'ReplicaSetList',
    apiVersion: 'apps/v1',
  };
  for (const input of [
    `${json({ kind: 'PodList', items: [bare] })}${json(sets)}`,
    `${dump({ items: [bare], kind: 'PodList' })}---\n${dump(sets)}`,
  ]) {
    const { snapshots } = await read({ input }, {}, { depth: 'candidates' });
    expect(snapshots.map(({ kind }) => kind)).toEqual(['pod', 'workload']);
    expect(snapshots[1]).toMatchObject({ workload: { kind: 'ReplicaSet', apiVersion: 'apps/v1' } });
  }
});

test('of a watch the newest state counts', async () => {
  const input = [WEB, LATER].map((object) => json({ type: 'MODIFIED', object })).join('\n');
  const { pods } = await read({ input });
  expect(pods).toHaveLength(1);
  expect(pods[0]?.pod).toMatchObject({ metadata: { labels: { seen: 'later' } } });
});

test('YAML means what kubectl means by it', async () => {
  const text = dump(WEB) + 'extra: {time: 12:30:45, date: 2026-01-01, on: yes, mode: 0644}\n';
  const { pods } = await read({ input: text });
  expect(pods[0]?.pod['extra']).toEqual({ time: '12:30:45', date: '2026-01-01', true: true, mode: 420 });
});

test('a recorded failure: objects.yaml, and logs that are its first pod’s', async () => {
  const here = folder({
    'objects.yaml': dump(list(WEB, DB)),
    'logs/app.log': 'now\n',
    'logs/app.previous.log': 'one\ntwo\n',
    'expected.yaml': 'diagnoses: []',
  });
  const { pods, result } = await read({ paths: [here] });
  expect(result.source.format).toBe('case-directory');
  expect(pods.map((pod) => pod.logs.map(({ which, lines }) => [which, lines]))).toEqual([
    [
      ['current', ['now']],
      ['previous', ['one', 'two']],
    ],
    [],
  ]);
});

test('--logs gives logs to plain objects, by container, pod and namespace', async () => {
  const here = folder({
    'app.log': 'first\n',
    'db/app.previous.log': 'second\n',
    'shop/other/app.log': 'third\n',
    'other.log': 'fourth\n',
  });
  const input = json(list(WEB, DB, crashed('other')));
  const { pods } = await read({ input, logsDir: here });
  const lines = pods.map((pod) => pod.logs.flatMap((log) => log.lines));
  expect(lines).toEqual(
    [['first'], ['second'], ['third']].map((each, i) =>
      i === 2 ? [expect.stringMatching(/third|fourth/)] : each,
    ),
  );
});

test('--logs gives a log of a folder that names none of several pods to none of them', async () => {
  const logsDir = folder({ 'elsewhere/app.log': 'not yours\n' });
  const { pods } = await read({ input: json(list(WEB, DB)), logsDir });
  expect(pods.flatMap((pod) => pod.logs)).toEqual([]);
  const alone = await read({ input: json(WEB), logsDir });
  expect(alone.pods[0]?.logs.map(({ lines }) => lines)).toEqual([['not yours']]);
});

test('--logs gives a log of another namespace, or of one pod of several with that name, to none', async () => {
  const logsDir = folder({ 'staging/web/app.log': 'not yours\n', 'web/app.previous.log': 'whose?\n' });
  const elsewhere = crashed('web', { metadata: { namespace: 'shop-2' } });
  const { pods } = await read({ input: json(list(WEB, elsewhere)), logsDir });
  expect(pods.flatMap((pod) => pod.logs)).toEqual([]);
  const alone = await read({ input: json(WEB), logsDir });
  expect(alone.pods[0]?.logs.map(({ lines }) => lines)).toEqual([['whose?']]);
});

test("a log with the name of a pod is that of its default container, and of the pod's container of that name first", async () => {
  const plain = await read({ input: json(WEB), logsDir: folder({ 'web.log': 'mine\n' }) });
  expect(plain.pods[0]?.logs.map(({ container }) => container)).toEqual(['app']);
  const namesake = crashed('app');
  const meshed = JSON.parse(json(namesake)) as { spec: { containers: object[] } };
  meshed.spec.containers.unshift({ name: 'mesh' });
  const here = folder({ 'objects.yaml': dump(meshed), 'logs/app.previous.log': 'mine\n' });
  const { pods } = await read({ paths: [here] });
  expect(pods[0]?.logs.map(({ container }) => container)).toEqual(['app']);
});

test('a directory is read like kubectl’s -f, with -R also below; links are not followed', async () => {
  const here = folder({ 'web.yaml': dump(WEB), 'below/db.json': json(DB), 'notes.txt': 'x' });
  expect((await read({ paths: [here] })).result.podsSeen).toBe(1);
  const { result } = await read({ paths: [here], recursive: true });
  expect([result.podsSeen, result.source.format]).toEqual([2, 'directory']);
});

test('several -f are one input', async () => {
  const here = folder({ 'web.yaml': dump(WEB), 'db.json': json(DB) });
  const { result } = await read({ paths: [join(here, 'web.yaml'), join(here, 'db.json')] });
  expect([result.podsSeen, result.source.format]).toEqual([2, 'object-json, object-yaml']);
});

test('now is the newest time that was seen, a deletion’s deadline is none, and --now beats it', async () => {
  const leaving = crashed('web', { metadata: { deletionTimestamp: '2026-06-01T00:00:00Z' } });
  const { result } = await read({ input: json(leaving) });
  expect([new Date(result.now).toISOString(), result.source.nowFrom]).toEqual([
    '2026-01-01T00:10:00.000Z',
    'newest-timestamp',
  ]);
  const told = await read({ input: json(leaving), now: Date.parse('2026-02-01T00:00:00Z') });
  expect([new Date(told.result.now).toISOString(), told.result.source.nowFrom]).toEqual([
    '2026-02-01T00:00:00.000Z',
    'flag',
  ]);
});

test('a scan counts all pods and looks closer at those in trouble, also by --since', async () => {
  const input = json(
    list(
      WEB,
      well('fine'),
      crashed('old', {
        status: {
          containerStatuses: [
            {
              name: 'app',
              ready: true,
              restartCount: 1,
              state: { running: {} },
              lastState: { terminated: { exitCode: 1, finishedAt: '2025-12-31T00:00:00Z' } },
            },
          ],
        },
      }),
    ),
  );
  const scan = await read({ input }, {}, { depth: 'candidates', sinceSeconds: 3600 });
  expect([scan.result.podsSeen, scan.pods.length]).toEqual([3, 1]);
  expect((await read({ input }, {}, { depth: 'candidates', sinceSeconds: 0 })).pods).toHaveLength(2);
});
