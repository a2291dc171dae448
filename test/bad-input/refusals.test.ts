import { expect, test } from '@jest/globals';
import { json, list, notFound, pod, type Reply } from '../sources/cluster/fake-api.js';
import { BAD_ANSWERS, forbidden, names, runAgainst, SHOP, status } from './replies.js';

/** What the server says of itself while it is asked again is no part of the error. */
const errors = (stderr: string): string => stderr.replace(/^the API server is throttling.*\n/gm, '');

test.each(BAD_ANSWERS)(
  '%s instead of the pod',
  async (_name, reply, why) => {
    const { status, stdout, stderr } = await runAgainst(
      { [`${SHOP}/pods/web`]: reply },
      'pod',
      'web',
      '-n',
      'shop',
    );
    expect(errors(stderr)).toBe(`error: ${why}\n`);
    expect(stdout).toBe('');
    expect(status).toBe(3);
  },
  30_000,
);

test.each(BAD_ANSWERS)(
  '%s instead of the list of pods',
  async (_name, reply, why) => {
    const { status, stdout, stderr } = await runAgainst({ [`${SHOP}/pods`]: reply }, 'scan', '-n', 'shop');
    expect(errors(stderr)).toBe(`error: ${why}\n`);
    expect(stdout).toBe('');
    expect(status).toBe(3);
  },
  30_000,
);

test('a pod that may not be read is not said to be absent', async () => {
  const seen = await runAgainst({ [`${SHOP}/pods/web`]: forbidden('pods') }, 'pod', 'web', '-n', 'shop');
  expect(seen).toEqual({
    status: 3,
    stdout: '',
    stderr:
      'error: pods is forbidden: User "u" cannot list resource "pods"; it takes the right {apiGroups: [""], resources: ["pods"], verbs: ["get"]}\n',
  });
});

test('one that may not be read leaves the others told, and is no success', async () => {
  const well = pod('db', 'shop', {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'app', ready: true, restartCount: 0, state: { running: {} } }],
  });
  const world = {
    [`${SHOP}/pods/web`]: forbidden('pods'),
    [`${SHOP}/pods/db`]: json({ apiVersion: 'v1', kind: 'Pod', ...well }),
  };
  const seen = await runAgainst(world, 'pod', 'web', 'db', '-n', 'shop');
  expect(seen).toMatchObject({ status: 3, stderr: '' });
  expect(seen.stdout).toContain('INCOMPLETE');
  expect(seen.stdout).toContain('✓ db');
});

test('who names no namespace is told which one was looked in', async () => {
  const world = { '/api/v1/namespaces/default/pods/web': notFound('pods', 'web') };
  const seen = await runAgainst(world, 'pod', 'web');
  expect(seen.stderr).toBe(
    'Error from server (NotFound): pods "web" not found\nIt was looked for in namespace default; -n names another.\n',
  );
  const ignored = await runAgainst(world, 'pod', 'web', '--ignore-not-found');
  expect(ignored).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a pod whose reading is answered with 410 is not said to be absent', async () => {
  const gone = status(410, 'Expired', 'too old');
  const seen = await runAgainst({ [`${SHOP}/pods/web`]: gone }, 'pod', 'web', '-n', 'shop');
  expect(seen.stderr).toMatch(/^error: pods "web" in namespace "shop" could not be read: .+\n$/);
  expect(seen.status).toBe(3);
});

test('a list that expires whenever it is read leaves the answer incomplete', async () => {
  const gone = status(410, 'Expired', 'too old');
  const seen = await runAgainst({ [`${SHOP}/pods`]: gone }, 'scan', '-n', 'shop');
  expect(seen.stdout).toContain('INCOMPLETE');
  expect(seen.status).toBe(3);
});

test('who may not list pods is told so, and what to name instead', async () => {
  const refuse = forbidden('pods');
  const one = await runAgainst({ [`${SHOP}/pods`]: refuse }, 'scan', '-n', 'shop');
  expect(one.stderr).toBe(
    'error: pods is forbidden: User "u" cannot list resource "pods"; it takes the right {apiGroups: [""], resources: ["pods"], verbs: ["list"]}\n',
  );
  const all = await runAgainst({ '/api/v1/pods': refuse, '/api/v1/namespaces': refuse }, 'scan', '-A');
  expect(all.stderr).toMatch(
    /^error: pods is forbidden: .*namespaces may not be listed either: name one with -n\n$/,
  );
  expect([one.status, all.status]).toEqual([3, 3]);
});

test('a pod that does not exist is answered with the nearest names', async () => {
  const world = { [`${SHOP}/pods/wbe`]: notFound('pods', 'wbe'), [`${SHOP}/pods`]: names('web', 'billing') };
  const seen = await runAgainst(world, 'pod', 'wbe', '-n', 'shop');
  expect(seen).toEqual({
    status: 3,
    stdout: '',
    stderr: 'Error from server (NotFound): pods "wbe" not found\nDid you mean: web\n',
  });
});

test.each([['pod', 'web'], ['pod', 'deployment/web'], ['scan'], ['scan', 'deployment/web']])(
  '%s %s in a namespace that does not exist',
  async (...words) => {
    const world = {
      '/api/v1/namespaces/shp': notFound('namespaces', 'shp'),
      '/api/v1/namespaces/shp/pods': list('PodList', []),
      '/api/v1/namespaces/shp/pods/web': notFound('pods', 'web'),
      '/apis/apps/v1/namespaces/shp/deployments/web': notFound('deployments', 'web'),
      '/api/v1/namespaces': names('shop', 'kube-system'),
    };
    const seen = await runAgainst(world, ...words, '-n', 'shp');
    expect(seen.stderr).toBe(
      'Error from server (NotFound): namespaces "shp" not found\nDid you mean: shop\n',
    );
    expect(seen.status).toBe(3);
  },
);

test('an object of a kind that was not asked for', async () => {
  const service = json({ kind: 'Service', apiVersion: 'v1', metadata: { name: 'web', namespace: 'shop' } });
  const seen = await runAgainst({ [`${SHOP}/pods/web`]: service }, 'pod', 'web', '-n', 'shop');
  expect(seen).toEqual({
    status: 3,
    stdout: '',
    stderr: 'error: the server was asked for pods and answered with a Service\n',
  });
});

test('HTTP to a server that wants TLS', async () => {
  const wantsTls: Reply = (_request, response) => {
    response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n');
  };
  const seen = await runAgainst({ [`${SHOP}/pods/web`]: wantsTls }, 'pod', 'web', '-n', 'shop');
  expect(seen.stderr).toBe(
    'error: pods "web" in namespace "shop" could not be read: the server answered with status 400; if its address begins with http://, try https://\n',
  );
  expect(seen.status).toBe(3);
});
