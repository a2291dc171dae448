import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { pathError } from '../../../src/sources/files/path-error.js';
import { SourceError } from '../../../src/sources/source.js';
import { crashed, folder, list, read } from './read.js';

const WEB = crashed('web');

test.each<[string, string | Buffer, RegExp]>([
  ['an empty file', '', /^standard input: is empty/],
  ['white space', ' \n\n', /^standard input: is empty/],
  ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), /^standard input: is binary/],
  ['HTML', '<!DOCTYPE html><html>login</html>', /^standard input:1: is HTML/],
  [
    'a tab in YAML',
    'kind: Pod\nmetadata:\n\tname: web\n',
    /^standard input:3:\d+: a tab where YAML wants spaces/,
  ],
  [
    'a control character',
    '\u001b[31mred\n',
    /^standard input:1:1: cannot be read as YAML: the stream contains non-printable characters/,
  ],
  [
    'a log',
    'start\nERROR: no route\n',
    /^standard input:2:6: cannot be read as YAML: .*--logs DIR of pod and scan\)$/,
  ],
  [
    'a log of another shape',
    '2026/11/28 22:31:33 ERROR connect attempt=1 err="dial tcp 127.0.0.1:5432: connect: connection refused"\n',
    /^standard input:1:\d+: cannot be read as YAML: .*--logs DIR of pod and scan\)$/,
  ],
  [
    'an alias whose anchor is in another item',
    'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  metadata: &m {name: a}\n- kind: Pod\n  metadata: *m\n',
    /^standard input:7:\d+: unidentified alias "m": an anchor of another item of a list is not followed/,
  ],
  ['broken YAML', 'kind: Pod\nmetadata: {name: web\n', /^standard input:\d+:\d+: cannot be read as YAML/],
  ['cut JSON', JSON.stringify(list(WEB, WEB)).slice(0, 300), /^standard input:1:301: the JSON .* was cut/],
  [
    'broken JSON',
    '{"kind": "Pod",\n "metadata": {"name": oops}}',
    /^standard input:2:\d+: cannot be read as JSON/,
  ],
  [
    'a list that is broken before its items',
    '{"kind": "List" "items": [\n{"kind": "Pod", "metadata": {"name": "web"}}]}',
    /^standard input:1:17: cannot be read as JSON: /,
  ],
  [
    'text after JSON',
    '{"kind": "Pod", "metadata": {}} oops',
    /^standard input:1:33: expected a JSON object here and found "oops"/,
  ],
  [
    'a table',
    'NAME   READY   STATUS\nweb    0/1     Error\n',
    /^standard input: holds no object of Kubernetes/,
  ],
  ['no object', '- 1\n- two\n', /^standard input: holds no object of Kubernetes/],
  [
    'another object',
    dump({ kind: 'Service', metadata: { name: 'web' } }),
    /holds no pod: it holds Service "web"/,
  ],
  ['an error answer', JSON.stringify({ kind: 'Status', metadata: {}, status: 'Failure' }), /error answer/],
  ['an empty list', JSON.stringify(list()), /holds a list without items/],
  ['an empty YAML list', dump(list()), /holds a list without items/],
  ['a billion laughs', billionLaughs(), /aliases .* refused/],
])('%s is one line that says where and what to do', async (_, input, message) => {
  const error: unknown = await read({ input }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(SourceError);
  expect((error as SourceError).message).toMatch(message);
  expect((error as SourceError).message).not.toContain('\n');
});

function billionLaughs(): string {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}*l${i}]`);
  return `kind: Pod\nl0: &l0 [x]\n${levels.join('\n')}\n`;
}

test('a YAML document of more than 64 MB is refused with the way out', async () => {
  const input = Buffer.concat([
    Buffer.from('kind: List\nitems:\n'),
    Buffer.alloc(65 * 1024 * 1024, `#${' '.repeat(8_000)}\n`),
  ]);
  await expect(read({ input })).rejects.toThrow(
    /^standard input:1: a YAML document of more than 64 MB .* `-o json`/,
  );
});

test('paths that give nothing', async () => {
  const here = folder({ 'notes.txt': 'x', 'below/notes.txt': 'x' });
  await expect(read({ paths: [join(here, 'none.yaml')] })).rejects.toThrow(
    /^the path ".*none.yaml" does not exist$/,
  );
  await expect(read({ paths: [here] })).rejects.toThrow(/holds no \.json/);
  await expect(read({ paths: ['https://example.com/pod.yaml'] })).rejects.toThrow(
    /takes files, not URLs.*curl/,
  );
  await expect(read({ paths: [] })).rejects.toMatchObject({ kind: 'usage' });
  await expect(read({ paths: ['-', '-'] })).rejects.toMatchObject({ kind: 'usage' });
  await expect(read({ input: JSON.stringify(WEB), logsDir: join(here, 'notes.txt') })).rejects.toThrow(
    /is no directory/,
  );
  symlinkSync(join(here, 'below/loop.json'), join(here, 'below/loop.json'));
  await expect(read({ paths: [join(here, 'below/loop.json')] })).rejects.toThrow(/a link that leads nowhere/);
});

test('a file that this user may not read is said to be so', () => {
  // The superuser may read everything, so the refusal is the file system's own error object.
  const refused = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  expect(pathError('pods.json', refused).message).toBe(
    'pods.json: may not be read by this user; check its permissions',
  );
});

