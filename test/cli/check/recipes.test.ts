import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load, loadAll } from 'js-yaml';
import { parseArguments } from '../../../src/cli/arguments/parse.js';
import { CHECK_OPTIONS, CHECK_STATUSES } from '../../../src/cli/check/options.js';
import { GLOBAL_OPTIONS } from '../../../src/cli/options.js';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call -- what a recipe holds is asserted below */
type Recipe = any;

const read = (path: string): string => readFileSync(path, 'utf8');
const recipe = (name: string): Recipe => load(read(`docs/ci/${name}`));

/** Notes how a tool was called. */
const NOTE = `{ printf '%s' "\${0##*/}"; for word in "$@"; do printf ' [%s]' "$word"; done; echo; } >> "$CALLS"`;
const STUBS: Readonly<Record<string, string>> = {
  // Finds a plugin as kubectl does, by the path.
  kubectl: '[ "$1" != exitdiag ] || { shift; exec kubectl-exitdiag "$@"; }',
  // The repository as far as a recipe needs it: the plugin is there once it was built.
  git: 'for last; do :; done; mkdir -p "$last/bin"',
  npm: 'case "$*" in "run build" | "run --silent build") cp "$STUBS/plugin" bin/kubectl-exitdiag ;; esac',
  plugin: 'exit "${STATUS:-0}"',
  curl: '',
  helm: '',
  chmod: '',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  mkdirSync(join(folder, 'stubs'));
  for (const [name, does] of Object.entries(STUBS)) {
    const path = join(folder, 'stubs', name);
    writeFileSync(path, `#!/bin/sh\n${NOTE}\n${does}\n`);
    chmodSync(path, 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  /** The calls of the tools, as `kubectl [apply] [-f]`. */
  readonly calls: readonly string[];
}

/** Runs a step's script as its runner does, where only the tools are that it says it needs. */
function runStep(
  script: string,
  env: Readonly<Record<string, string>> = {},
  shell: readonly string[] = ['sh', '-e', '-c'],
): Ran {
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const [program = 'sh', ...args] = shell;
  const stubs = join(folder, 'stubs');
  const { status } = spawnSync(program, [...args, script.replaceAll('/opt/', `${folder}/opt/`)], {
    cwd: folder,
    env: { PATH: `${stubs}:/usr/bin:/bin`, STUBS: stubs, CALLS: calls, ...env },
    encoding: 'utf8',
  });
  const lines = read(calls)
    .replaceAll(`${folder}/`, '/')
    .split('\n')
    .filter((line) => line !== '');
  return { status, calls: lines };
}

/** The arguments that reached the plugin, which have to be such that it takes them. */
function checkArguments({ calls }: Ran): ReturnType<typeof parseArguments<typeof CHECK_OPTIONS>> {
  const call = calls.find((line) => line.startsWith('kubectl-exitdiag [check]')) ?? '';
  const words = [...call.matchAll(/\[([^\]]*)\]/g)].map(([, word]) => word ?? '').slice(1);
  expect(call).not.toBe('');
  return parseArguments(words, { ...GLOBAL_OPTIONS, ...CHECK_OPTIONS });
}

const clone = (into: string): string =>
  `git [clone] [--quiet] [--depth] [1] [--branch] [main] [https://github.com/exitdiag/kubectl-exitdiag] [${into}]`;
/** A Kubernetes `env:` list. */
const environment = (list: Recipe): Record<string, string> =>
  Object.fromEntries(list.map(({ name, value }: { name: string; value: string }) => [name, value]));

/** As a GitHub runner starts a step with `shell: bash`. */
const BASH = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'];
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
])('the action builds the plugin, puts it on the path and checks %s', (_, inputs, expected) => {
  const { steps } = (load(read('action.yml')) as Recipe).runs;
  const [install, check] = steps;
  expect(Object.keys(check.env)).toEqual(Object.keys(INPUTS));
  const [action, output, paths] = ['action', 'output', 'paths'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(action, 'bin'), { recursive: true });
  writeFileSync(output, '');
  writeFileSync(paths, '');
  const built = runStep(install.run, { ACTION_PATH: action, GITHUB_PATH: paths }, BASH);
  expect(built.calls).toEqual(['npm [ci] [--no-audit] [--no-fund]', 'npm [run] [build]']);
  const env = { ...INPUTS, ...inputs, GITHUB_OUTPUT: output, STATUS: '4' };
  const path = `${read(paths).trim()}:${join(folder, 'stubs')}:/usr/bin:/bin`;
  const ran = runStep(check.run, { ...env, PATH: path }, BASH);
  expect(checkArguments(ran)).toMatchObject(expected);
  expect([ran.status, read(output)]).toEqual([4, 'status=4\n']);
});

test('the action, the page on pipelines and the README say with what check ends, as its help does', () => {
  const action = load(read('action.yml')) as Recipe;
  const pages: readonly string[] = [
    action.outputs.status.description,
    read('docs/ci/README.md'),
    read('README.md'),
  ];
  for (const [status, sentence] of CHECK_STATUSES)
    for (const page of pages) expect(page.replace(/ +/g, ' ')).toContain(`| ${status} | ${sentence} |`);
});

