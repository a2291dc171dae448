import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runProgram } from './run-program.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'bad-files-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const service = '{"kind":"Service","apiVersion":"v1","metadata":{"name":"web"}}';

const FILES: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['an empty file', '', /^error: .*bad\.txt: is empty.*\n$/],
  [
    'a binary file',
    Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]),
    /^error: .*bad\.txt: is binary.*\n$/,
  ],
  [
    'a file with tabs',
    'kind: Pod\nmetadata:\n\tname: web\n',
    /^error: .*bad\.txt:3:\d+: a tab where YAML wants spaces.*\n$/,
  ],
  ['HTML', '<!DOCTYPE html><html>login</html>', /^error: .*bad\.txt:1: is HTML.*\n$/],
  ['JSON that was cut', '{"kind":"Pod","metadata":{"name":"we', /^error: .*bad\.txt:1:\d+: .*cut.*\n$/],
  ['an object that is no pod', service, /^error: .*bad\.txt:? holds no pod: it holds Service "web".*\n$/],
  ['an error answer', '{"kind":"Status","status":"Failure","message":"no"}', /^error: .*error answer.*\n$/],
];

for (const command of ['pod', 'scan']) {
  test.each(FILES)(`${command} -f with %s`, async (_name, content, line) => {
    const file = join(folder, 'bad.txt');
    writeFileSync(file, content);
    const seen = await runProgram([command, '-f', file]);
    expect(seen).toMatchObject({ status: 3, stdout: '' });
    expect(seen.stderr).toMatch(line);
  });
}

test('a YAML document of more than 64 MB', async () => {
  const file = join(folder, 'large.yaml');
  const line = `# ${'x'.repeat(1000)}\n`;
  writeFileSync(file, `kind: List\nitems:\n${line.repeat(Math.ceil((65 * 2 ** 20) / line.length))}`);
  const seen = await runProgram(['pod', 'web', '-f', file]);
  expect(seen).toMatchObject({ status: 3, stdout: '' });
  expect(seen.stderr).toMatch(/^error: .*large\.yaml:1: a YAML document of more than 64 MB .*-o json.*\n$/);
});

test('a file that is not there', async () => {
  const seen = await runProgram(['pod', '-f', 'none.yaml'], { cwd: folder });
  expect(seen).toEqual({ status: 3, stdout: '', stderr: 'error: the path "none.yaml" does not exist\n' });
});
