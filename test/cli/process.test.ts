import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { READY } from './check/objects.js';
import { startServer, type Cluster } from './check/run-in.js';

const PROGRAM = resolve('bin/kubectl-exitdiag');

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
}

function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) =>
    child.on('close', (status, signal) => done({ status, signal, stdout, stderr })),
  );
}

/** Waits until the program reads its input, so that a signal meets it at work. */
function atWork(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((done) => child.stdin.write(' '.repeat(2 ** 20), () => done()));
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends it with %i and without a word', async (signal, status) => {
  const child = start('pod', '-f', '-');
  const end = ended(child);
  child.stdin.on('error', () => undefined);
  await atWork(child);
  child.kill(signal);
  expect(await end).toMatchObject({ status, signal: null, stderr: '' });
});

test('a reader that goes away is no error: the status is what it would have been', async () => {
  const child = start('rules', 'list', '-o', 'json');
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const status = await new Promise((done) => child.on('close', done));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a large output reaches a pipe whole, also a slow one', async () => {
  const child = start('rules', 'list', '-o', 'json');
  child.stdout.pause();
  const end = ended(child);
  await new Promise((done) => setTimeout(done, 1000));
  child.stdout.resume();
  const { stdout, status } = await end;
  const rules = JSON.parse(stdout) as unknown[];
  expect(rules.length).toBeGreaterThan(100);
  expect(status).toBe(0);
});

test('what could not be written is said, and no success', async () => {
  const child = spawn('sh', ['-c', `"$0" "$1" explain 137 > /dev/full`, process.execPath, PROGRAM]);
  const { status, stderr } = await ended(child);
  expect(stderr).toMatch(/^error: could not write the output: ENOSPC/);
  expect(status).toBe(3);
});

test('colour only where it is asked for', async () => {
  const plain = await ended(start('pod', '-f', 'fixtures/cases/oom-limit-exceeded'));
  const coloured = await ended(start('pod', '-f', 'fixtures/cases/oom-limit-exceeded', '--color=always'));
  expect(plain.stdout).not.toContain('\u001b');
  expect(coloured.stdout).toContain('\u001b[');
});

/** The same under another name. */
function renamed(cluster: Cluster, name: string): Cluster {
  return JSON.parse(JSON.stringify(cluster).replaceAll('"web', `"${name}`)) as Cluster;
}

test('many requests at a time are no leak that Node would warn of', async () => {
  const names = ['web', 'api', 'db'];
  const each = names.map((name) => renamed(READY, name));
  const cluster = Object.fromEntries(
    Object.keys(READY).map((path) => [path, each.flatMap((one) => one[path] ?? [])]),
  );
  const server = await startServer({ cluster });
  const workloads = names.map((name) => `deployment/${name}`);
  const { status, stderr } = await ended(
    start('check', ...workloads, '-n', 'shop', '--timeout', '20s', '--server', server.url),
  );
  server.stop();
  expect({ status, isWarned: stderr.includes('Warning') }).toEqual({ status: 0, isWarned: false });
});
