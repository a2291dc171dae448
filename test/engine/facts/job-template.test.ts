import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod, reportWorkload } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** The commands that change something, for a pod whose chain of owners ends in the last of these. */
async function changes(...owners: readonly (readonly [kind: string, name: string])[]): Promise<string[]> {
  const snapshot = await readFolder('fixtures/cases/oom-limit-exceeded');
  const report = reportPod(
    { ...snapshot, owners: owners.map(([kind, name]) => ({ kind, name, object: { kind } })) },
    rules,
  );
  const steps = diagnosesOf(report)[0]?.remediation ?? [];
  return steps.filter(({ effect }) => effect === 'mutating').map(({ command }) => command ?? '');
}

test("a Job is made anew, for its pods' template cannot be changed", async () => {
  expect(await changes(['Job', 'import'])).toContain('kubectl delete job import -n shop');
  expect((await changes(['Job', 'import'])).join('\n')).not.toMatch(/kubectl (edit|set)/);
});

test("a CronJob's template can be changed, and so can a Deployment's", async () => {
  expect((await changes(['Job', 'import-29'], ['CronJob', 'import'])).join('\n')).toContain(
    'kubectl set resources cronjob/import -n shop',
  );
  expect((await changes(['ReplicaSet', 'web-1'], ['Deployment', 'web'])).join('\n')).toContain(
    'kubectl set resources deployment/web -n shop',
  );
});

test.each([
  ['alone', {}, 'kubectl delete job import -n shop'],
  [
    'of a CronJob',
    { ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }] },
    'kubectl edit cronjob/nightly -n shop',
  ],
])('so is a Job %s whose pods are refused', (_, metadata: JsonObject, command) => {
  const workload = { kind: 'Job', metadata: { name: 'import', namespace: 'shop', ...metadata }, spec: {} };
  const event = {
    kind: 'Event',
    reason: 'FailedCreate',
    message:
      'Error creating: pods "import-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
    involvedObject: { kind: 'Job', name: 'import', namespace: 'shop' },
    lastTimestamp: '2026-03-02T09:59:00Z',
  };
  const { diagnoses } = reportWorkload(
    {
      kind: 'workload',
      workload,
      events: [{ event, matchedBy: 'name' }],
      children: [],
      podCount: 0,
      now: Date.parse('2026-03-02T10:00:00Z'),
      missing: [],
    },
    rules,
  );
  expect(diagnoses[0]?.remediation.map((step) => step.command)).toContain(command);
});
