import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { BUILT_IN, qualified } from '../../src/sources/cluster/api/resources.js';

function run(args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, ['bin/kubectl-exitdiag', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return stdout;
}

const readme = readFileSync('README.md', 'utf8');

/** Blocks of the README that show a run on a file of this project, and what it printed. */
const shown = [...readme.matchAll(/^```\n\$ kubectl exitdiag (.* -f fixtures\S*)\n(.*?)^```$/gms)];

test('the README shows a run on a recorded failure', () => {
  expect(shown.length).toBeGreaterThan(0);
});

test.each(shown.map(([, args = '', output = '']) => [args, output] as const))(
  'kubectl exitdiag %s prints what the README shows',
  (args, output) => {
    expect(run(args.split(' '))).toBe(output);
  },
);

test('the custom columns that docs/scan.md shows are filled, also for a pod that nothing owns', () => {
  const [, columns] =
    /custom-columns=`\*\* .*?`([A-Z]\S+?)`/.exec(readFileSync('docs/scan.md', 'utf8')) ?? [];
  const failure = ['-f', 'fixtures/cases/recorded-liveness-http-kill'];
  const [headings, row] = run(['scan', ...failure, '-o', `custom-columns=${columns}`]).split('\n');
  expect(headings?.trim().split(/\s+/)).toEqual(['CAUSE', 'PODS', 'KIND', 'NAME']);
  expect(row?.trim().split(/\s+/)).toEqual(['liveness-kill', '1', 'Pod', 'app']);
});

test('the role of docs/rights.md grants what is read and nothing else, never a Secret and never to write', () => {
  const [, text = ''] = /^```yaml\n(.*?)^```$/ms.exec(readFileSync('docs/rights.md', 'utf8')) ?? [];
  const { rules } = load(text) as {
    readonly rules: readonly Readonly<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>>[];
  };
  const granted = rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) => resources.map((name) => (group === '' ? name : `${name}.${group}`))),
  );
  const read = BUILT_IN.map(qualified).filter((name) => name !== 'secrets');
  expect([...granted].sort()).toEqual([...read, 'pods/log'].sort());
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'watch']));
});
