import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readSubject } from '../../support/read-folder.js';

const rules = await loadRulebook();

async function firstOf(
  name: string,
  tolerations: readonly JsonObject[] = [],
): Promise<Diagnosis | undefined> {
  const snapshot = (await readSubject(path.join('fixtures/cases', name))) as PodSnapshot;
  const spec = { ...(snapshot.pod['spec'] as JsonObject), tolerations };
  return diagnosesOf(reportPod({ ...snapshot, pod: { ...snapshot.pod, spec } }, rules))[0];
}

test('the scheduler does not name the taint: it is read from the nodes, and what it stands for is said', async () => {
  const first = await firstOf('unschedulable-taint--disk-pressure');
  expect(first?.title).toBe(
    'It does not tolerate the taints of nodes: node.kubernetes.io/disk-pressure:NoSchedule (short of disk space) of node-1, node-2, node-3 (3 of 3 nodes)',
  );
  expect(first?.remediation[0]).toMatchObject({
    do: 'Mend what the cluster set the taint for (node-1, node-2, node-3: short of disk space); it then takes the taint away itself',
    command: 'kubectl describe node node-1',
  });
});

test.each([
  [{ key: 'node.kubernetes.io/disk-pressure', operator: 'Exists' }],
  [{ key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' }],
  [{ operator: 'Exists' }],
])('a taint that the pod tolerates by now is not told: %j', async (toleration) => {
  const first = await firstOf('unschedulable-taint--disk-pressure', [toleration]);
  expect(first?.title).toBe('It does not tolerate the taints of nodes (3 of 3 nodes)');
});

test('where no node was seen, the look-up that tells the taints is named', async () => {
  const first = await firstOf('unschedulable-taint');
  expect(first?.remediation[0]?.command).toBe(
    'kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints',
  );
});
