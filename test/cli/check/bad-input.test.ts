import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runIn } from './run-in.js';

let folder: string;
const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  writeFileSync(join(folder, 'twice.yaml'), `${DEPLOYMENT}---\n${DEPLOYMENT}`);
  writeFileSync(join(folder, 'one.yaml'), DEPLOYMENT);
  writeFileSync(join(folder, 'none.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n');
  writeFileSync(
    join(folder, 'hooks.yaml'),
    `${DEPLOYMENT.replace('name: web', 'name: web, annotations: {helm.sh/hook: pre-install}')}---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: load-}\n`,
  );
  writeFileSync(join(folder, 'broken.yaml'), `${DEPLOYMENT}---\nkind: [\n`);
  writeFileSync(
    join(folder, 'report.json'),
    '{"apiVersion": "exitdiag.github.io/v1alpha1", "kind": "Report"}',
  );
  writeFileSync(
    join(folder, 'newer.json'),
    '{"apiVersion": "exitdiag.github.io/v9", "kind": "Baseline", "known": []}',
  );
  writeFileSync(join(folder, 'text.json'), 'not json');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each<[string, readonly string[], RegExp]>([
  [
    'a manifest with the same object twice',
    ['-f', 'twice.yaml'],
    /^error: Deployment\/web stands twice in the manifest: twice.yaml:1 and twice.yaml:5\n$/,
  ],
  [
    'a manifest without workloads',
    ['-f', 'none.yaml'],
    /^error: none.yaml: names no workload to check; is it the rendered manifest\?\n$/,
  ],
  [
    'a manifest with nothing but hooks and generated names',
    ['-f', 'hooks.yaml'],
    /names no workload to check \(2 are hooks or have generated names\)/,
  ],
  [
    'a manifest that is no YAML',
    ['-f', 'broken.yaml'],
    /^error: broken.yaml:\d+:\d+: cannot be read as YAML/,
  ],
  ['a manifest that is not there', ['-f', 'absent.yaml'], /^error: the path "absent.yaml" does not exist\n$/],
  [
    'a name together with -l',
    ['deployment/web', '-l', 'app=web'],
    /^error: name cannot be provided when a selector is specified\n$/,
  ],
  [
    'a name together with -f',
    ['deployment/web', '-f', 'one.yaml'],
    /^error: TYPE\/NAME and -f cannot be used together/,
  ],
  ['-l together with -f', ['-l', 'app=web', '-f', 'one.yaml'], /^error: -l and -f cannot be used together/],
  ['a name in all namespaces', ['deployment/web', '-A'], /across all namespaces/],
  [
    'a report that cannot be written',
    ['deployment/web', '--report', 'junit=absent/out.xml'],
    /^error: cannot write absent\/out.xml: its directory does not exist\n$/,
  ],
  [
    'a report without a file',
    ['deployment/web', '--report', 'junit'],
    /^error: --report junit needs a file: --report junit=FILE\n$/,
  ],
  [
    'two reports in one file',
    ['deployment/web', '--report', 'junit=a', '--report', 'json=a'],
    /two reports cannot go to one file: a/,
  ],
  [
    'two reports in one file by another way to it',
    ['deployment/web', '--report', 'junit=a', '--report', 'json=./a'],
    /two reports cannot go to one file: .\/a/,
  ],
  [
    'a report in the file of the baseline',
    ['deployment/web', '--report', 'json=a', '--baseline', 'a', '--write-baseline'],
    /two reports cannot go to one file: a/,
  ],
  [
    'a report of an unknown kind',
    ['deployment/web', '--report', 'html=a'],
    /allowed kinds are: junit,github,gitlab,sarif,markdown,json/,
  ],
  [
    'SARIF without a file to point at',
    ['deployment/web', '--report', 'sarif=a'],
    /--report sarif points at files/,
  ],
  [
    'a baseline that is none',
    ['deployment/web', '--baseline', 'report.json'],
    /^error: report.json: this is no baseline/,
  ],
  [
    'a baseline that is no JSON',
    ['deployment/web', '--baseline', 'text.json'],
    /^error: text.json: this is no baseline \(it is no JSON\)/,
  ],
  [
    'a baseline of another version',
    ['deployment/web', '--baseline', 'newer.json'],
    /^error: newer.json: this baseline is of version exitdiag.github.io\/v9/,
  ],
  [
    'a baseline that is not there',
    ['deployment/web', '--baseline', 'absent.json'],
    /^error: absent.json: there is no such baseline/,
  ],
  ['--write-baseline without its file', ['deployment/web', '--write-baseline'], /needs the file/],
  [
    'an unknown threshold',
    ['deployment/web', '--fail-on', 'colour=red'],
    /cause=ID, confidence=LEVEL or severity=LEVEL is needed/,
  ],
  [
    'an unknown level',
    ['deployment/web', '--fail-on', 'severity=urgent'],
    /allowed values are: low,medium,high,critical/,
  ],
  [
    'an unknown cause',
    ['deployment/web', '--allow', 'oom-limt'],
    /there is no cause "oom-limt"; did you mean oom-limit\?/,
  ],
  ['a negative time', ['deployment/web', '--settle', '-5s'], /must not be negative/],
])('%s is wrong usage, said in a line before anything is asked', async (_, args, line) => {
  const { status, stderr, requests } = await runIn(folder, ['check', ...args]);
  expect(stderr).toMatch(line);
  expect([status, requests]).toEqual([2, []]);
});
