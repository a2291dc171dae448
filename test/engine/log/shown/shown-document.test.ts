import { describe, expect, test } from '@jest/globals';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'dial tcp 10.0.0.5:5432: connect: connection refused';

/** The cause that is told first, and how sure, of a container that ended with 1 after these lines. */
function said(lines: readonly string[]): string {
  const raw = pod(crashLoop(ended(1)));
  const first = reportPod(snapshot(raw, { logs: [log(lines)] }), rules).containers[0]?.diagnoses[0];
  return `${first?.cause ?? 'nothing'} ${first?.confidence ?? ''}`;
}

describe('what is shown as a whole befell nobody', () => {
  test.each([
    [
      'between marks that open and close it',
      ['----- BEGIN LOG web-1 -----', ERROR, '----- END LOG web-1 -----', 'bundle uploaded'],
    ],
    [
      'between marks of a report',
      ['=== crash report of 2026-02-27 ===', `what: ${ERROR}`, '=== end of crash report ===', 'booting'],
    ],
    [
      'between marks of which the last names nothing',
      ['== status ==', `db: down (${ERROR}) since 11:20`, 'queue: up', '== end ==', 'cycle 1', 'cycle 2'],
    ],
    ['between arrows', ['>>>>> output of web-1', ERROR, '<<<<< end of output', 'bundle uploaded']],
    ['below a heading of an earlier run', ['The last run was cut off. It said:', `    ${ERROR}`, 'up']],
    ['of the previous session', ['TRACE (previous session)', `  ${ERROR}`, '    at main.c:41', '', 'up']],
    ['behind a heading with a colon', ["The previous run's last line:", ERROR, 'up']],
    [
      'in an answer of an assistant',
      [
        '2026-03-01T11:58:40Z INFO completion 8f2',
        'The message',
        ERROR,
        'means that nobody listens.',
        'Let me know if this helps!',
      ],
    ],
    [
      'in a prompt',
      ['2026-03-01T11:58:40Z INFO prompt:', 'The log is:', ERROR, '2026-03-01T11:58:50Z INFO 118 tokens'],
    ],
    [
      'in an object of Kubernetes',
      ['apiVersion: v1', 'kind: Pod', 'status:', '  conditions:', `  - message: ${ERROR}`, 'watching'],
    ],
    [
      'in a mail',
      [
        'From: anna@example.com',
        'To: shop@example.com',
        'Subject: odd',
        '',
        'it said',
        ERROR,
        '',
        'mail 7 filed',
      ],
    ],
    [
      'below a heading that names whose log it is, behind an error',
      ['ERROR release did not come up', '--- log of web-5d8f-2x', ERROR, '--- end'],
    ],
    [
      'in what a cell of a notebook wrote',
      ['cell failed', '----- stderr -----', ERROR, '------------------', 'no margin is known'],
    ],
    ['in a document of Markdown', ['# Shop', '', '## Faults', '', ERROR, '', '## Licence', 'MIT']],
  ])('%s', (_, lines) => {
    expect(said(['starting', ...lines])).toBe('unknown possible');
  });

  test.each([
    [
      'where something failed after the marks',
      ['----- BEGIN OUTPUT -----', ERROR, '----- END OUTPUT -----', 'migrations failed'],
    ],
    ['where the marks are the last words', ['=== crash report ===', ERROR, '=== end of crash report ===']],
    ['between marks of other things', ['----- web-1 -----', ERROR, '===== end of web-1 =====', 'up']],
    ['of this run', ['The last run was cut off.', 'Cleaning up: 3 files', ERROR]],
    [
      'below an error that leads up to it',
      ['2026-03-01T11:58:40Z ERROR prompt:', ERROR, '2026-03-01T11:58:41Z INFO bye'],
    ],
    ['below a prompt that nothing follows', ['2026-03-01T11:58:40Z INFO prompt:', ERROR]],
    ['below steps that are numbered so', ['### Step 1', 'making room', '### Step 2', ERROR]],
  ])('but not %s', (_, lines) => {
    expect(said(['starting', ...lines])).toBe('app-dependency likely');
  });
});
