import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said first where a readiness probe that runs a command fails with this output. */
async function told(output: string, command: readonly string[]): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/readiness-probe-failing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const spec = { ...container, readinessProbe: { exec: { command } } };
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [spec] } };
  const message = `Readiness probe failed: ${output}`;
  const events = snapshot.events.map((record) =>
    record.event['reason'] === 'Unhealthy' ? { ...record, event: { ...record.event, message } } : record,
  );
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, events }, rules));
  const steps = (first?.remediation ?? []).flatMap((step) => [step.do, step.command ?? '']);
  return [first?.title ?? '', ...(first?.evidence ?? []).map(({ fact }) => fact), ...steps].join('\n');
}

test('a command that printed nothing is named, with how to run it', async () => {
  const words = await told('', ['sh', '-c', 'pgrep -x api']);
  expect(words).toMatch(/out of service: sh -c pgrep -x api did not succeed, and printed nothing/);
  expect(words).toMatch(/kubectl exec web-0 -n shop -c app -- sh -c 'pgrep -x api'/);
});

test('of a trace the exception is told', async () => {
  const trace = 'Traceback (most recent call last):\n  File "/p.py", line 1\nKeyError: 5\n';
  expect(await told(trace, ['/p.py'])).toMatch(/out of service: KeyError: 5/);
});

test('a command that was late is not advised to be run', async () => {
  const words = await told('command timed out: "/p.py" timed out after 1s', ['/p.py']);
  expect(words).toMatch(/the probe runs: \/p\.py/);
  expect(words).not.toMatch(/kubectl exec/);
});

test('a script of many lines is not repeated as a command', async () => {
  const words = await told('', ['sh', '-c', 'a\nb']);
  expect(words).toMatch(/Run its command in the container/);
  expect(words).not.toMatch(/kubectl exec/);
});
