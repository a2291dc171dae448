import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { progressOf } from '../../../src/rollout/progress.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

async function brokenPod(revision: string): Promise<JsonObject> {
  const { pod } = await readFolder('fixtures/cases/image-not-found');
  return {
    ...pod,
    metadata: {
      ...(pod['metadata'] as JsonObject),
      name: 'db-0',
      labels: { 'controller-revision-hash': revision },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', controller: true }],
    },
  };
}

function statefulSet(spec: JsonObject): JsonObject {
  return {
    kind: 'StatefulSet',
    metadata: { name: 'db', generation: 3 },
    spec: { replicas: 2, ...spec },
    status: { observedGeneration: 3, updateRevision: 'db-new', currentRevision: 'db-old', readyReplicas: 1 },
  };
}

async function diagnose(revision: string, spec: JsonObject = {}): Promise<Diagnosis | undefined> {
  const snapshot = await readFolder('fixtures/cases/image-not-found');
  const owners = [{ kind: 'StatefulSet', name: 'db', object: statefulSet(spec) }];
  return diagnosesOf(reportPod({ ...snapshot, pod: await brokenPod(revision), owners }, rules))[0];
}

test('a broken pod of an older revision keeps its StatefulSet from replacing it: it must be removed', async () => {
  const first = await diagnose('db-bad');
  expect(first?.ruleId).toBe('image-not-found');
  expect(first?.evidence).toContainEqual(
    expect.objectContaining({ at: 'StatefulSet/db status.updateRevision', observed: 'db-new' }),
  );
  expect(first?.remediation.at(-1)).toMatchObject({
    command: expect.stringMatching(/^kubectl delete pod db-0 -n /),
  });
});

test.each<[string, string, JsonObject]>([
  ['the pod is of the newest revision', 'db-new', {}],
  ['pods are managed in parallel', 'db-bad', { podManagementPolicy: 'Parallel' }],
  ['pods change only when someone deletes them', 'db-bad', { updateStrategy: { type: 'OnDelete' } }],
  ['the partition leaves it as it is', 'db-bad', { updateStrategy: { rollingUpdate: { partition: 1 } } }],
])('not where %s', async (_, revision, spec) => {
  const first = await diagnose(revision, spec);
  expect(first?.remediation.map(({ command }) => command ?? '').join('\n')).not.toContain('delete pod');
});

test('a check says for which pod the StatefulSet waits', async () => {
  const pods = [await brokenPod('db-bad')];
  expect(progressOf({ workload: statefulSet({}), revisions: [], pods, now: 0 })).toEqual({
    kind: 'progressing',
    why: '1 of 2 replicas are ready; db-0 of an older revision is not ready, and none is updated before it is',
  });
});
