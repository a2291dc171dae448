import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dump } from 'js-yaml';
import { list, pki, startFakeApi, status, type FakeApi } from '../sources/cluster/fake-api.js';
import { runProgram, type Seen } from './run-program.js';

let folder: string;
let api: FakeApi;
let expired: FakeApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bad-connection-'));
  api = await startFakeApi(() => list('PodList', []), { tls: 'server' });
  expired = await startFakeApi(() => list('PodList', []), { tls: 'expired' });
});

afterAll(async () => {
  await Promise.all([api.close(), expired.close()]);
  rmSync(folder, { recursive: true });
});

/** A run of `pod` with a kubeconfig of one cluster and one user. */
async function runAs(server: string, cluster: object, user: object): Promise<Seen> {
  const file = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
    clusters: [{ name: 'here', cluster: { server, ...cluster } }],
    users: [{ name: 'me', user }],
  };
  writeFileSync(file, dump(config));
  const seen = await runProgram(['pod', 'web'], { env: { KUBECONFIG: file, PATH: folder } });
  return { ...seen, stderr: seen.stderr.replaceAll(new URL(server).host, 'SERVER') };
}

const trusted = { 'certificate-authority': pki('ca.crt') };

test('no kubeconfig', async () => {
  for (const command of [['pod', 'web'], ['scan'], ['scan', '-A']]) {
    const seen = await runProgram(command);
    expect(seen).toMatchObject({ status: 3, stdout: '' });
    expect(seen.stderr).toMatch(/^error: .*kubeconfig.*\n$/i);
  }
});

test.each([
  ['is no YAML', 'clusters: [\n'],
  ['is binary', '\u0000\u0001\u0002'],
  ['is a list', '- a\n'],
  ['has a tab', 'clusters:\n\t- name: x\n'],
])('a kubeconfig that %s', async (_name, content) => {
  const file = join(folder, 'broken');
  writeFileSync(file, content);
  const seen = await runProgram(['pod', 'web'], { env: { KUBECONFIG: file } });
  expect(seen).toMatchObject({ status: 3, stdout: '' });
  expect(seen.stderr).toMatch(/^error: .+\n$/);
  expect(seen.stderr).toContain(file);
});

test('a dead server', async () => {
  const seen = await runAs('https://127.0.0.1:1', {}, {});
  expect(seen).toEqual({
    status: 3,
    stdout: '',
    stderr:
      'error: The connection to the server SERVER was refused - did you specify the right host or port?\n',
  });
});

test('a server whose name nobody knows', async () => {
  const seen = await runAs('https://no-such-host.invalid:6443', {}, {});
  expect(seen).toMatchObject({ status: 3, stdout: '' });
  expect(seen.stderr).toMatch(/^error: .*SERVER.*\n$/);
});

test('a certificate that is not trusted, or is expired', async () => {
  const unknown = await runAs(api.url, {}, {});
  expect(unknown).toMatchObject({ status: 3, stdout: '' });
  expect(unknown.stderr).toMatch(/^error: .*signed by an unknown authority.*\n$/);
  const old = await runAs(expired.url, trusted, {});
  expect(old).toMatchObject({ status: 3, stdout: '' });
  expect(old.stderr).toMatch(/^error: .*certificate has expired.*\n$/);
});

test('a token that is expired or refused', async () => {
  const refusing = await startFakeApi(() => status(401, 'Unauthorized', 'Unauthorized'), { tls: 'server' });
  const seen = await runAs(refusing.url, trusted, { token: 'old-token' });
  await refusing.close();
  expect(seen.stderr).toMatch(
    /^error: You must be logged in to the server: SERVER refuses the credentials .*\n$/,
  );
  expect(seen.stderr).not.toContain('old-token');
  expect(seen.status).toBe(3);
});

test.each<[string, object, string]>([
  [
    'token',
    { token: `e30.${Buffer.from('{"exp":1767225600}').toString('base64url')}.sig` },
    'the token expired at 2026-01-01T00:00:00Z',
  ],
  [
    'client certificate',
    { 'client-certificate': pki('expired.crt'), 'client-key': pki('expired.key') },
    'the client certificate expired at 2026-11-21T03:01:20Z',
  ],
])('of a %s that is refused since its time is over, that is said', async (_, user, words) => {
  const refusing = await startFakeApi(() => status(401, 'Unauthorized', 'Unauthorized'), { tls: 'server' });
  const seen = await runAs(refusing.url, trusted, user);
  await refusing.close();
  expect(seen.status).toBe(3);
  expect(seen.stderr).toBe(
    `error: You must be logged in to the server: SERVER refuses the credentials (Unauthorized): ${words}\n`,
  );
});

test('a credential plugin that is not installed', async () => {
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: 'no-such-plugin',
    interactiveMode: 'Never',
    installHint: 'get it from example.org',
  };
  const seen = await runAs(api.url, trusted, { exec });
  expect(seen).toMatchObject({ status: 3, stdout: '' });
  expect(seen.stderr).toMatch(/^error: .*no-such-plugin not found.*get it from example\.org.*\n$/s);
});

test('a client certificate that is not there', async () => {
  const seen = await runAs(api.url, trusted, {
    'client-certificate': '/none.crt',
    'client-key': '/none.key',
  });
  expect(seen).toMatchObject({ status: 3, stdout: '' });
  expect(seen.stderr).toMatch(/^error: .*none\.(?:crt|key).*\n$/);
});
