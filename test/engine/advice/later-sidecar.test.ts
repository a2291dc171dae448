import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();
const SIDECAR = { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' };

/** What is advised for an init container that waits, with these before and after it. */
async function steps(before: readonly JsonObject[], after: readonly JsonObject[]): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/init-waits');
  const spec = snapshot.pod['spec'] as JsonObject;
  const initContainers = [...before, ...asObjects(at(spec, 'initContainers')), ...after];
  const pod = { ...snapshot.pod, spec: { ...spec, initContainers } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod }, rules));
  expect(first?.ruleId).toBe('init-waits');
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

test('a sidecar behind an init container that waits is told', async () => {
  expect(await steps([], [SIDECAR])).toContain(
    'The sidecar proxy stands after it and starts only when it has ended',
  );
});

test.each<[string, readonly JsonObject[], readonly JsonObject[]]>([
  ['stands before it', [SIDECAR], []],
  ['is no sidecar', [], [{ name: 'next', image: 'next:1' }]],
])('nothing is told of what %s', async (_, before, after) => {
  expect(await steps(before, after)).not.toContain('stands after it');
});
