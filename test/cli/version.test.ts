import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

test('V8 takes the code that was kept of the bundle', () => {
  const script =
    "require('./bin/load-program.cjs').loadProgram(require('node:path').resolve('dist/main.cjs'))";
  const rejected = execFileSync(process.execPath, ['-p', `${script}.script.cachedDataRejected`], {
    env: {},
    encoding: 'utf8',
  });
  expect(rejected).toBe('false\n');
});
