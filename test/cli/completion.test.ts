import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { ROOT } from '../../src/cli/commands/index.js';
import { complete } from '../../src/cli/completion/complete.js';
import type { Io } from '../../src/cli/io.js';

const io = {
  env: { KUBECONFIG: '/nonexistent', HOME: '/nonexistent' },
  cwd: '/',
  signal: new AbortController().signal,
} as unknown as Io;
const texts = async (...words: readonly string[]): Promise<string[]> =>
  (await complete(words, ROOT, io)).candidates.map(({ text }) => text);

test('commands, with what they do', async () => {
  expect(await texts('')).toEqual(expect.arrayContaining(['pod', 'explain', 'rules']));
  expect(await texts('')).not.toContain('__complete');
  expect(await texts('ru')).toEqual(['rules']);
  expect(await texts('rules', 'l')).toEqual(['lint', 'list']);
});

test('options, long and short', async () => {
  expect(await texts('pod', '--show')).toEqual(['--show-benign']);
  expect(await texts('pod', '-')).toEqual(expect.arrayContaining(['-n', '-o', '--namespace']));
});

test('values of options', async () => {
  expect(await texts('pod', '--color', '')).toEqual(['auto', 'always', 'never']);
  expect(await texts('pod', '--color=n')).toEqual(['--color=never']);
  expect(await texts('pod', '-o', 'j')).toContain('json');
  expect(await texts('rules', 'list', '--cause', 'app-tls,oom-n')).toEqual(['app-tls,oom-node']);
});

test('words of a command', async () => {
  expect(await texts('explain', 'OOMK')).toEqual(['OOMKilled', 'OOMKilling']);
  expect(await texts('explain', 'SIGSE')).toEqual(['SIGSEGV']);
});

test('files are left to the shell', async () => {
  expect((await complete(['pod', '-f', ''], ROOT, io)).directive).toBe(0);
  expect((await complete(['pod', '-n', ''], ROOT, io)).directive).toBe(4);
});

test('without a cluster there is nothing to offer, and no error', async () => {
  expect(await texts('pod', '')).toEqual([]);
  expect(await texts('pod', '--context', '')).toEqual([]);
  expect(await texts('pod', '--bogus', '')).toEqual([]);
});

test('nothing after the end of options is one', async () => {
  expect(await texts('pod', '--', '--sh')).toEqual([]);
});

test('containers of the pod or workload that is named, init containers and debug containers too', async () => {
  const pod = {
    initContainers: [{ name: 'migrate', image: 'shop/db:1' }],
    containers: [{ name: 'web', image: 'shop/web:7' }, { name: 'istio-proxy' }],
    ephemeralContainers: [{ name: 'debugger-x', image: 'busybox' }],
  };
  const objects: Readonly<Record<string, object>> = {
    '/api/v1/namespaces/shop/pods/web-1': { kind: 'Pod', spec: pod },
    '/apis/apps/v1/namespaces/shop/deployments/web': {
      kind: 'Deployment',
      spec: { template: { spec: pod } },
    },
    '/apis/batch/v1/namespaces/shop/cronjobs/bill': {
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'bill' }] } } } } },
    },
  };
  const server = createServer((request, response) => {
    const found = objects[request.url ?? ''];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { kind: 'Status', code: 404 }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asked = (...words: readonly string[]): Promise<string[]> =>
      texts('pod', '-s', url, '-n', 'shop', ...words);
    expect(await asked('web-1', '-c', '')).toEqual(['web', 'istio-proxy', 'migrate', 'debugger-x']);
    expect(await asked('pod/web-1', '-c', 'i')).toEqual(['istio-proxy']);
    expect(await asked('web-1', '--container=web,m')).toEqual(['--container=web,migrate']);
    expect(await asked('deploy/web', '-c', 'm')).toEqual(['migrate']);
    expect(await asked('cj/bill', '-c', '')).toEqual(['bill']);
    expect(await asked('gone', '-c', '')).toEqual([]);
    expect(await asked('-c', '')).toEqual([]);
  } finally {
    server.close();
  }
});

test('the types of workloads, and behind a type no blank: its name follows', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const columnDefinitions = [{ name: 'Name' }, { name: 'Status' }];
    const rows = [{ cells: ['deep-7c9', 'Running'] }];
    response.end(JSON.stringify({ kind: 'Table', columnDefinitions, rows }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const offered = async (...words: readonly string[]): Promise<string> => {
    const { candidates, directive } = await complete(
      [...words.slice(0, -1), '-s', url, ...words.slice(-1)],
      ROOT,
      io,
    );
    return `${candidates.map(({ text }) => text).join(' ')} :${directive}`;
  };
  expect(await offered('pod', 'dep')).toBe('deployment/ :6');
  expect(await offered('check', 'dep')).toBe('deployment/ :6');
  expect(await offered('pod', 'de')).toBe('deep-7c9 deployment/ :4');
  expect(await offered('pod', '')).toBe('deep-7c9 :4');
  expect(await offered('pod', 'deployment/')).toBe('deployment/deep-7c9 :4');
  server.close();
});