test('the GitHub workflow uses inputs that the action has', () => {
  const [deploy, check] = recipe('github-actions.yaml').jobs.deploy.steps.slice(-2);
  const action = load(read('action.yml')) as Recipe;
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(check.with)));
  expect(runStep(deploy.run).calls.map((call) => call.split(' ')[0])).toEqual(['helm', 'kubectl']);
});

test('the GitLab job gets the plugin, checks, and keeps the reports that it writes', () => {
  const { check } = recipe('gitlab-ci.yml');
  const script = [...check.before_script, ...check.script].join('\n');
  const ran = runStep(script, { ...check.variables, STATUS: '1' });
  expect(ran.calls).toContain(clone('/opt/exitdiag'));
  const { options } = checkArguments(ran);
  expect(options.report).toEqual([
    `junit=${check.artifacts.reports.junit}`,
    `gitlab=${check.artifacts.reports.codequality}`,
  ]);
  expect([ran.status, check.artifacts.when]).toEqual([1, 'always']);
});

test('the Jenkins stages get the plugin, check, and read the report that they write', () => {
  const text = read('docs/ci/Jenkinsfile');
  const found = [...text.matchAll(/sh (?:'''\n([\s\S]*?)'''|'([^'\n]+)')/g)];
  const scripts = found.map(([, long, short]) => long ?? short ?? '');
  const [, ref = ''] = /EXITDIAG_REF = '([^']+)'/.exec(text) ?? [];
  const [, path = ''] = /PATH = "\$\{env\.WORKSPACE\}\/(.+):\$\{env\.PATH\}"/.exec(text) ?? [];
  const env = {
    EXITDIAG_REF: ref,
    STATUS: '1',
    PATH: `${join(folder, path)}:${join(folder, 'stubs')}:/usr/bin:/bin`,
  };
  const [plugin, deploy, check] = scripts.map((script) => runStep(script, env)) as [Ran, Ran, Ran];
  expect(plugin.calls[0]).toBe(clone('exitdiag'));
  expect(deploy.calls).toEqual(['kubectl [apply] [-n] [shop] [-f] [rendered.yaml]']);
  const [, report] = /junit '([^']+)'/.exec(text) ?? [];
  expect([check.status, checkArguments(check).options.report]).toEqual([1, [`junit=${report}`]]);
});

test('the Tekton task gets the plugin and ends as check does', () => {
  const { params, steps } = recipe('tekton.yaml').spec;
  const [step] = steps;
  const given: Record<string, string> = { target: 'deployment/web', namespace: 'shop' };
  for (const param of params) given[param.name] ??= param.default;
  // What Tekton puts in the place of `$(params.x)`.
  const env = Object.entries(environment(step.env)).map(([name, value]) => [
    name,
    value.replace(/\$\(params\.(\w+)\)/g, (_, param: string) => given[param] ?? ''),
  ]);
  const ran = runStep(step.script, { ...Object.fromEntries(env), STATUS: '3' });
  expect(ran.calls).toContain(clone('/opt/exitdiag'));
  expect(checkArguments(ran)).toMatchObject({
    positionals: ['deployment/web'],
    options: { namespace: 'shop', timeout: 300 },
  });
  expect(ran.status).toBe(3);
});

test('the Argo CD hook runs after the sync, gets the plugin and ends as check does', () => {
  const job = recipe('argo-cd.yaml');
  expect(job.metadata.annotations['argocd.argoproj.io/hook']).toBe('PostSync');
  const [container] = job.spec.template.spec.containers;
  const env = { ...environment(container.env), STATUS: '1' };
  const ran = runStep(container.args[0], env, container.command);
  expect(ran.calls).toContain(clone('/opt/exitdiag'));
  expect(checkArguments(ran)).toMatchObject({ positionals: ['deployment/web'] });
  expect(ran.status).toBe(1);
});

test('the account of the recipes may read, and no Secrets', () => {
  const [account, role, binding] = loadAll(read('docs/ci/rbac.yaml')) as Recipe[];
  expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: account.metadata.name }]);
  expect(binding.roleRef.name).toBe(role.metadata.name);
  expect(recipe('argo-cd.yaml').spec.template.spec.serviceAccountName).toBe(account.metadata.name);
  for (const { verbs } of role.rules) expect(verbs).toEqual(['get', 'list', 'watch']);
  for (const { resources } of role.rules) expect(resources).not.toContain('secrets');
});

test('every recipe parses, is in the list, and says how the plugin gets there', () => {
  const page = read('docs/ci/README.md');
  const names = readdirSync('docs/ci').filter((name) => name !== 'README.md');
  for (const name of names) {
    const text = read(`docs/ci/${name}`);
    expect(page).toContain(`](${name})`);
    if (/\.ya?ml$/.test(name)) expect(loadAll(text).length).toBeGreaterThan(0);
    if (name !== 'rbac.yaml') expect(text).toMatch(/^(?:#|\/\/)[^\n]*(?:\n(?:#|\/\/)[^\n]*)*plugin/);
  }
});
