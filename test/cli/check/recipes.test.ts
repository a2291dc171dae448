import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load, loadAll } from 'js-yaml';
import { parseArguments } from '../../../src/cli/arguments/parse.js';
import { CHECK_OPTIONS } from '../../../src/cli/commands/check.js';
import { EXIT } from '../../../src/cli/exit-status.js';
import { GLOBAL_OPTIONS } from '../../../src/cli/options.js';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call -- what a recipe holds is asserted below */
type Recipe = any;

const read = (path: string): string => readFileSync(path, 'utf8');
const recipe = (name: string): Recipe => load(read(`docs/ci/${name}`));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  mkdirSync(join(folder, 'bin'));
  // Each stub notes how it was called; kubectl ends as it is told to.
  for (const name of ['kubectl', 'npm', 'curl', 'helm', 'chmod']) {
    const path = join(folder, 'bin', name);
    writeFileSync(
      path,
      `#!/bin/sh\nprintf '%s' "${name}" >> "$CALLS"; for word in "$@"; do printf ' [%s]' "$word" >> "$CALLS"; done; echo >> "$CALLS"\n[ ${name} != kubectl ] || [ "$1" != exitdiag ] || exit "\${STATUS:-0}"\n`,
    );
    chmodSync(path, 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  /** The calls of the stubs, as `kubectl [exitdiag] [check]`. */
  readonly calls: readonly string[];
}

/** Runs a step's script as its runner does, with the tools as stubs. */
function runStep(
  script: string,
  env: Readonly<Record<string, string>> = {},
  shell: readonly string[] = ['sh', '-e', '-c'],
): Ran {
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const [program = 'sh', ...args] = shell;
  const { status } = spawnSync(program, [...args, script], {
    cwd: folder,
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, CALLS: calls, ...env },
    encoding: 'utf8',
  });
  return {
    status,
    calls: read(calls)
      .split('\n')
      .filter((line) => line !== ''),
  };
}

/** The arguments of `check`, which have to be such that the program takes them. */
function checkArguments({ calls }: Ran): ReturnType<typeof parseArguments<typeof CHECK_OPTIONS>> {
  const call = calls.find((line) => line.startsWith('kubectl [exitdiag] [check]')) ?? '';
  const words = [...call.matchAll(/\[([^\]]*)\]/g)].map(([, word]) => word ?? '').slice(2);
  expect(call).not.toBe('');
  return parseArguments(words, { ...GLOBAL_OPTIONS, ...CHECK_OPTIONS });
}

const INPUTS = { TARGETS: '', MANIFEST: '', SELECTOR: '', NAMESPACE: '', TIMEOUT: '5m', ARGS: '' };

test.each<[string, Partial<typeof INPUTS>, object]>([
  [
    'targets',
    { TARGETS: 'deployment/web sts/db', NAMESPACE: 'shop' },
    {
      positionals: ['deployment/web', 'sts/db'],
      options: { namespace: 'shop', timeout: 300, report: ['github'] },
    },
  ],
  [
    'a manifest',
    { MANIFEST: 'my chart.yaml' },
    { options: { filename: ['my chart.yaml'], namespace: undefined } },
  ],
  [
    'a selector and more',
    { SELECTOR: 'app in (a,b)', ARGS: '--settle 10s' },
    { options: { selector: 'app in (a,b)', settle: 10 } },
  ],
])('the action checks %s', (_, inputs, expected) => {
  const action = load(read('action.yml')) as Recipe;
  const step = action.runs.steps.find((one: Recipe) => one.id === 'check');
  expect(Object.keys(step.env)).toEqual(Object.keys(INPUTS));
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const ran = runStep(step.run, { ...INPUTS, ...inputs, GITHUB_OUTPUT: output, STATUS: '4' }, [
    'bash',
    '--noprofile',
    '--norc',
    '-eo',
    'pipefail',
    '-c',
  ]);
  expect(checkArguments(ran)).toMatchObject(expected);
  expect([ran.status, read(output)]).toEqual([4, 'status=4\n']);
});

