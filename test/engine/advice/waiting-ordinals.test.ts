import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What speaks for the first finding of web-0, which is not ready, as a pod of such a StatefulSet. */
async function told(spec: JsonObject, made: number): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/readiness-probe-failing');
  const object = { kind: 'StatefulSet', metadata: { name: 'web' }, spec, status: { replicas: made } };
  const owners = [{ kind: 'StatefulSet', name: 'web', uid: 'u', object }];
  const [first] = diagnosesOf(reportPod({ ...snapshot, owners }, rules));
  return (first?.evidence ?? []).map(({ fact }) => fact).join('\n');
}

test('that further pods of a StatefulSet wait for this one is told', async () => {
  expect(await told({ replicas: 3 }, 1)).toContain('StatefulSet web makes 2 more pods only once this one');
});

test.each<[string, JsonObject, number]>([
  ['all are made', { replicas: 3 }, 3],
  ['they are made at once', { replicas: 3, podManagementPolicy: 'Parallel' }, 1],
])('not where %s', async (_, spec, made) => {
  expect(await told(spec, made)).not.toContain('more pod');
});
