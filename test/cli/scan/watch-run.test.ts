import { afterEach, expect, test } from '@jest/globals';
import type { Report } from '../../../src/domain/report/report.js';
import { CRASHING, forbidden, HEALTHY, list, pod, status } from '../../sources/cluster/fake-api.js';
import { startProgram, type Running } from './start-program.js';
import { startWatchedServer, type WatchedServer } from './watched-server.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const well = pod('web', 'shop', HEALTHY);
const sick = pod('web', 'shop', CRASHING);

async function serve(...args: Parameters<typeof startWatchedServer>): Promise<WatchedServer> {
  const server = await startWatchedServer(...args);
  cleanups.push(server.close);
  return server;
}

function watch(
  server: WatchedServer,
  args: readonly string[],
  size?: { columns: number; rows: number },
): Running {
  const running = startProgram(['scan', '-w', '--server', server.url, ...args], size);
  cleanups.push(running.interrupt);
  return running;
}

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

test('in a pipe each change is a line, until Ctrl-C', async () => {
  const server = await serve([well]);
  const running = watch(server, ['-n', 'shop']);
  await running.shows('TIME');
  server.set(sick);
  await running.shows('  new ');
  server.set(pod('web-2', 'shop', CRASHING));
  await running.shows('web-2');
  server.set(well);
  await running.shows('  gone ');
  running.interrupt();
  expect(await running.status).toBe(130);
  const [header, ...changes] = lines(running.stdout());
  expect(header).toMatch(/^TIME +CHANGE +PODS +SEVERITY +CAUSE +WHERE +WHAT$/);
  expect(changes.map((line) => line.split(/ +/).slice(1, 3))).toEqual([
    ['new', '1'],
    ['new', '1'],
    ['gone', '0'],
  ]);
  expect(running.stdout()).not.toContain('\u001B');
});

test('it ends when its reader has gone away', async () => {
  const server = await serve([well]);
  const running = watch(server, ['-n', 'shop']);
  await running.shows('TIME');
  running.leave();
  server.set(sick);
  expect(await running.status).toBe(0);
  expect(running.stderr()).toBe('');
});

test('with -o json each change is a whole report on a line', async () => {
  const server = await serve([sick]);
  const running = watch(server, ['-n', 'shop', '-o', 'json']);
  await running.shows('"groups": *\\[');
  server.remove(sick);
  await running.shows('"diagnosed": *0');
  running.interrupt();
  expect(await running.status).toBe(130);
  const reports = lines(running.stdout()).map((line) => JSON.parse(line) as Report);
  expect(reports.map(({ groups }) => groups.length)).toEqual([1, 0]);
  expect(reports.every(({ kind, complete }) => kind === 'Report' && complete)).toBe(true);
});

const ENTER = '\u001B[?1049h';
const LEAVE = '\u001B[?1049l';

test('on a terminal one table is drawn again, in the size that the terminal has by then', async () => {
  const server = await serve([sick]);
  const running = watch(server, ['-n', 'shop'], { columns: 80, rows: 24 });
  await running.shows('1 of 1 pod');
  await running.shows('watching; Ctrl-C ends it');
  const before = running.stdout().length;
  running.resize(40, 4);
  const redrawn = running.stdout().slice(before);
  expect(redrawn.startsWith('\u001B[H')).toBe(true);
  expect(lines(redrawn.replaceAll('\r', ''))).toHaveLength(3);
  expect(redrawn).toContain('more lines');
  running.resize(80, 24);
  server.set(well);
  await running.shows('nothing is wrong');
  running.interrupt();
  expect(await running.status).toBe(130);
  const shown = running.stdout();
  expect(shown.split(ENTER)).toHaveLength(2);
  expect(shown.split(LEAVE)).toHaveLength(2);
  // The terminal is as before, and the last table stays to be read.
  expect(shown.slice(shown.indexOf(LEAVE) + LEAVE.length)).toMatch(/^\S*1 pod looked at .*nothing is wrong/);
});

test('it goes on where it was after the connection was cut and after the server forgot its place', async () => {
  const server = await serve([well]);
  const running = watch(server, ['-n', 'shop']);
  await running.shows('TIME');
  server.cut();
  server.set(sick);
  await running.shows('the connection is lost');
  await running.shows('the connection is back');
  await running.shows('  new ');
  server.forget();
  server.remove(sick);
  await running.shows('  gone ');
  running.interrupt();
  expect(await running.status).toBe(130);
  expect(lines(running.stdout())).toHaveLength(3);
  const lists = server.asked.filter((line) => /\/pods\?(?!.*watch=)/.test(line));
  expect(lists.length).toBeGreaterThanOrEqual(2);
});

const shop = '/api/v1/namespaces/shop/pods';

test('where nobody may watch everywhere, it looks again and again at what may be read', async () => {
  const server = await serve([sick], {
    '/api/v1/pods': forbidden('pods'),
    '/api/v1/namespaces': list('NamespaceList', [{ metadata: { name: 'shop' } }]),
  });
  const running = watch(server, ['-A']);
  await running.shows('  new ');
  running.interrupt();
  expect(await running.status).toBe(130);
  expect(running.stderr()).toContain(
    'pods may not be watched everywhere at once (forbidden): looking again every 30s instead',
  );
  expect(running.stdout()).toContain('shop/');
});

test('where nothing may be read, or nobody answers, it ends with status 3 and says why', async () => {
  const refused = watch(await serve([], { [shop]: forbidden('pods') }), ['-n', 'shop']);
  expect(await refused.status).toBe(3);
  expect(refused.stderr()).toMatch(/^error: pods is forbidden/m);
  const dead = await serve([], { [shop]: status(401, 'Unauthorized', 'no') });
  const unheard = watch(dead, ['-n', 'shop']);
  expect(await unheard.status).toBe(3);
  expect(unheard.stderr()).toMatch(/^error: .*refuses the credentials/m);
  expect(unheard.stdout()).toBe('');
});

test('what may not be seen makes every report incomplete', async () => {
  const server = await serve([well], { '/apis/batch/v1/namespaces/shop/jobs': forbidden('jobs') });
  const running = watch(server, ['-n', 'shop', '-o', 'json']);
  await running.shows('"complete": *false');
  running.interrupt();
  const report = JSON.parse(running.stdout()) as Report;
  expect(report.missing).toMatchObject([{ what: 'workloads', resource: 'jobs.batch', why: 'forbidden' }]);
});

test.each([
  [[], 3],
  [['--ignore-not-found'], 0],
])('where nothing that was named exists it ends, with %j by status %d', async (more, status) => {
  const server = await serve([well]);
  const running = watch(server, ['-n', 'shop', 'pod/absent', ...more]);
  expect(await running.status).toBe(status);
});
