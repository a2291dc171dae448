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
