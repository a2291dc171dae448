import { existsSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execInfo } from '../../../../src/sources/cluster/credentials/exec-info.js';
import type { ClusterIo, ConnectionFlags } from '../../../../src/sources/cluster/index.js';
import { connectTo, list, pki, startFakeApi, status, type FakeApi } from '../fake-api.js';

let folder: string;
const cleanups: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitdiag-'));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  rmSync(folder, { recursive: true });
});

const pods = list('PodList', []);

/** A server that takes only the tokens that `isGood` likes. */
async function secured(isGood: (token: string) => boolean): Promise<FakeApi> {
  const api = await startFakeApi(
    () => (request, response) => {
      const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      (isGood(token) ? pods : status(401, 'Unauthorized', 'Unauthorized'))(request, response);
    },
    { tls: 'server' },
  );
  cleanups.push(api.close);
  return api;
}

/** A kubeconfig for the server with this user, and a connection by it. */
async function asUser(
  api: FakeApi,
  user: object,
  flags: ConnectionFlags = {},
  io: Partial<ClusterIo> = {},
): Promise<Awaited<ReturnType<typeof connectTo>>> {
  const kubeconfig = join(folder, 'config');
  const cluster = { server: api.url, 'certificate-authority': pki('ca.crt') };
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      'current-context': 'x',
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    }),
  );
  const opened = await connectTo(
    api.url,
    { kubeconfig, ...flags },
    { env: { PATH: process.env['PATH'] }, homedir: folder, ...io },
  );
  cleanups.push(opened.close);
  return opened;
}

/** A credential plugin as a program of one's own. */
function plugin(body: string): string {
  const path = join(folder, 'plugin');
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const credential = (token: string): string =>
  `{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"${token}"}}`;

function exec(more: object = {}): object {
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: './plugin',
      interactiveMode: 'Never',
      ...more,
    },
  };
}

test('a plugin runs once for many requests, hears what it should, and is heard', async () => {
  const api = await secured((token) => token === 't1');
  plugin(
    `echo run >> ${folder}/runs; echo "$KUBERNETES_EXEC_INFO $A $1" > ${folder}/heard; echo 'signing in' >&2; echo '${credential('t1')}'`,
  );
  const { transport, warnings } = await asUser(
    api,
    exec({ args: ['one'], env: [{ name: 'A', value: 'b' }], provideClusterInfo: true }),
  );
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => transport.get(`/${i}`)));
  expect(answers.map((answer) => answer.kind)).toEqual(Array(6).fill('ok'));
  expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\n');
  expect(warnings).toEqual(['signing in']);
  const [info, a, argument] = readFileSync(join(folder, 'heard'), 'utf8').trim().split(' ');
  expect(JSON.parse(info ?? '')).toMatchObject({
    kind: 'ExecCredential',
    apiVersion: 'client.authentication.k8s.io/v1',
    spec: {
      interactive: false,
      cluster: {
        server: api.url,
        'certificate-authority-data': readFileSync(pki('ca.crt')).toString('base64'),
      },
    },
  });
  expect([a, argument]).toEqual(['b', 'one']);
});

test('a certificate authority that cannot be read is told before the plugin is asked', () => {
  const cluster = { server: 'https://h', 'certificate-authority': join(folder, 'absent.crt') };
  const target = { namespace: 'default', server: new URL('https://h'), cluster, user: {} };
  expect(() => execInfo(target, { provideClusterInfo: true }, false)).toThrow(
    /^unable to read certificate-authority .*absent\.crt: ENOENT$/,
  );
});

test('a token that the server refuses in mid-scan is issued anew, once for all that wait', async () => {
  let good = 't1';
  const api = await secured((token) => token === good);
  plugin(`echo run >> ${folder}/runs; n=$(grep -c run ${folder}/runs); echo '${credential("t'$n'")}'`);
  const { transport } = await asUser(api, exec());
  expect((await transport.get('/first')).kind).toBe('ok');
  good = 't2';
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => transport.get(`/${i}`)));
  expect(answers.map((answer) => answer.kind)).toEqual(Array(6).fill('ok'));
  expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\nrun\n');
});

test('a plugin whose tokens are never any good is not asked for ever', async () => {
  const api = await secured(() => false);
  plugin(`echo run >> ${folder}/runs; echo '${credential('bad')}'`);
  const { transport } = await asUser(api, exec());
  expect(await transport.get('/x')).toMatchObject({ kind: 'failed', cause: 'unauthorized' });
  expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\nrun\n');
});

test('a plugin that still runs when the program is ended is ended with it', async () => {
  const api = await secured(() => true);
  plugin(
    `trap 'echo ended > ${folder}/ended; exit 1' TERM; echo $$ > ${folder}/pid; while :; do sleep 0.05; done`,
  );
  const ending = new AbortController();
  const { transport } = await asUser(api, exec(), {}, { signal: ending.signal });
  const answer = transport.get('/x').catch(() => undefined);
  while (!existsSync(join(folder, 'pid'))) await new Promise((done) => setTimeout(done, 20));
  ending.abort('SIGTERM');
  await answer;
  expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('ended\n');
});

