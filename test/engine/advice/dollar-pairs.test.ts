import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

/** What is told of a container whose command is this and that ended with this line. */
function told(command: readonly string[], line: string): string {
  const raw = pod(crashLoop(ended(255)), { container: { command: [...command] } });
  const first = diagnosePod(snapshot(raw, { logs: [log([line])] }), rules).containers.get('app')
    ?.diagnoses[0];
  return JSON.stringify([first?.evidence, first?.remediation]);
}

const SYNTAX = 'syntax error at -e line 1, near "$; sleep"';
const PAIR = /has \$\$, of which the kubelet makes one \$/;

test('a program that stumbles over a lone dollar sign was given two, of which the kubelet made one', () => {
  const said = told(['perl', '-e', 'kill 5, $$; sleep 9'], SYNTAX);
  expect(said).toMatch(PAIR);
  expect(said).toContain('Write $$$$ where');
});

test.each<[string, readonly string[], string]>([
  ['there are no two', ['perl', '-e', 'kill 5, $; sleep 9'], SYNTAX],
  ['they keep a reference from being filled in', ['perl', '-e', 'print "$$(HOME)"'], SYNTAX],
  [
    'it stumbles over something else',
    ['perl', '-e', 'kill 5, $$; slep 9'],
    'syntax error at -e line 1, near "slep 9"',
  ],
  ['it names a variable', ['perl', '-e', 'kill 5, $$; $x'], 'syntax error at -e line 1, near "$x"'],
])('nothing of that is told where %s', (_, command, line) => {
  expect(told(command, line)).not.toMatch(PAIR);
});
