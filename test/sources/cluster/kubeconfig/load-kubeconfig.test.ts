import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadKubeconfig } from '../../../../src/sources/cluster/kubeconfig/load-kubeconfig.js';
import type { JsonObject } from '../../../../src/domain/values/json.js';

const root = join(import.meta.dirname, '../../../../fixtures/kubeconfig');

interface Case {
  readonly kubeconfig?: string;
  readonly env?: readonly string[];
  readonly pathsFrom?: string;
}

interface Answer {
  readonly error?: string;
  readonly clusters: readonly { name: string; cluster: JsonObject }[] | null;
  readonly users: readonly { name: string; user: JsonObject }[] | null;
  readonly contexts: readonly { name: string; context: JsonObject }[] | null;
  readonly 'current-context': string;
}

function load(id: string): ReturnType<typeof loadKubeconfig> {
  const folder = join(root, id);
  const { kubeconfig, env } = read<Case>(id, 'case.json');
  return loadKubeconfig(kubeconfig === undefined ? {} : { kubeconfig: join(folder, kubeconfig) }, {
    env:
      env === undefined
        ? {}
        : { KUBECONFIG: env.map((f) => (f === '' ? '' : join(folder, f))).join(delimiter) },
    homedir: folder,
    warn: () => undefined,
  });
}

function read<T>(id: string, file: string): T {
  return JSON.parse(readFileSync(join(root, id, file), 'utf8')) as T;
}

const PATHS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/** kubectl prints paths relative to their file and spells defaults of `exec` out. */
function comparable(entry: JsonObject, folder: string): JsonObject {
  const absolute = (value: unknown): string =>
    isAbsolute(String(value)) ? String(value) : join(folder, String(value));
  const exec = entry['exec'] as Readonly<Record<string, string>> | undefined;
  return {
    ...entry,
    ...Object.fromEntries(PATHS.filter((key) => key in entry).map((key) => [key, absolute(entry[key])])),
    ...(exec === undefined
      ? {}
      : {
          exec: {
            args: null,
            env: null,
            provideClusterInfo: false,
            interactiveMode: 'IfAvailable',
            ...exec,
            command: (exec['command'] ?? '').includes('/') ? absolute(exec['command']) : exec['command'],
          },
        }),
  };
}

const cases = readdirSync(root);
const accepted = cases.filter(
  (id) => read<Answer>(id, 'kubectl.json').error === undefined && id !== 'missing-file',
);

test.each(accepted)('merges %s as kubectl does', async (id) => {
  const answer = read<Answer>(id, 'kubectl.json');
  const folder = join(root, id, read<Case>(id, 'case.json').pathsFrom ?? '');
  const config = await load(id);
  const ours = (entries: ReadonlyMap<string, JsonObject>): object =>
    Object.fromEntries([...entries].map(([name, entry]) => [name, comparable(entry, folder)]));
  const theirs = (entries: readonly (readonly [string, JsonObject])[]): object =>
    Object.fromEntries(entries.map(([name, entry]) => [name, comparable(entry, folder)]));

  expect(ours(config.clusters)).toEqual(theirs((answer.clusters ?? []).map((e) => [e.name, e.cluster])));
  expect(ours(config.users)).toEqual(theirs((answer.users ?? []).map((e) => [e.name, e.user])));
  expect(ours(config.contexts)).toEqual(theirs((answer.contexts ?? []).map((e) => [e.name, e.context])));
  expect(config.currentContext ?? '').toBe(answer['current-context']);
});

test.each([
  ['not-yaml', /kubeconfig .*config:2:2: not valid YAML or JSON/],
  ['same-name-twice', /two entries of clusters have the name "c"/],
  ['token-not-quoted', /users\[0\]\.user\.token: a string is expected; put the value in quotes/],
  ['missing-file', /kubeconfig .*config: no such file/],
])('refuses %s in one line', async (id, message) => {
  await expect(load(id)).rejects.toThrow(message);
});

test('a broken kubeconfig never has its text quoted: it may hold a token', async () => {
  await expect(load('token-not-quoted')).rejects.not.toThrow(/12345/);
});
