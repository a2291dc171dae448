import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { FIXTURES, folder, read, type Reading } from './read.js';

type Files = Readonly<Record<string, Buffer>>;

/** A dump's files under other paths; what `move` answers with undefined is left out. */
function moved(dump: string, move: (path: string) => string | undefined): Files {
  const root = join(FIXTURES, dump);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const to = move(relative(root, path));
      return to === undefined ? [] : [[to, readFileSync(path)]];
    }),
  );
}

async function archive(files: Files): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The same files as a directory and as an archive. */
async function bothWays(files: Files): Promise<readonly Reading[]> {
  return [
    await read({ paths: [folder(files)] }, {}, { depth: 'candidates' }),
    await read({ input: await archive(files) }, {}, { depth: 'candidates' }),
  ];
}

const WEB = 'web-7c9f8d6b5-x2x9p';
const COLLECTED = `cluster-resources/pods/logs/shop/${WEB}/app`;

test.each([
  ['after the folders of the bundle', `sb/kots/my logs/${WEB}/app`],
  ['before them', `sb/app/logs/${WEB}/app`],
  ['a pod with one container', `sb/my logs/${WEB}`],
])('support bundle: logs in folders that the user named, %s', async (_what, to) => {
  const files = moved('support-bundle', (path) => {
    const inside = path.replace(/^[^/]+\//, '');
    return inside.startsWith(COLLECTED) ? inside.replace(COLLECTED, to) : `sb/${inside}`;
  });
  const others = {
    'sb/app/other.log': Buffer.from('nobody’s'),
    'sb/app/unknown-pod/app.log': Buffer.from('of a pod that is not here'),
  };
  for (const { pods, result } of await bothWays({ ...others, ...files })) {
    expect(result.source.format).toBe('support-bundle');
    expect(result.complete).toBe(true);
    expect(pods[0]?.logs.map(({ container, which }) => `${container} ${which}`).sort()).toEqual([
      'app current',
      'app previous',
    ]);
    expect(pods[0]?.logs.find(({ which }) => which === 'previous')?.lines).toContain('allocating');
  }
});

test('oc adm inspect of a namespace: its own folder, without anything cluster-wide', async () => {
  const files = moved('must-gather', (path) =>
    path.includes('cluster-scoped-resources') ? undefined : path.replace(/^[^/]+\//, ''),
  );
  for (const { pods, result } of await bothWays(files)) {
    expect(result).toMatchObject({ complete: true, podsSeen: 2, source: { format: 'must-gather' } });
    expect(pods[0]?.logs.map(({ which }) => which)).toEqual(['previous']);
    expect(pods[0]?.missing).toContainEqual(expect.objectContaining({ what: 'node', name: 'worker-1' }));
  }
});

test('must-gather: an empty file is what a refusal left; what the second try gave is the log', async () => {
  const logs = `namespaces/shop/pods/${WEB}/app/app/logs`;
  const gathered = moved('must-gather', (path) => path.replace(/(previous)\.log$/, '$1.insecure.log'));
  const root = Object.keys(gathered)[0]?.split('/')[0] ?? '';
  const emptied = (name: string): Files => ({ [`${root}/${logs}/${name}`]: Buffer.alloc(0) });
  for (const { pods } of await bothWays({ ...gathered, ...emptied('previous.log') })) {
    expect(pods[0]?.logs.find(({ which }) => which === 'previous')?.lines).toContain('allocating');
  }
  const none = { ...emptied('previous.insecure.log'), ...emptied('previous.log'), ...emptied('current.log') };
  for (const { pods } of await bothWays({ ...gathered, ...none })) {
    expect(pods[0]?.logs).toEqual([]);
    expect(pods[0]?.missing).toContainEqual(
      expect.objectContaining({ what: 'previousLog', why: expect.stringContaining('an empty file') }),
    );
  }
});

test('of an archive with a log for each of many containers, later logs are kept shorter', async () => {
  const lines = Buffer.from(`${'x'.repeat(99)}\n`.repeat(2_000));
  const gathered = moved('must-gather', (path) => path);
  const root = Object.keys(gathered)[0]?.split('/')[0] ?? '';
  const logs = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [
      `${root}/namespaces/shop/pods/a-${n}/app/app/logs/current.log`,
      lines,
    ]),
  );
  const last = { [`${root}/namespaces/shop/pods/${WEB}/app/app/logs/previous.log`]: lines };
  const input = await archive({ ...logs, ...gathered, ...last });
  const { pods } = await read({ input }, {}, { depth: 'candidates', tailLines: 100_000 });
  const kept = pods[0]?.logs.find(({ which }) => which === 'previous');
  expect(kept?.cut).toBe(true);
  expect(kept?.lines.length).toBeGreaterThan(100);
  expect(kept?.lines.length).toBeLessThan(200);
});
