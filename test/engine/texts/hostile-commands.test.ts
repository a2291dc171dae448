import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../src/domain/values/json.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import { diagnosesOf, groupFailures, reportPod } from '../../../src/engine/index.js';
import { closerAtNode, closerAtPod } from '../../../src/domain/report/closer.js';
import { lookupIn } from '../../../src/engine/match/variables.js';
import { fillStep } from '../../../src/engine/texts/fill.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { caseFolders } from '../../support/cases.js';
import { readSubject } from '../../support/read-folder.js';

const rules = await loadRulebook();
const HOSTILE = 'a"b;echo PWNED $(echo PWNED) `echo PWNED` \'c';

/** What a shell runs of a command, with kubectl and grep out of the way. */
function runs(command: string): string {
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', `kubectl() { :; }\ngrep() { :; }\n${command}`], {
    encoding: 'utf8',
    env: { PATH: '' },
  });
  return stdout + stderr;
}

test.each(["ls '{{file}}'", 'ls "{{file}}"', 'ls {{file}}', 'ls /x/{{file}}[[ "{{file}}"]]'])(
  'a value cannot leave its place in %s',
  (command) => {
    const filled =
      fillStep({ do: 'Look', command, effect: 'read-only' }, lookupIn({ file: HOSTILE }))?.command ?? '';
    const told = runs(filled.replace('ls ', 'set -- ').concat('; for each; do echo "<$each>"; done'));
    expect(told).toContain(`${HOSTILE}>`);
    expect(told.split('\n').filter((line) => !line.startsWith('<'))).toEqual(['']);
  },
);

const filledWith = (command: string, value: string): string | undefined =>
  fillStep({ do: 'Look', command, effect: 'read-only' }, lookupIn({ x: value }))?.command;

test.each([
  'kubectl delete pod {{x}} -n shop',
  "kubectl describe node '{{x}}'",
  'kubectl describe pvc[[ {{x}}]] -n shop',
  'kubectl exec web -- cat "{{x}}"',
])('a name that would be an option is not put into %s', (command) => {
  expect(filledWith(command, '--all')).toBe(
    command.includes('[[') ? 'kubectl describe pvc -n shop' : undefined,
  );
  expect(filledWith(command, 'a--all')).toContain('a--all');
});

test.each(['kubectl get pods -n {{x}}', 'kubectl logs web -c {{x}}', 'ls /{{x}}', 'kubectl logs job/{{x}}'])(
  'a dash is no option in %s',
  (command) => {
    expect(filledWith(command, '-x')).toContain('-x');
  },
);

test('what a terminal takes for a key is not put into a command', () => {
  expect(filledWith('kubectl describe node {{x}}', 'a\nb')).toBeUndefined();
  expect(filledWith('kubectl describe node {{x}}', 'a\u0015b')).toBeUndefined();
});

test('no history and no path of a command is put in by an interactive shell', () => {
  expect(filledWith('grep "{{x}}"', 'a!b')).toBe(`grep "a"'!'"b"`);
  expect(filledWith('grep {{x}}', '=ls')).toBe(`grep '=ls'`);
  expect(filledWith('grep {{x}}', 'a=b')).toBe('grep a=b');
});

test('a closer look at what is named like an option names its kind', () => {
  expect(closerAtPod({ name: '--all', namespace: '-x' })).toBe('kubectl exitdiag pod pod/--all -n -x');
  expect(closerAtPod({ name: 'web', namespace: 'shop' }, 'Deployment')).toBe(
    'kubectl exitdiag pod deployment/web -n shop',
  );
  expect(closerAtNode('--help')).toBe('kubectl describe node node/--help');
});

/** Every name of the objects is that of someone who wants his words run. */
function named(value: Json | undefined, change: (name: string) => string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => named(item, change) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [
      key,
      NAMES.has(key) && typeof item === 'string' ? change(item) : named(item, change),
    ]),
  );
}

const NAMES = new Set([
  'name',
  'namespace',
  'nodeName',
  'image',
  'claimName',
  'secretName',
  'serviceAccountName',
]);

/** The commands that are advised for every tenth case, whose names were changed. */
async function advised(change: (name: string) => string): Promise<readonly string[]> {
  const asked = new Set<string>();
  for (const folder of caseFolders('cases').filter((_, index) => index % 10 === 0)) {
    const subject = await readSubject(folder);
    if (subject.kind !== 'pod') continue;
    const report = reportPod(named(subject as unknown as Json, change) as unknown as PodSnapshot, rules);
    for (const { remediation } of diagnosesOf(report))
      for (const { command } of remediation) if (command !== undefined) asked.add(command);
    for (const { closer } of groupFailures([report], [])) asked.add(closer);
  }
  return [...asked];
}

test('no name in a file is run by a command that is advised', async () => {
  const hostile = (await advised((name) => name + HOSTILE)).filter((command) => command.includes('PWNED'));
  expect(hostile.length).toBeGreaterThan(50);
  expect(runs(hostile.map((command) => `(${command})`).join('\n'))).not.toMatch(/^PWNED|not found/m);
});

test('no name in a file is an option of a command that is advised', async () => {
  const commands = await advised((name) => `--hostile-${name}`);
  expect(commands.filter((command) => command.includes('hostile')).length).toBeGreaterThan(50);
  expect(commands.filter((command) => /(?<!\s-[cn])\s["']?--hostile/.test(command))).toEqual([]);
});
