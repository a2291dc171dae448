import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { Report } from '../../../src/domain/report/report.js';
import { deployed, INVALID, READY } from './objects.js';
import { runIn, type Cluster } from './run-in.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'check-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WEB = ['check', 'deployment/web', '-n', 'shop'];

test('a rollout that has settled passes at once', async () => {
  const { status, stdout, stderr } = await runIn(folder, WEB, { cluster: READY });
  expect(stdout).toMatch(
    /^✓ passed after \w+, settled for 2m\S*: Deployment\/web rev 1: it is through and\s+settled/,
  );
  expect(stderr).toMatch(/^ +\ds {2}Deployment\/web: it is through and settled\n$/);
  expect(status).toBe(0);
});

test('a debug container that cannot start fails no rollout', async () => {
  const pods = '/api/v1/namespaces/shop/pods';
  const withDebug = (READY[pods] ?? []).map((pod) => ({
    ...pod,
    spec: { containers: [{ name: 'app', image: 'shop/web:1' }], ephemeralContainers: [{ name: 'dbg' }] },
    status: {
      ...(pod['status'] as JsonObject),
      ephemeralContainerStatuses: [
        {
          name: 'dbg',
          ready: false,
          restartCount: 0,
          state: {
            waiting: {
              reason: 'RunContainerError',
              message: 'exec: "/bin/zsh": stat /bin/zsh: no such file or directory',
            },
          },
        },
      ],
    },
  }));
  const { status, stdout } = await runIn(folder, WEB, { cluster: { ...READY, [pods]: withDebug } });
  expect(stdout).toMatch(/^✓ passed/);
  expect(status).toBe(0);
});

test('one that cannot succeed fails at once, with the cause in every report', async () => {
  const reports = [
    'junit=out.xml',
    'gitlab=quality.json',
    'markdown=out.md',
    'json=out.json',
    'github',
  ].flatMap((one) => ['--report', one]);
  const summary = join(folder, 'summary.md');
  const { status, stdout } = await runIn(folder, [...WEB, ...reports], {
    cluster: INVALID,
    env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  });
  expect(status).toBe(1);
  expect(stdout).toContain('FAILED after');
  expect(stdout).toMatch(/ended by rule \S+/);
  const annotations = stdout.split('\n').filter((line) => line.startsWith('::error'));
  expect(annotations).toHaveLength(1);
  expect(annotations[0]).toMatch(/^::error title=Deployment\/web in shop%3A /);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(read('out.xml')).toContain('<testsuite name="kubectl exitdiag" tests="1" failures="1"');
  expect(JSON.parse(read('quality.json'))).toMatchObject([
    { fingerprint: 'image-name-invalid/Deployment/shop/web/app' },
  ]);
  expect(read('out.md')).toMatch(/^### ❌ failed: Deployment\/web rev 1/);
  expect(read('summary.md')).toBe(read('out.md'));
  const report = JSON.parse(read('out.json')) as Report;
  expect(report.check).toMatchObject({ verdict: 'failed' });
  expect(report.workloads).toMatchObject([{ kind: 'Deployment', name: 'web', verdict: 'failed' }]);
});

test('a baseline holds what was found, and then only what is new fails', async () => {
  const written = await runIn(folder, [...WEB, '--baseline', 'known.json', '--write-baseline'], {
    cluster: INVALID,
  });
  expect(written.status).toBe(0);
  expect(readFileSync(join(folder, 'known.json'), 'utf8')).toContain(
    '"key":"image-name-invalid/Deployment/shop/web/app"',
  );
  const reports = ['--report', 'junit=known.xml', '--report', 'github'];
  const known = await runIn(folder, [...WEB, '--baseline', 'known.json', ...reports], { cluster: INVALID });
  expect(known.stdout.replace(/\s+/g, ' ')).toContain('only findings that are known or allowed stand');
  expect(known.stdout).toMatch(/^::notice /m);
  expect(readFileSync(join(folder, 'known.xml'), 'utf8')).toContain('failures="0" errors="0"');
  expect(known.status).toBe(0);
});

test('SARIF and code quality point at the line of the manifest that names the workload', async () => {
  mkdirSync(join(folder, 'rendered'), { recursive: true });
  writeFileSync(join(folder, 'rendered', 'a.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n');
  writeFileSync(
    join(folder, 'rendered', 'b.yaml'),
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}',
      '# Source: shop/templates/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
    ].join('\n---\n'),
  );
  const reports = ['--report', 'sarif=out.sarif', '--report', 'gitlab=lines.json', '-o', 'json'];
  const { status, stdout } = await runIn(folder, ['check', '-f', './rendered/', '-n', 'shop', ...reports], {
    cluster: INVALID,
  });
  expect(status).toBe(1);
  const sarif = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'));
  expect(sarif.runs[0].results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'rendered/b.yaml' },
    region: { startLine: 6 },
  });
  expect(JSON.parse(readFileSync(join(folder, 'lines.json'), 'utf8'))).toMatchObject([
    { location: { path: 'rendered/b.yaml', lines: { begin: 6 } } },
  ]);
  expect((JSON.parse(stdout) as Report).workloads[0]?.place).toEqual({ path: 'rendered/b.yaml', line: 6 });
});

