import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { claimFiles } from '../../../src/cli/check/claim-files.js';
import { writeReports } from '../../../src/cli/check/reports.js';
import type { Io } from '../../../src/cli/io.js';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { example, optionsFor } from '../../report/reports.js';
import { ago, deployed, INVALID, READY } from './objects.js';
import { runIn, type Cluster } from './run-in.js';

const folders: string[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  folders.push(folder);
});
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const WEB = ['check', 'deployment/web', '-n', 'shop'];
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const ALL = ['junit=out.xml', 'json=out.json', 'markdown=out.md'].flatMap((one) => ['--report', one]);

test.each<[string, readonly string[], { readonly server?: string }, RegExp]>([
  [
    'nothing matches',
    ['check', '-l', 'app=none', '-n', 'shop'],
    {},
    /there is nothing to check in namespace shop/,
  ],
  ['the name is not there', WEB, {}, /&quot;web&quot; not found|"web" not found/],
  ['the server is not there', WEB, { server: 'http://127.0.0.1:1' }, /127\.0\.0\.1:1/],
])('where %s, every report says that it could not be told', async (_, args, options, words) => {
  const { status } = await runIn(folder, [...args, ...ALL], options);
  expect(status).toBe(3);
  expect(read('out.xml')).toMatch(/tests="1" failures="0" errors="1"/);
  expect(read('out.xml')).toMatch(words);
  expect(read('out.md')).toMatch(/could not tell/);
  expect(JSON.parse(read('out.json'))).toMatchObject({ check: { verdict: 'undetermined' } });
});

test('with --allow-empty the reports say that there was nothing', async () => {
  const args = ['check', '-l', 'app=none', '-n', 'shop', '--allow-empty', ...ALL];
  const { status } = await runIn(folder, args);
  expect(read('out.xml')).toContain('tests="0" failures="0" errors="0"');
  expect(JSON.parse(read('out.json'))).toMatchObject({
    check: { verdict: 'passed', why: 'there is nothing to check in namespace shop' },
  });
  expect(status).toBe(0);
});

test('no empty file stays behind where nothing was checked; what was there before stays', async () => {
  writeFileSync(join(folder, 'old.xml'), 'of the run before');
  const bad = ['check', '-f', 'absent.yaml', '--report', 'junit=new.xml', '--report', 'json=old.xml'];
  expect((await runIn(folder, bad)).status).toBe(2);
  expect(existsSync(join(folder, 'new.xml'))).toBe(false);
  expect(read('old.xml')).toBe('of the run before');
  const worse = [...WEB, '--report', 'junit=new.xml', '--report', 'json=absent/out.json'];
  const { status, stderr, requests } = await runIn(folder, worse);
  expect([status, stderr, requests]).toEqual([
    2,
    'error: cannot write absent/out.json: its directory does not exist\n',
    [],
  ]);
  expect(existsSync(join(folder, 'new.xml'))).toBe(false);
});

test('a baseline is not written over where it could not be told what is wrong', async () => {
  writeFileSync(join(folder, 'known.json'), 'reviewed');
  const cluster = deployed({}, { spec: { paused: true } });
  const args = [...WEB, '--baseline', 'known.json', '--write-baseline'];
  const { status, stderr } = await runIn(folder, args, { cluster });
  expect(stderr).toContain('warning: known.json was not written: what is wrong could not be told\n');
  expect([status, read('known.json')]).toEqual([3, 'reviewed']);
});

test('a baseline of a rollout that is well holds nothing', async () => {
  const args = [...WEB, '--baseline', 'known.json', '--write-baseline'];
  expect((await runIn(folder, args, { cluster: READY })).status).toBe(0);
  expect(JSON.parse(read('known.json'))).toMatchObject({ kind: 'Baseline', known: [] });
});

