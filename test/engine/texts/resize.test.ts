import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is told of the limit of a container that died for memory, with these conditions of its pod. */
async function limit(keep: (condition: JsonObject) => boolean): Promise<string | undefined> {
  const snapshot = await readFolder('fixtures/cases/oom-limit-exceeded--resize-refused');
  const status = snapshot.pod['status'] as JsonObject;
  const conditions = asObjects(at(status, 'conditions')).filter(keep);
  const pod = { ...snapshot.pod, status: { ...status, conditions } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod }, rules));
  expect(first?.title).toBe('It needs more memory than its limit of 64Mi');
  return first?.evidence.find(({ fact }) => fact.startsWith('the memory limit is'))?.fact;
}

test('the limit in force is told, and the one that the node has not given', async () => {
  expect(await limit(() => true)).toMatch(
    /^the memory limit is 64Mi; the spec asks for 100Gi, which the node has not given: Infeasible, Node didn't have enough/,
  );
});

test('nothing is said of a resize that the kubelet says nothing of', async () => {
  expect(await limit(({ type }) => type !== 'PodResizePending')).toBe('the memory limit is 64Mi');
});
