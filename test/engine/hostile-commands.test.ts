import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../src/domain/values/json.js';
import type { PodSnapshot } from '../../src/domain/snapshot.js';
import { diagnosesOf, groupFailures, reportPod } from '../../src/engine/index.js';
import { lookupIn } from '../../src/engine/match/variables.js';
import { fillStep } from '../../src/engine/texts/fill.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { caseFolders } from '../support/cases.js';
import { readSubject } from '../support/read-folder.js';

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

/** Every name of the objects is that of someone who wants his words run. */
function named(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => named(item) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, item]) => [
      key,
      NAMES.has(key) && typeof item === 'string' ? `${item}${HOSTILE}` : named(item),
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

test('no name in a file is run by a command that is advised', async () => {
  const asked = new Set<string>();
  for (const folder of caseFolders('cases').filter((_, index) => index % 10 === 0)) {
    const subject = await readSubject(folder);
    if (subject.kind !== 'pod') continue;
    const report = reportPod(named(subject as unknown as Json) as unknown as PodSnapshot, rules);
    for (const { remediation } of diagnosesOf(report))
      for (const { command } of remediation) if (command !== undefined) asked.add(command);
    for (const { closer } of groupFailures([report], [])) asked.add(closer);
  }
  const hostile = [...asked].filter((command) => command.includes('PWNED'));
  expect(hostile.length).toBeGreaterThan(50);
  expect(runs(hostile.map((command) => `(${command})`).join('\n'))).not.toMatch(/^PWNED|not found/m);
});
