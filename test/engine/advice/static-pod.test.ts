import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is advised for a pod with these annotations. */
async function steps(annotations: JsonObject): Promise<readonly string[]> {
  const snapshot = await readFolder('fixtures/cases/python-env-missing');
  const metadata = { ...(snapshot.pod['metadata'] as JsonObject), annotations };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod: { ...snapshot.pod, metadata } }, rules));
  expect(first?.ruleId).toBe('python-env-missing');
  return first?.remediation.map((step) => step.do) ?? [];
}

test('of a static pod the manifest on its node is named before what is to be changed', async () => {
  const said = await steps({ 'kubernetes.io/config.mirror': 'a1b2', 'kubernetes.io/config.source': 'file' });
  const [manifest, variable] = ['It is a static pod', 'Set the variable'].map((words) =>
    said.findIndex((step) => step.startsWith(words)),
  );
  expect(manifest).toBeGreaterThanOrEqual(0);
  expect(manifest).toBeLessThan(variable ?? -1);
});

test('nothing is said of manifests where the pod is none', async () => {
  expect((await steps({ 'kubernetes.io/config.source': 'api' })).join('\n')).not.toContain('static pod');
});
