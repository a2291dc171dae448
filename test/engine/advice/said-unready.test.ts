import { expect, test } from '@jest/globals';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { ago, log, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

/** What is said of a container that runs, is not ready, has no event and logs this. */
function unready(lines: readonly string[], status: object = {}): Diagnosis | undefined {
  const running = { ready: false, restartCount: 0, state: { running: { startedAt: ago(600) } }, ...status };
  return diagnosesOf(reportPod(snapshot(pod(running), { logs: [log(lines, 'current')] }), rules))[0];
}

const REFUSED = 'FATAL:  password authentication failed for user "ledger"';

test('where nothing else tells why it is not ready, what it logged last is a possibility', () => {
  const first = unready(['connecting to ledger-db:5432', REFUSED]);
  expect(first).toMatchObject({ ruleId: 'postgres-password-refused', confidence: 'possible' });
  expect(first?.evidence.map(({ fact }) => fact)).toEqual([
    'it is running for 10m, not ready',
    `it logs: ${REFUSED}`,
  ]);
});

test('what it says over and over is told with how often', () => {
  const first = unready([REFUSED, 'trying again', REFUSED, 'trying again', REFUSED, 'trying again']);
  expect(first?.evidence.map(({ fact }) => fact)).toContain(`it logs, 3 times of late: ${REFUSED}`);
});

test('no step looks for the log of an end that has not come', () => {
  const steps = unready(['fatal: the setting rate_table is missing'])?.remediation ?? [];
  expect(steps.map((step) => step.do)).toContain('Read what it says meanwhile');
  expect(steps.flatMap(({ command }) => command ?? []).join(' ')).not.toContain('--previous');
});

test.each([
  ['one that has just been started', { state: { running: { startedAt: ago(20) } } }],
  ['one that is ready', { ready: true }],
])('%s may still be at it', (_, status) => {
  expect(unready([REFUSED], status)).toBeUndefined();
});

test('an error that it got over is none', () => {
  expect(unready([REFUSED, 'trying again', 'connected to ledger-db:5432', 'listening on :8080'])).toBe(
    undefined,
  );
});
