import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { readPod } from '../../../src/domain/kubernetes/pod.js';
import { ignoredFailure } from '../../../src/engine/facts/failure-policy.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

function failed(exitCode: number, phase = 'Failed'): ReturnType<typeof readPod> {
  const state = { terminated: { exitCode, reason: 'Error' } };
  return readPod({
    metadata: { name: 'etl-1' },
    spec: { containers: [{ name: 'work' }] },
    status: {
      phase,
      conditions: [{ type: 'DisruptionTarget', status: 'True' }],
      containerStatuses: [{ name: 'work', restartCount: 0, ready: false, state }],
    },
  });
}

const on = (action: string, values: readonly number[], more: JsonObject = {}): JsonObject => ({
  action,
  onExitCodes: { operator: 'In', values: [...values], ...more },
});

function told(pod: ReturnType<typeof readPod>, ...rules: readonly JsonObject[]): string | undefined {
  const object = { spec: { podFailurePolicy: { rules: [...rules] } } };
  return ignoredFailure([{ kind: 'Job', name: 'etl', object }], pod)?.fact;
}

const IGNORES =
  /^its Job etl does not count this failure .*: rule (\d) of its podFailurePolicy ignores exit code 3$/;

test.each<[string, readonly JsonObject[], string]>([
  ['the only rule', [on('Ignore', [3, 4])], '0'],
  ['one behind a rule that does not fit', [on('FailJob', [42]), on('Ignore', [3])], '1'],
  ['one of that container', [on('Ignore', [3], { containerName: 'work' })], '0'],
  ['one of all other codes', [on('Ignore', [42], { operator: 'NotIn' })], '0'],
])('a code that %s ignores is told', (_, rules, index) => {
  expect(IGNORES.exec(told(failed(3), ...rules) ?? '')?.[1]).toBe(index);
});

test.each<[string, readonly JsonObject[]]>([
  ['a rule before it counts it', [on('Count', [3]), on('Ignore', [3])]],
  [
    'a rule about conditions decides before',
    [{ action: 'Count', onPodConditions: [{ type: 'DisruptionTarget' }] }, on('Ignore', [3])],
  ],
  ['it is of another container', [on('Ignore', [3], { containerName: 'proxy' })]],
  ['it ignores other codes', [on('Ignore', [4])]],
  ['there is none', []],
])('nothing is told where %s', (_, rules) => {
  expect(told(failed(3), ...rules)).toBeUndefined();
});

test('nor of a pod that has not failed, or a container that ended well', () => {
  expect(told(failed(3, 'Running'), on('Ignore', [3]))).toBeUndefined();
  expect(told(failed(0), on('Ignore', [3], { operator: 'NotIn' }))).toBeUndefined();
});

test('it stands beside what the pod died of', async () => {
  const snapshot = await readFolder('fixtures/cases/exit-code-own--ignored-by-job');
  const [first] = diagnosesOf(reportPod(snapshot, await loadRulebook()));
  expect(first?.evidence.map(({ fact }) => fact)).toContainEqual(expect.stringMatching(IGNORES));
});