test.each<[string, (path: string) => void]>([
  ['is gone', (path) => rmSync(path)],
  ['is cut', (path) => writeFileSync(path, JSON.stringify(list(WEB)).slice(0, 40))],
  ['is another', (path) => writeFileSync(path, 'x'.repeat(10_000))],
])('pods of a file that %s before they are looked at are told as not seen', async (_, change) => {
  const path = join(folder({ 'pods.json': JSON.stringify(list(WEB)) }), 'pods.json');
  const { pods, result } = await read({ paths: [path] }, {}, {}, () => change(path));
  expect([pods.length, result.complete]).toEqual([0, false]);
  expect(result.missing).toContainEqual(
    expect.objectContaining({ what: 'pods', name: 'web', why: 'the file has changed while it was read' }),
  );
});

test('a workload, or the events of a pod, of a file that is gone before they are looked at are told as not seen', async () => {
  const short = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'shop', name: 'api' } };
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    reason: 'BackOff',
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web' },
  };
  const here = folder({
    'events.json': JSON.stringify(list(event)),
    'pods.json': JSON.stringify(list(WEB)),
    'workloads.json': JSON.stringify(list(short)),
  });
  const { pods, result } = await read(
    { paths: [here] },
    {
      names: [
        { resource: 'deployments', name: 'api' },
        { resource: 'pods', name: 'web' },
      ],
    },
    {},
    () => {
      for (const name of ['events', 'workloads']) rmSync(join(here, `${name}.json`));
    },
  );
  const why = 'the file has changed while it was read';
  expect(pods[0]?.missing).toContainEqual(expect.objectContaining({ what: 'events', why }));
  expect(result.missing).toContainEqual(
    expect.objectContaining({ what: 'workloads', namespace: 'shop', name: 'Deployment/api', why }),
  );
  expect(result.complete).toBe(false);
});

test('a log that cannot be read is told as missing, and a shorter one that can is taken', async () => {
  const here = folder({
    'shop/web/app.previous.log': 'long gone\n',
    'web/app.previous.log': 'brief\n',
  });
  const lost = join(here, 'shop/web/app.previous.log');
  const both = await read({ input: JSON.stringify(WEB), logsDir: here }, {}, {}, () => rmSync(lost));
  expect(both.pods[0]?.logs.map(({ lines }) => lines)).toEqual([['brief']]);
  expect(both.pods[0]?.missing).toContainEqual(
    expect.objectContaining({
      name: 'app',
      why: expect.stringMatching(/app\.previous\.log" does not exist$/),
    }),
  );
});

/** Whatever comes in, a SourceError or snapshots come out. */
async function survives(input: Buffer): Promise<boolean> {
  for (const depth of ['each', 'candidates'] as const) {
    const outcome: unknown = await read({ input }, {}, { depth }).catch((error: unknown) => error);
    if (outcome instanceof Error && !(outcome instanceof SourceError)) throw outcome;
  }
  return true;
}

test('any bytes give a SourceError or snapshots', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => survives(Buffer.from(bytes))),
    { numRuns: 200 },
  );
});

test('any JSON in place of any part of a pod gives a SourceError or snapshots', async () => {
  const keys = fc.constantFrom(
    'metadata',
    'spec',
    'status',
    'kind',
    'items',
    'involvedObject',
    'name',
    'namespace',
    'containers',
    'containerStatuses',
    'conditions',
    'ownerReferences',
    '__proto__',
    'env',
    'volumes',
    'type',
    'object',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom<unknown>(null, '', 'Pod', 'List', 'web', -1, 1e308, true),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const object = fc
    .tuple(
      fc.constantFrom('Pod', 'Event', 'Node', 'ReplicaSet', 'Deployment', 'List', 'PodList', 'Secret', 'Job'),
      fc.dictionary(keys, tree),
    )
    .map(([kind, rest]) => ({ ...rest, kind }));
  const texts = fc
    .array(object, { minLength: 1, maxLength: 4 })
    .map((objects) => [
      JSON.stringify(list(...objects)),
      dump(list(...objects), { noRefs: true }),
      objects.map((one) => JSON.stringify(one)).join('\n'),
    ]);
  await fc.assert(
    fc.asyncProperty(texts, async (inputs) => {
      for (const input of inputs) await survives(Buffer.from(input));
    }),
    { numRuns: 60 },
  );
});

test('a good input cut at any byte gives a SourceError or snapshots', async () => {
  const json = Buffer.from(JSON.stringify(list(WEB, crashed('db'))));
  const yaml = Buffer.from(dump(list(WEB, crashed('db'))));
  await fc.assert(
    fc.asyncProperty(fc.nat(json.length), fc.nat(yaml.length), async (a, b) => {
      await survives(json.subarray(0, a));
      await survives(yaml.subarray(0, b));
    }),
    { numRuns: 50 },
  );
});

test('objects nested ten thousand deep do no harm', async () => {
  const deep = `{"kind":"Pod","metadata":{"name":"web"},"spec":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  const { pods } = await read({ input: deep });
  expect(pods).toHaveLength(1);
});

test('a named pipe that nobody writes to is not waited for', async () => {
  const pipe = join(folder({}), 'a pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(read({ paths: [pipe] })).rejects.toThrow(/is a named pipe.*: -f - < '.*a pipe'$/);
});

test('gzip inside of gzip, which need never end, is refused', async () => {
  await expect(read({ input: gzipSync(gzipSync(JSON.stringify(WEB))) })).rejects.toThrow(
    /gzip inside of gzip is not read; unpack it once/,
  );
});