test.each([
  [
    'is missing',
    { command: 'no-such-plugin', installHint: 'get it from example.org' },
    '',
    /executable no-such-plugin not found; get it from example\.org/,
  ],
  ['fails', {}, 'echo "no session" >&2; exit 3', /executable plugin failed with exit code 3/],
  [
    'prints no credential',
    {},
    'echo secret-token-1',
    /executable plugin printed no ExecCredential with a token or a certificate/,
  ],
  ['prints one without a token', {}, `echo '{"status":{}}'`, /printed no ExecCredential with a token/],
  ['prints one without a status', {}, `echo '{}'`, /printed no ExecCredential with a token/],
  ['must ask', { interactiveMode: 'Always' }, '', /must ask something, and standard input is no terminal/],
])('a plugin that %s is one line, without a word of what it printed', async (_name, more, body, words) => {
  const api = await secured(() => true);
  plugin(body);
  const { transport } = await asUser(api, exec(more));
  const failure = await transport.get('/x').catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'SourceError', message: expect.stringMatching(words) });
  expect(String(failure)).not.toContain('secret-token');
});

test.each([
  ['credentialPluginPolicy: DenyAll', /plugin ".*plugin" not allowed: .*kuberc sets the policy to "DenyAll"/],
  ['credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: other}]', /not allowed/],
  ['credentialPluginPolicy: [', /not valid YAML; it may forbid the credential plugin/],
])('kuberc is obeyed: %s', async (text, words) => {
  const api = await secured(() => true);
  plugin(`echo '${credential('t')}'`);
  writeFileSync(
    join(folder, 'kuberc'),
    `apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n${text}\n`,
  );
  const { transport } = await asUser(api, exec(), {}, { env: { KUBERC: join(folder, 'kuberc') } });
  await expect(transport.get('/x')).rejects.toThrow(words);
});

test('kuberc may name the plugin that is allowed', async () => {
  const api = await secured((token) => token === 't');
  const path = plugin(`echo '${credential('t')}'`);
  writeFileSync(
    join(folder, 'kuberc'),
    `credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{command: ${path}}]\n`,
  );
  const { transport } = await asUser(api, exec(), {}, { env: { KUBERC: join(folder, 'kuberc') } });
  expect((await transport.get('/x')).kind).toBe('ok');
});

test('--token beats the plugin, as with kubectl', async () => {
  const api = await secured((token) => token === 'given');
  const { transport } = await asUser(api, exec({ command: 'no-such-plugin' }), { token: 'given' });
  expect((await transport.get('/x')).kind).toBe('ok');
});

test('an old auth provider with a token that is still good works', async () => {
  const api = await secured((token) => token === 'cloud');
  const provider = { name: 'gcp', config: { 'access-token': 'cloud', expiry: '2999-01-01T00:00:00Z' } };
  const { transport } = await asUser(api, { 'auth-provider': provider });
  expect((await transport.get('/x')).kind).toBe('ok');
});

test('a token file is read again when its token is refused', async () => {
  let good = 'first';
  const api = await secured((token) => token === good);
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'first\n');
  const { transport } = await asUser(api, { tokenFile });
  expect((await transport.get('/a')).kind).toBe('ok');
  good = 'second';
  writeFileSync(tokenFile, 'second\n');
  expect((await transport.get('/b')).kind).toBe('ok');
});

test('impersonation reaches the server, from the kubeconfig and from flags', async () => {
  const api = await secured(() => true);
  const { transport } = await asUser(
    api,
    { token: 't', as: 'ann', 'as-groups': ['dev', 'ops'], 'as-user-extra': { 'acme.org/scopes': ['view'] } },
    { asUid: '7' },
  );
  await transport.get('/x');
  expect(api.headers[0]).toMatchObject({
    'impersonate-user': 'ann',
    'impersonate-group': 'dev, ops',
    'impersonate-uid': '7',
    'impersonate-extra-acme.org%2fscopes': 'view',
  });
});

test('a password goes as Basic, and not together with a token', async () => {
  const api = await startFakeApi(() => pods, { tls: 'server' });
  cleanups.push(api.close);
  const { transport } = await asUser(api, { username: 'u', password: 'p' });
  await transport.get('/x');
  expect(api.headers[0]?.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
  await expect(asUser(api, { username: 'u', password: 'p', token: 't' })).rejects.toThrow(
    /may be set, but not both/,
  );
});

test('a token with a line break cannot add a header', async () => {
  const api = await secured(() => true);
  const { transport } = await asUser(api, { token: 'a\r\nx-injected: 1' });
  expect(await transport.get('/x')).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('a character that no HTTP header may hold'),
  });
  expect(api.asked).toEqual([]);
});
