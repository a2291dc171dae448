import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { extract } from 'tar-stream';

const folder = mkdtempSync(join(tmpdir(), 'exitdiag-release-'));
/** As krew does it: the archive in its store, and a link on the PATH. */
const store = join(folder, 'store', 'exitdiag');
const linked = join(folder, 'bin', 'kubectl-exitdiag');
let archive: Buffer;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/release.mjs', '--without-build', folder]);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  archive = readFileSync(join(folder, `kubectl-exitdiag_v${version}.tar.gz`));
  for await (const entry of Readable.from(gunzipSync(archive)).pipe(extract())) {
    const path = join(store, entry.header.name);
    mkdirSync(dirname(path), { recursive: true });
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    writeFileSync(path, Buffer.concat(chunks), { mode: entry.header.mode ?? 0 });
  }
  mkdirSync(dirname(linked));
  symlinkSync(join(store, 'bin', 'kubectl-exitdiag'), linked);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: readonly string[]): string {
  return execFileSync(linked, args, { encoding: 'utf8', cwd: folder });
}

test('the manifest for krew has the checksum of the archive', () => {
  const manifest = load(readFileSync(join(folder, 'exitdiag.yaml'), 'utf8')) as {
    spec: { platforms: { sha256: string }[] };
  };
  const sum = createHash('sha256').update(archive).digest('hex');
  expect(manifest.spec.platforms.map(({ sha256 }) => sha256)).toEqual([sum]);
});

test('what the archive holds runs by itself through a link', () => {
  expect(run('--version')).toMatch(/^kubectl-exitdiag v\d/);
  expect(run('pod', '-f', resolve('fixtures/cases/recorded-liveness-http-kill'))).toContain(
    'liveness-probe-kill',
  );
  expect(run('rules', 'show', 'oom-limit-init')).toContain('init');
});

test('the licence and the schema of the report are in it', () => {
  expect(readFileSync(join(store, 'LICENSE'), 'utf8')).toContain('Apache License');
  expect(readFileSync(join(store, 'schema', 'report.schema.json'), 'utf8')).toContain('"$schema"');
});
