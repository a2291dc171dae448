import { expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, ruleText, rulebook, snapshot } from '../../support/pods.js';

const rules = await rulebook(
  ruleText(
    'tls-unusable',
    `{all: [{ended: by-itself}, {log-line: [
      {pattern: 'cannot load (?P<what>\\S+) for (?P<address>\\S+)', example: 'cannot load a for b'},
      {pattern: 'TLS is off(?: for (?P<address>\\S+))?', example: 'TLS is off'}]}]}`,
    `title: 'It cannot set up TLS[[: {{what}}]][[ on {{address}}]]'\n`,
  ),
);

function title(lines: readonly string[]): string | undefined {
  const raw = pod(crashLoop(ended(1)));
  return diagnosesOf(reportPod(snapshot(raw, { logs: [log(lines)] }), rules))[0]?.title;
}

const far = Array.from({ length: 16 }, (_, n) => `step ${n}`);

test.each([
  [
    'the line that decides leaves out what the one before it told',
    ['error: cannot load /tls/a.crt for :443', 'error: TLS is off'],
    ': /tls/a.crt on :443',
  ],
  [
    'what both say is the same',
    ['error: cannot load /tls/a.crt for :443', 'error: TLS is off for :443'],
    ': /tls/a.crt on :443',
  ],
  [
    'what both say differs',
    ['error: cannot load /tls/a.crt for :443', 'error: TLS is off for :8443'],
    ' on :8443',
  ],
  ['it stands far above', ['error: cannot load /tls/a.crt for :443', ...far, 'error: TLS is off'], ''],
  [
    'of two the nearer one',
    ['error: cannot load /tls/a.crt for :1', 'error: cannot load /tls/b.crt for :2', 'error: TLS is off'],
    ': /tls/b.crt on :2',
  ],
  [
    'the one before it is only a warning',
    ['WARN cannot load /tls/a.crt for :443', 'error: TLS is off'],
    ': /tls/a.crt on :443',
  ],
  [
    'the line that decides tells all',
    ['error: TLS is off', 'error: cannot load /tls/a.crt for :443'],
    ': /tls/a.crt on :443',
  ],
])('%s', (_, lines, told) => {
  expect(title(lines)).toBe(`It cannot set up TLS${told}`);
});