test('a baseline of nothing at all is written where that is allowed, and told not to be where it is not', async () => {
  const args = ['check', '-l', 'app=none', '-n', 'shop', '--baseline', 'known.json', '--write-baseline'];
  const refused = await runIn(folder, args);
  expect([refused.status, existsSync(join(folder, 'known.json'))]).toEqual([3, false]);
  expect(refused.stderr).toContain('warning: known.json was not written');
  expect((await runIn(folder, [...args, '--allow-empty'])).status).toBe(0);
  expect(JSON.parse(read('known.json'))).toMatchObject({ kind: 'Baseline', known: [] });
});

test('a file that was claimed and is gone by the end changes no verdict', async () => {
  const release = await claimFiles(['out.xml'], folder);
  rmSync(join(folder, 'out.xml'));
  await expect(release()).resolves.toBeUndefined();
});

test('a job summary is cut by its bytes, which are what GitHub counts', async () => {
  const report = example('check-failed');
  const [group] = report.groups;
  if (group === undefined) throw new Error('the example has no group');
  const title = 'ü'.repeat(5_000);
  const groups = Array.from({ length: 100 }, () => ({
    ...group,
    diagnosis: { ...group.diagnosis, title },
  }));
  const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
  const io = { cwd: folder, env, stdout: { write: () => undefined } } as unknown as Io;
  await writeReports({ ...report, groups }, [{ kind: 'github' }], optionsFor('check-x'), io);
  const bytes = readFileSync(join(folder, 'summary.md'));
  expect(bytes.length).toBeLessThan(1_048_576);
  expect(bytes.toString().endsWith('\n\n(cut)\n')).toBe(true);
});

test('GitHub: an annotation stands at the line of the manifest that names the workload', async () => {
  writeFileSync(
    join(folder, 'b:c.yaml'),
    '# rendered\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
  );
  const args = ['check', '-f', './b:c.yaml', '-n', 'shop', '--report', 'github'];
  const { stdout } = await runIn(folder, args, { cluster: INVALID, env: { GITHUB_ACTIONS: 'true' } });
  expect(stdout).toMatch(/^::error file=b%3Ac\.yaml,line=2,title=Deployment\/web in shop%3A /m);
});

/** So many Deployments, each of whose pods has died for a reason of its own. */
function crashing(count: number, replicas = 1): Cluster {
  const parts = Array.from({ length: count }, (_, index) => {
    const name = `web-${String.fromCharCode(97 + index)}`;
    const containerID = `containerd://${name}`;
    const terminated = { exitCode: 2, reason: 'Error', startedAt: ago(62), finishedAt: ago(60), containerID };
    const cluster = deployed({
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        {
          name: 'app',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
          lastState: { terminated },
        },
      ],
    });
    const text = JSON.stringify(cluster).replaceAll('"web-1', `"${name}-1`).replaceAll('"web"', `"${name}"`);
    return JSON.parse(text) as Cluster;
  });
  const paths = Object.keys(parts[0] ?? {});
  return Object.fromEntries(
    paths.map((path) => [path, parts.flatMap((part) => replicate(part[path] ?? [], replicas))]),
  );
}

function replicate(items: readonly JsonObject[], replicas: number): readonly JsonObject[] {
  return items.flatMap((item) => {
    const metadata = item['metadata'] as { readonly name: string; readonly uid: string };
    if (item['kind'] !== 'Pod') return [item];
    return Array.from({ length: replicas }, (_, index) => ({
      ...item,
      metadata: {
        ...metadata,
        name: `${metadata.name}${index}`,
        uid: `${metadata.uid}${index}`,
      },
    }));
  });
}

test('GitHub: of twelve findings ten are annotations, and all are in the job summary', async () => {
  const summary = join(folder, 'summary.md');
  const { stdout, status } = await runIn(folder, ['check', '-n', 'shop', '--report', 'github'], {
    cluster: crashing(12),
    env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  });
  const annotations = stdout.split('\n').filter((line) => /^::(?:error|warning|notice) /.test(line));
  expect(annotations).toHaveLength(10);
  expect(annotations.at(-1)).toContain('3 more findings: see the job summary');
  expect(read('summary.md').match(/^\| 1 \| /gm)).toHaveLength(12);
  expect(status).toBe(1);
});

