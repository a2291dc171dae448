import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resolveTarget, type ConnectionFlags, type Target } from '../../../../src/sources/cluster/index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitdiag-'));
  writeFileSync(
    join(folder, 'config'),
    `current-context: dev
clusters:
- {name: dev, cluster: {server: "https://dev.example", certificate-authority-data: Y2E=, tls-server-name: inner}}
- {name: prod, cluster: {server: "https://prod.example:8443/k8s/c-1", insecure-skip-tls-verify: true}}
users:
- {name: ann, user: {tokenFile: /t, client-key-data: a2V5}}
- {name: bob, user: {token: bobs}}
contexts:
- {name: dev, context: {cluster: dev, user: ann, namespace: shop}}
- {name: prod, context: {cluster: prod, user: bob}}
- {name: broken, context: {cluster: gone, user: bob}}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function resolve(
  flags: ConnectionFlags,
  env: Readonly<Record<string, string>> = {},
  more: object = {},
): Promise<Target> {
  return resolveTarget(flags, { env, homedir: folder, warn: () => undefined, ...more });
}

const config = (): ConnectionFlags => ({ kubeconfig: join(folder, 'config') });

test('the current context gives cluster, user and namespace', async () => {
  const target = await resolve(config());
  expect(target).toMatchObject({ context: 'dev', namespace: 'shop', user: { tokenFile: '/t' } });
  expect(target.server.href).toBe('https://dev.example/');
});

test.each<[string, ConnectionFlags, object]>([
  ['--context', { context: 'prod' }, { namespace: 'default', user: { token: 'bobs' } }],
  ['--namespace', { namespace: 'x' }, { namespace: 'x' }],
  ['--user', { user: 'bob' }, { user: { token: 'bobs' }, cluster: { server: 'https://dev.example' } }],
  [
    '--cluster',
    { cluster: 'prod' },
    { cluster: { server: 'https://prod.example:8443/k8s/c-1' }, user: { tokenFile: '/t' } },
  ],
  ['--token over a token file', { token: 'given' }, { user: { token: 'given' } }],
])('%s overrides', async (_name, flags, expected) => {
  expect(await resolve({ ...config(), ...flags })).toMatchObject(expected);
});

test('what an override replaces does not linger', async () => {
  expect((await resolve({ ...config(), token: 'given' })).user).not.toHaveProperty('tokenFile');
  expect((await resolve({ ...config(), clientKey: '/k' })).user).not.toHaveProperty('client-key-data');
  expect((await resolve({ ...config(), server: 'https://other.example' })).cluster).not.toHaveProperty(
    'tls-server-name',
  );
  expect((await resolve({ ...config(), certificateAuthority: '/ca' })).cluster).not.toHaveProperty(
    'certificate-authority-data',
  );
  expect((await resolve({ ...config(), insecureSkipTlsVerify: true })).cluster).not.toHaveProperty(
    'certificate-authority-data',
  );
});

test.each<[string, ConnectionFlags, RegExp]>([
  ['a context', { context: 'nope' }, /^context "nope" does not exist; it has dev, prod, broken$/],
  ['a cluster', { cluster: 'nope' }, /^cluster "nope" does not exist in the kubeconfig; it has dev, prod$/],
  ['a user', { user: 'nope' }, /^user "nope" does not exist in the kubeconfig; it has ann, bob$/],
  ["a context's cluster", { context: 'broken' }, /^cluster "gone" does not exist/],
])('%s that does not exist is named, with those that do', async (_name, flags, words) => {
  await expect(resolve({ ...config(), ...flags })).rejects.toThrow(words);
});

test('without any kubeconfig it says where it looked', async () => {
  await expect(resolve({})).rejects.toThrow(
    `no cluster to connect to: ${folder}/.kube/config names no server`,
  );
  await expect(resolve({}, { KUBECONFIG: '/none' })).rejects.toThrow('$KUBECONFIG (/none) names no server');
});

test('flags alone are enough', async () => {
  expect((await resolve({ server: '127.0.0.1:8001' })).server.href).toBe('http://127.0.0.1:8001/');
});

test.each([
  [{ asGroups: ['x'] }, /without impersonating a user/],
  [{ certificateAuthority: '/ca', insecureSkipTlsVerify: true }, /with the insecure flag is not allowed/],
  [{ server: 'ftp://x' }, /not a http\(s\) address/],
])('flags that contradict are refused: %j', async (flags, words) => {
  await expect(resolve({ ...config(), ...flags })).rejects.toThrow(words);
});

test('in a pod without a kubeconfig its service account is used', async () => {
  const serviceAccountFolder = join(folder, 'sa');
  mkdirSync(serviceAccountFolder);
  for (const [file, text] of Object.entries({ token: 't', 'ca.crt': 'c', namespace: 'mine\n' }))
    writeFileSync(join(serviceAccountFolder, file), text);
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const target = await resolve({}, env, { serviceAccountFolder });
  expect(target).toMatchObject({
    namespace: 'mine',
    user: { tokenFile: join(serviceAccountFolder, 'token') },
  });
  expect(target.server.href).toBe('https://[fd00::1]/');
});
