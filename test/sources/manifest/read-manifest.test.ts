import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readManifest, type Manifest } from '../../../src/sources/manifest/read-manifest.js';

let cwd: string;
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'manifest-'))));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function* none(): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve([]);
}

function read(text: string, name = 'all.yaml'): Promise<Manifest> {
  writeFileSync(join(cwd, name), text);
  return readManifest({ paths: [name], recursive: false, stdin: none(), cwd });
}

/** `Deployment/web:3`. */
async function lines(text: string, name?: string): Promise<readonly string[]> {
  return (await read(text, name)).objects.map((one) => `${one.kind}/${one.name}:${one.line}`);
}

const WEB = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n';
const DB = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\n';

test.each<[string, string, readonly string[]]>([
  ['one document', WEB, ['Deployment/web:1']],
  ['several', `${WEB}---\n${DB}`, ['Deployment/web:1', 'StatefulSet/db:6']],
  [
    'comments and blank lines before the object',
    `---\n# Source: shop/templates/web.yaml\n\n${WEB}--- # the next\n  # indented\n${DB}---\n`,
    ['Deployment/web:4', 'StatefulSet/db:10'],
  ],
  [
    'Windows line ends',
    `${WEB}---\n${DB}`.replaceAll('\n', '\r\n'),
    ['Deployment/web:1', 'StatefulSet/db:6'],
  ],
  ['a byte order mark', `\ufeff${WEB}`, ['Deployment/web:1']],
  [
    'a text within that looks like the next document',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata:\n  a: |\n    ---\n    kind: Deployment\n---\n${WEB}`,
    ['ConfigMap/notes:1', 'Deployment/web:9'],
  ],
  [
    'a list as kubectl prints it',
    'apiVersion: v1\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata:\n    name: web\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: one}\nkind: List\n',
    ['Deployment/web:3', 'Pod/one:7'],
  ],
  [
    'a list after another document, with keys of its own named items',
    `${DB}---\nkind: List\nmetadata: {items: [1]}\nitems:\n  # the web\n  - ${WEB.trim().replaceAll('\n', '\n    ')}\n`,
    ['StatefulSet/db:1', 'Deployment/web:10'],
  ],
  ['an empty list beside an object', `kind: List\nitems: []\n---\n${WEB}`, ['Deployment/web:4']],
  ['what is no object', `just text\n---\n- 1\n---\n${WEB}`, ['Deployment/web:5']],
])('the line of each object: %s', async (_, text, expected) => {
  expect(await lines(text)).toEqual(expected);
});

test('JSON is read as well, with the line of each item', async () => {
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } };
  const list = { kind: 'List', apiVersion: 'v1', items: [web, { ...web, kind: 'DaemonSet' }] };
  expect(await lines(JSON.stringify(list), 'all.json')).toEqual(['Deployment/web:1', 'DaemonSet/web:1']);
  const pretty = JSON.stringify(list, null, 2);
  expect(await lines(pretty, 'all.json')).toEqual(['Deployment/web:5', 'DaemonSet/web:12']);
});

test('a directory is read file by file, below it with -R, and names its files', async () => {
  mkdirSync(join(cwd, 'chart/more'), { recursive: true });
  writeFileSync(join(cwd, 'chart/b.yaml'), WEB);
  writeFileSync(join(cwd, 'chart/a.yml'), DB);
  writeFileSync(join(cwd, 'chart/notes.txt'), 'no manifest');
  writeFileSync(join(cwd, 'chart/more/c.json'), '{"kind": "Job", "metadata": {"name": "load"}}');
  const files = async (recursive: boolean): Promise<readonly string[]> => {
    const { objects } = await readManifest({ paths: ['chart'], recursive, stdin: none(), cwd });
    return objects.map(({ file }) => file);
  };
  expect(await files(false)).toEqual(['chart/a.yml', 'chart/b.yaml']);
  expect(await files(true)).toEqual(['chart/a.yml', 'chart/b.yaml', 'chart/more/c.json']);
});

test('hooks and generated names are no objects to wait for, and each says why', async () => {
  const { objects, unwatched } = await read(
    `${WEB.replace('name: web', 'name: web\n  annotations: {helm.sh/hook: "pre-install,pre-upgrade"}')}---\nkind: Job\nmetadata: {generateName: load-}\n---\nkind: Pod\nmetadata: {}\n`,
  );
  expect(objects).toEqual([]);
  expect(unwatched.map(({ kind, name, why }) => `${kind}/${name}: ${why}`)).toEqual([
    'Deployment/web: Helm runs it as a hook (pre-install,pre-upgrade)',
    'Job/load-: its name is generated (generateName)',
    'Pod/: it has no name',
  ]);
});

test('the same object twice is refused with both places, also within a list', async () => {
  await expect(
    read(`${WEB}---\nkind: List\nitems:\n- ${WEB.trim().replaceAll('\n', '\n  ')}\n`),
  ).rejects.toThrow('Deployment/web stands twice in the manifest: all.yaml:1 and all.yaml:8');
});
