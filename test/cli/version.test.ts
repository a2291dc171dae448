import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { VERSION } from '../../src/cli/version.js';

test('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});

test('no registry is named in the lock file', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/);
});

test('the lock file holds every optional package, so that npm ci accepts it on any platform', () => {
  type Packages = Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Packages };
  const held = Object.keys(packages);
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => !held.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});

test('the bundle is ASCII, for it is read so: a letter of another kind would be two', () => {
  expect(readFileSync('dist/main.cjs', 'latin1').search(/[\x80-\xff]/)).toBe(-1);
});

/** Whether V8 refused the code that was kept of the bundle, in a process that this is done to first; undefined where there was none. */
function isCodeRejected(first: string, runs = 'judging'): string {
  const load = `require('./bin/load-program.cjs').loadProgram(require('node:path').resolve('dist/main.cjs'), '${runs}')`;
  return execFileSync(process.execPath, ['-p', `${first}; ${load}.script.cachedDataRejected`], {
    env: {},
    encoding: 'utf8',
  }).trim();
}

test.each(['telling', 'judging'])('V8 takes the code that was kept of the bundle for %s', (runs) => {
  expect(isCodeRejected('', runs)).toBe('false');
});

test('there is less code for what answers from the program alone', () => {
  const { codeFile } = createRequire(import.meta.url)('../../bin/load-program.cjs') as {
    codeFile: (file: string, runs: string) => string;
  };
  const [telling, judging] = ['telling', 'judging'].map(
    (runs) => statSync(codeFile('dist/main.cjs', runs)).size,
  );
  expect(telling).toBeLessThan((judging ?? 0) / 2);
});

test('another Node is not given that code, for V8 would take it and crash', () => {
  const another = (name: string, value: string) =>
    `Object.defineProperty(process, '${name}', { value: ${value} })`;
  expect(isCodeRejected(another('version', "'v20.19.0'"))).toBe('undefined');
  expect(isCodeRejected(another('arch', "'riscv64'"))).toBe('undefined');
  expect(isCodeRejected(another('platform', "'sunos'"))).toBe('undefined');
  expect(isCodeRejected(another('execPath', 'process.cwd()'))).toBe('undefined');
  expect(isCodeRejected(another('execPath', "'/no/such/node'"))).toBe('undefined');
});

test('a Node that is too old is told so, before anything is loaded that it cannot read', () => {
  const start =
    "Object.defineProperty(process, 'version', { value: 'v18.20.8' }); require('./bin/kubectl-exitdiag')";
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', start], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 70,
    stdout: '',
    stderr: `error: kubectl exitdiag needs Node 20.19 or newer, and ${process.execPath} is v18.20.8\n`,
  });
});