test('an object that the manifest names twice, once by the namespace of -n, is wrong usage', async () => {
  const web = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}';
  const stdin = `${web}\n---\n${web.replace('name: web', 'name: web, namespace: shop')}\n`;
  const { status, stderr } = await runIn(folder, ['check', '-f', '-', '-n', 'shop'], {
    cluster: READY,
    stdin,
  });
  expect(stderr).toBe(
    'error: Deployment/web stands twice in the manifest: standard input:1 and standard input:5\n',
  );
  expect(status).toBe(2);
});

test('a rendered chart on standard input names what is checked; hooks and generated names are listed', async () => {
  const stdin = [
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}',
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}',
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, annotations: {helm.sh/hook: pre-upgrade}}',
    'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: load-}',
  ].join('\n---\n');
  const { status, stderr } = await runIn(folder, ['check', '-f', '-'], { cluster: READY, stdin });
  expect(stderr).toContain('not watched: Job/migrate: Helm runs it as a hook (pre-upgrade)\n');
  expect(stderr).toContain('not watched: Job/load-: its name is generated (generateName)\n');
  expect(status).toBe(0);
});

test.each<[string, Cluster, readonly string[], RegExp, number]>([
  ['a paused Deployment', deployed({}, { spec: { paused: true } }), WEB, /it is paused \(spec.paused\)/, 3],
  ['a name that is not there', {}, WEB, /^Error from server \(NotFound\): "web" not found/, 3],
  [
    'a selector that nothing matches',
    {},
    ['check', '-l', 'app=none', '-n', 'shop'],
    /there is nothing to check in namespace shop; --allow-empty lets that pass/,
    3,
  ],
  ['the same with --allow-empty', {}, ['check', '-l', 'app=none', '-n', 'shop', '--allow-empty'], /^$/, 0],
  [
    'a rollout that is under way when time runs out',
    deployed({ phase: 'Pending' }),
    [...WEB, '--timeout', '100ms'],
    /0 of 1 new replicas are available/,
    4,
  ],
])('%s', async (_, cluster, args, words, status) => {
  const ran = await runIn(folder, args, { cluster });
  expect(`${ran.stderr}${ran.stdout}`).toMatch(words);
  expect(ran.status).toBe(status);
});

test('a CronJob that never ran decides nothing', async () => {
  const job = {
    kind: 'CronJob',
    metadata: { namespace: 'shop', name: 'nightly', uid: 'n' },
    spec: {},
    status: {},
  };
  const path = '/apis/batch/v1/namespaces/shop/cronjobs';
  const { status, stdout } = await runIn(folder, ['check', 'cronjob/nightly', '-n', 'shop'], {
    cluster: { [path]: [job] },
  });
  expect(stdout).toContain('it has never been scheduled yet');
  expect(status).toBe(4);
});

test('--timeout 0 looks once', async () => {
  const args = [...WEB, '--timeout', '0'];
  expect((await runIn(folder, args, { cluster: READY })).status).toBe(0);
  expect((await runIn(folder, args, { cluster: deployed({ phase: 'Pending' }) })).status).toBe(4);
  expect((await runIn(folder, args, { cluster: INVALID })).status).toBe(1);
});

test('what a manifest says is no command to the runner', async () => {
  const stdin = 'kind: "##[error]x"\nmetadata: {generateName: "##vso[task.complete]-"}\n---\n';
  const web = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n';
  const { stderr } = await runIn(folder, ['check', '-f', '-'], { cluster: READY, stdin: stdin + web });
  expect(stderr).toContain('not watched: # #[error]x/# #vso[task.complete]-: its name is generated');
});

test('what a container says is no command to the runner', async () => {
  const { stdout, stderr } = await runIn(folder, [...WEB, '--report', 'github'], {
    cluster: INVALID,
    env: { GITHUB_ACTIONS: 'true' },
  });
  const commands = `${stdout}\n${stderr}`.split('\n').filter((line) => /^\s*::/.test(line));
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.every((line) => line.startsWith('::error title=Deployment/web'))).toBe(true);
});
