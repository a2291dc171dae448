import { expect, test } from '@jest/globals';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';
import { holdsCommand, isActive } from '../../src/report/inert.js';

/** What the program writes for these words, in a folder where there is nothing. */
async function outputOf(...words: readonly string[]): Promise<string> {
  let text = '';
  const output = { write: (part: string) => void (text += part), isTerminal: false, isClosed: () => false };
  const io: Io = {
    stdout: output,
    stderr: output,
    stdin: (async function* () {})(),
    env: {},
    cwd: '/nonexistent',
    now: () => 0,
    signal: new AbortController().signal,
  };
  await run(words, io);
  return text;
}

const HOSTILE = 'x\u001b]0;title\u0007\u009b31m\u202e##[error]x';

test.each([
  [['pod', 'a', `--${HOSTILE}`]],
  [['pod', 'a', '-o', HOSTILE]],
  [['pod', 'a', '--since', HOSTILE]],
  [['pod', 'a', '--kubeconfig', HOSTILE]],
  [['pod', HOSTILE, '-f', HOSTILE]],
  [['check', '-f', HOSTILE, '--baseline', HOSTILE]],
  [['scan', '-f', HOSTILE, '--rules', HOSTILE]],
  [['rules', 'lint', HOSTILE]],
  [['rules', 'test', HOSTILE]],
  [['explain', HOSTILE]],
  [[HOSTILE]],
])('what is wrong with %j is said without an active character or a runner command', async (words) => {
  const said = await outputOf(...words);
  expect(said).not.toBe('');
  expect(isActive(said.replaceAll('\t', ''))).toBe(false);
  expect(holdsCommand(said)).toBe(false);
});
