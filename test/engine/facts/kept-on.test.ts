import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is advised for a pod whose Job ran out of time while its proxy ran on, with its work ended so. */
async function steps(work: JsonObject): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/job-deadline-stopped-pod--sidecar');
  const status = snapshot.pod['status'] as JsonObject;
  const containerStatuses = asObjects(at(status, 'containerStatuses')).map((each) =>
    each['name'] === 'report' ? { ...each, state: work } : each,
  );
  const pod = { ...snapshot.pod, status: { ...status, containerStatuses } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod }, rules));
  expect(first?.ruleId).toBe('job-deadline-stopped-pod');
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

test('what ran on after the work was done until the deadline is told', async () => {
  const ended = { exitCode: 0, reason: 'Completed', finishedAt: '2026-11-27T18:07:06Z' };
  expect(await steps({ terminated: ended })).toContain('report had ended with success, and proxy ran on');
});

test.each<[string, JsonObject]>([
  ['runs as well', { running: { startedAt: '2026-11-27T18:07:04Z' } }],
  ['failed', { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-27T18:07:06Z' } }],
])('nothing is told where the work %s', async (_, work) => {
  expect(await steps(work)).not.toContain('ran on');
});
