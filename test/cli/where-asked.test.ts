import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report/report.js';
import { runProgram } from '../bad-input/run-program.js';
import { CRASHING, list, pod, startFakeApi } from '../sources/cluster/fake-api.js';
import { startProgram } from './scan/start-program.js';

const CASE = join(import.meta.dirname, '../../fixtures/cases/connection-refused-in-pod');
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A pod whose container went over its memory limit: what is advised of it has commands that look and one that changes. */
const KILLED = {
  ...CRASHING,
  containerStatuses: CRASHING.containerStatuses.map((each) => ({
    ...each,
    lastState: { terminated: { ...each.lastState.terminated, exitCode: 137, reason: 'OOMKilled' } },
  })),
};

async function serve(): Promise<string> {
  const api = await startFakeApi((url) =>
    url.startsWith('/api/v1/pods?') ? list('PodList', [pod('sick', 'shop', KILLED)]) : list('List', []),
  );
  cleanups.push(api.close);
  return api.url;
}

/** Runs it and gives the commands of the first group: those of its steps, and the one to look closer. */
async function commandsOf(args: readonly string[]): Promise<{ steps: readonly string[]; closer: string }> {
  const running = startProgram([...args, '-o', 'json']);
  expect(await running.status).toBe(0);
  const [group] = (JSON.parse(running.stdout()) as Report).groups;
  const steps = group?.diagnosis.remediation.flatMap(({ command }) => command ?? []) ?? [];
  return { steps, closer: group?.closer ?? '' };
}

test('what is advised about a cluster that was named on the command line names it too', async () => {
  const url = await serve();
  const { steps, closer } = await commandsOf(['scan', '-A', '--since=0', '-s', url, '--as=me & you']);
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps)
    expect(step).toMatch(/^kubectl --server \S+ --as 'me & you' (?:get|logs|describe) /);
  // kubectl takes no option before the name of a plugin.
  expect(closer).toBe(`kubectl exitdiag pod sick -n shop --server ${url} --as 'me & you'`);
});

test('no command repeats a credential', async () => {
  const url = await serve();
  const { steps, closer } = await commandsOf([
    ...['scan', '-A', '--since=0', '--server', url.replace('//', '//anna:s3cr3t@')],
    ...['--token=s3cr3t', '--request-timeout=5s'],
  ]);
  expect(closer).toBe(`kubectl exitdiag pod sick -n shop --server ${url}`);
  expect(steps.join('\n')).not.toMatch(/s3cr3t|--token|--request-timeout/);
});

test('a closer look at a recording reads it again', async () => {
  const { closer } = await commandsOf(['scan', '-f', CASE]);
  expect(closer).toBe(`kubectl exitdiag pod web-0 -n shop -f ${CASE}`);
  const again = closer.split(' ').slice(2);
  expect(await runProgram(again)).toMatchObject({ status: 0, stderr: '' });
});

test('what came through a pipe is looked at closer in the cluster', async () => {
  const stdin = JSON.stringify({ kind: 'List', items: [pod('sick', 'shop', CRASHING)] });
  const { stdout } = await runProgram(['scan', '-f', '-', '--since=0'], { stdin });
  expect(stdout).toMatch(/^closer: kubectl exitdiag pod sick -n shop$/m);
});
