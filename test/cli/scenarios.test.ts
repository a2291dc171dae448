import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

/**
 * Whole runs of the built program, one folder each below fixtures/cli; the folder is the working
 * directory. `args` has an argument a line; `status` is what it must end with. `stdin` and `env`
 * may be there. `stdout` and `stderr` are exact and empty where there is no such file;
 * `stdout.has` and `stderr.has` list lines (or parts of them) that must be there in that order.
 */
const ROOT = 'fixtures/cli';
const PROGRAM = resolve('bin/kubectl-exitdiag');

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function read(folder: string, name: string): string | undefined {
  const path = join(ROOT, folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const lines = (text: string | undefined): string[] => (text ?? '').split('\n').filter((line) => line !== '');

function run(folder: string): Promise<Outcome> {
  const env = Object.fromEntries(
    lines(read(folder, 'env')).map((line) => line.split(/=(.*)/s) as [string, string]),
  );
  const child = spawn(process.execPath, [PROGRAM, ...(read(folder, 'args') ?? '').split('\n').slice(0, -1)], {
    cwd: join(ROOT, folder),
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined).end(read(folder, 'stdin') ?? '');
  return new Promise((done) => child.on('close', (status) => done({ status, stdout, stderr })));
}

function expectStream(folder: string, name: 'stdout' | 'stderr', text: string): void {
  const parts = read(folder, `${name}.has`);
  if (parts === undefined) {
    expect(text).toBe(read(folder, name) ?? '');
    return;
  }
  let from = 0;
  for (const part of lines(parts)) {
    const found = text.indexOf(part, from);
    if (found === -1)
      throw new Error(`${name} lacks ${JSON.stringify(part)} after what stands before it; it is:\n${text}`);
    from = found + part.length;
  }
}

test.each(readdirSync(ROOT).sort())('%s', async (folder) => {
  const outcome = await run(folder);
  expectStream(folder, 'stderr', outcome.stderr);
  expectStream(folder, 'stdout', outcome.stdout);
  expect(outcome.status).toBe(Number(read(folder, 'status')));
  // No error of ours is ever a stack trace, and no scenario may end by Node's own 1.
  expect(outcome.stderr).not.toMatch(/^\s+at .+:\d+/m);
  if (outcome.status === 1) expect(read(folder, 'args')).toMatch(/--exit-code|check|test/);
});
