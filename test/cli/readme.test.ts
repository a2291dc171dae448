import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const readme = readFileSync('README.md', 'utf8');

/** Blocks of the README that show a run on a file of this project, and what it printed. */
const shown = [...readme.matchAll(/^```\n\$ kubectl exitdiag (.* -f fixtures\S*)\n(.*?)^```$/gms)];

test('the README shows a run on a recorded failure', () => {
  expect(shown.length).toBeGreaterThan(0);
});

test.each(shown.map(([, args = '', output = '']) => [args, output] as const))(
  'kubectl exitdiag %s prints what the README shows',
  (args, output) => {
    const { stdout } = spawnSync(process.execPath, ['bin/kubectl-exitdiag', ...args.split(' ')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(stdout).toBe(output);
  },
);
