import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

/** What is said of the restart of a container that ended with this code and has these fields of its own. */
function told(exitCode: number, own: JsonObject, list: 'state' | 'lastState' = 'state'): string {
  const terminated = {
    exitCode,
    reason: 'Error',
    startedAt: '2026-03-02T09:00:00Z',
    finishedAt: '2026-03-02T09:00:09Z',
  };
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  const status = list === 'state' ? { state: { terminated } } : { state: waiting, lastState: { terminated } };
  const raw = pod(
    { restartCount: list === 'state' ? 0 : 2, ...status },
    { spec: { containers: [{ name: 'app', image: 'shop/web:1', ...own }] } },
  );
  const diagnoses = reportPod(snapshot(raw, {}), rulebook).containers[0]?.diagnoses ?? [];
  expect(diagnoses.length).toBeGreaterThan(0);
  return diagnoses.flatMap(({ evidence }) => evidence.map(({ fact }) => fact)).join('\n');
}

const rules = (operator: string, ...values: readonly number[]): JsonObject => ({
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'Restart', exitCodes: { operator, values: [...values] } }],
});

const RULE = 'rule 0 of its own restartPolicyRules starts it again at exit code 42';

test.each<[string, JsonObject]>([
  ['names', rules('In', 41, 42)],
  ['does not leave out', rules('NotIn', 1)],
])('the rule that %s the code is told, of an end that is past too', (_, own) => {
  expect(told(42, own)).toContain(RULE);
  expect(told(42, own, 'lastState')).toContain(RULE);
});

test('where no rule fits, the container is not started again', () => {
  expect(told(1, rules('In', 42))).toContain('it is not started again: its own restartPolicy is Never');
  expect(told(1, rules('In', 42), 'lastState')).not.toContain('restartPolicy');
});

test.each<[string, JsonObject]>([
  ['no policy of its own', {}],
  ['one that starts it again', { restartPolicy: 'OnFailure' }],
])('nothing is said of a container with %s', (_, own) => {
  expect(told(1, own)).not.toContain('restartPolicy');
});