test('the action names every status that check ends with', () => {
  const action = load(read('action.yml')) as Recipe;
  for (const status of [EXIT.reported, EXIT.findings, EXIT.usage, EXIT.notCollected, EXIT.undecided]) {
    expect(action.outputs.status.description).toMatch(new RegExp(`\\b${status} `));
    expect(read('docs/ci/README.md')).toMatch(new RegExp(`^\\| ${status} +\\| `, 'm'));
  }
});

test('the action builds the plugin and puts it on the path', () => {
  const action = load(read('action.yml')) as Recipe;
  const paths = join(folder, 'paths');
  writeFileSync(paths, '');
  const ran = runStep(action.runs.steps[0].run, { ACTION_PATH: folder, GITHUB_PATH: paths });
  expect(ran.calls).toEqual(['npm [ci] [--no-audit] [--no-fund]', 'npm [run] [build]']);
  expect(read(paths)).toBe(`${folder}/bin\n`);
});

test('the GitHub workflow uses inputs that the action has', () => {
  const [deploy, check] = recipe('github-actions.yaml').jobs.deploy.steps.slice(-2);
  const action = load(read('action.yml')) as Recipe;
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(check.with)));
  expect(runStep(deploy.run).calls.map((call) => call.split(' ')[0])).toEqual(['helm', 'kubectl']);
});

test('the GitLab job installs the plugin, checks, and keeps the reports that it writes', () => {
  const { check } = recipe('gitlab-ci.yml');
  const ran = runStep([...check.before_script, ...check.script].join('\n'), {
    KUBECTL_VERSION: check.variables.KUBECTL_VERSION,
  });
  expect(ran.calls).toContain('npm [install] [--global] [kubectl-exitdiag]');
  const { options } = checkArguments(ran);
  expect(options.report).toEqual([
    `junit=${check.artifacts.reports.junit}`,
    `gitlab=${check.artifacts.reports.codequality}`,
  ]);
  expect(check.artifacts.when).toBe('always');
});

test('the Jenkins stage checks and reads the report that it writes', () => {
  const text = read('docs/ci/Jenkinsfile');
  const [, script = ''] = /sh '''\n([\s\S]*?)'''/.exec(text) ?? [];
  const ran = runStep(script, { STATUS: '1' });
  const { options } = checkArguments(ran);
  const [, report] = /junit '([^']+)'/.exec(text) ?? [];
  expect([ran.status, options.report]).toEqual([1, [`junit=${report}`]]);
});

test('the Tekton task ends as check does', () => {
  const task = recipe('tekton.yaml');
  const [step] = task.spec.steps;
  const ran = runStep(step.script, {
    TARGET: 'deployment/web',
    NAMESPACE: 'shop',
    TIMEOUT: '5m',
    STATUS: '3',
  });
  expect(checkArguments(ran)).toMatchObject({
    positionals: ['deployment/web'],
    options: { namespace: 'shop', timeout: 300 },
  });
  expect(ran.status).toBe(3);
});

test('the Argo CD hook runs after the sync and ends as check does', () => {
  const job = recipe('argo-cd.yaml');
  expect(job.metadata.annotations['argocd.argoproj.io/hook']).toBe('PostSync');
  const [container] = job.spec.template.spec.containers;
  const ran = runStep(container.args[0], { STATUS: '1' }, container.command);
  expect(checkArguments(ran)).toMatchObject({ positionals: ['deployment/web'] });
  expect(ran.status).toBe(1);
});

test('every recipe parses and is in the list', () => {
  const names = readdirSync('docs/ci').filter((name) => name !== 'README.md');
  for (const name of names) {
    expect(read('docs/ci/README.md')).toContain(`](${name})`);
    if (/\.ya?ml$/.test(name)) expect(loadAll(read(`docs/ci/${name}`)).length).toBeGreaterThan(0);
  }
});