test('a job summary that cannot be written is a warning', async () => {
  const { status, stderr } = await runIn(folder, [...WEB, '--report', 'github'], {
    cluster: INVALID,
    env: { GITHUB_STEP_SUMMARY: join(folder, 'absent', 'summary.md') },
  });
  expect(stderr).toMatch(/^warning: cannot write .*summary.md: its directory does not exist$/m);
  expect(status).toBe(1);
});

const HOSTILE = [
  'started',
  '::error::hostile',
  '  ::set-env name=PATH::x',
  '\u001b[31mred ##[error]x ##vso[task.complete]y\r::warning::z',
  '\u001b[0Ksection_start:0:forged\r\u001b[0K',
  'panic: cannot open /data',
].join('\n');
const TOLD = [
  '  started',
  '  : :error::hostile',
  '    : :set-env name=PATH::x',
  '  red # #[error]x # #vso[task.complete]y',
  '  : :warning::z',
  '  section_start:0:forged',
  '  panic: cannot open /data',
].join('\n');

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['GitHub folds them', { GITHUB_ACTIONS: 'true' }, '::group::', '\n::endgroup::\n'],
  [
    'GitLab folds them',
    { GITLAB_CI: 'true' },
    '\u001b[0Ksection_start:0:exitdiag_log_1[collapsed=true]\r\u001b[0K',
    '\n\u001b[0Ksection_end:0:exitdiag_log_1\r\u001b[0K\n',
  ],
  ['elsewhere they have a heading', {}, '', '\n\n'],
])('the last lines of a failed container are no command: %s', async (_, env, before, after) => {
  const { stdout } = await runIn(
    folder,
    WEB.map((word) => word.replace('web', 'web-a')),
    {
      cluster: crashing(1),
      logs: { 'web-a-1-a0/app': HOSTILE },
      env,
    },
  );
  const colon = before === '' ? ':' : '';
  expect(stdout).toContain(`${before}last lines of app of web-a-1-a0${colon}\n${TOLD}${after}`);
});

test('each container that failed has its last twenty lines, once for all its replicas', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const { stdout } = await runIn(folder, ['check', '-n', 'shop'], {
    cluster: crashing(2, 3),
    logs: { 'web-a-1-a0/app': lines.join('\n'), 'web-a-1-a1/app': 'other words', 'web-b-1-a2/app': 'of b' },
    env: { GITHUB_ACTIONS: 'true' },
  });
  expect([...stdout.matchAll(/^::group::(.*)$/gm)].map(([, title]) => title)).toEqual([
    'last lines of app of web-a-1-a0, one of 2 such pods',
    'last lines of app of web-b-1-a2',
  ]);
  expect(stdout).toMatch(/\n {2}line 10\n[^:]* {2}line 29\n::endgroup::/);
  expect(stdout).not.toContain('line 9\n');
});

test('a rollout that passes shows no log', async () => {
  const { stdout } = await runIn(folder, WEB, {
    cluster: READY,
    logs: { 'web-1-a/app': 'panic: not this time' },
    env: { GITHUB_ACTIONS: 'true' },
  });
  expect(stdout).not.toContain('::group::');
});

test('a workload that gets no pods tells since when', async () => {
  const { '/apis/apps/v1/namespaces/shop/deployments': [web] = [], ...rest } = deployed({});
  const message =
    'pods "web-1-b" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1';
  const refused = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
  const status = { observedGeneration: 1, conditions: [{ ...refused, lastTransitionTime: ago(90) }] };
  const cluster: Cluster = {
    ...rest,
    '/apis/apps/v1/namespaces/shop/deployments': [{ ...web, status }],
    '/api/v1/namespaces/shop/pods': [],
  };
  const { stdout } = await runIn(folder, [...WEB, '--timeout', '0'], { cluster });
  expect(stdout).toMatch(/^ 0\/1 {2}pod-create-refused .* deploy\/web +9\ds$/m);
});
