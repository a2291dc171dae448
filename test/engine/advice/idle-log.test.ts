import { expect, test } from '@jest/globals';
import type { Missing } from '../../../src/domain/evidence.js';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import { diagnosePod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const GAP: Missing = {
  what: 'previousLog',
  name: 'app',
  why: 'the kubelet no longer has it',
  costs: 'what app wrote before it ended cannot be read',
};

/** What a user is told to do, a step a line. */
async function advice(status: JsonObject, more: Partial<PodSnapshot> = {}): Promise<readonly string[]> {
  const { containers } = diagnosePod(snapshot(pod(status), more), await loadRulebook());
  const first = containers.get('app')?.diagnoses[0];
  return (first?.remediation ?? []).map(({ do: words, command = '' }) => `${words} | ${command}`);
}

const toLog = expect.stringContaining('| kubectl logs web-7c9 -n shop -c app --previous');

test('a log that nobody has looked at is worth reading', async () => {
  expect(await advice(crashLoop(ended(7)))).toContainEqual(toLog);
  expect(
    await advice(crashLoop(ended(7)), { missing: [{ ...GAP, why: 'not in the files' }] }),
  ).toContainEqual(toLog);
});

test('so is one that says more than what is told', async () => {
  const logs = [log(['starting', 'reading', 'counting', 'ratio wrong', 'must be below one'])];
  expect(await advice(crashLoop(ended(7)), { logs })).toContainEqual(toLog);
});

test('one that is told whole is not read again', async () => {
  const steps = await advice(crashLoop(ended(7)), { logs: [log(['step 3 of 9', 'bye'])] });
  expect(steps).not.toContainEqual(toLog);
  expect(steps[0]).toMatch(
    /^See what it runs, for its log says no more than this: image shop\/web:1, the image's own command \| $/,
  );
});

test('what it runs is shown once', async () => {
  const container = { command: ['sh', '-c', 'ls /in | xargs load'] };
  const raw = pod(crashLoop(ended(123)), { container });
  const { containers } = diagnosePod(snapshot(raw, { logs: [log(['a.csv ok'])] }), await loadRulebook());
  const steps = containers.get('app')?.diagnoses[0]?.remediation.map(({ do: words }) => words) ?? [];
  expect(steps.filter((words) => words.startsWith('See what it runs'))).toHaveLength(1);
});

test('one that is gone is looked for elsewhere, at the time of the end', async () => {
  const steps = await advice(crashLoop(ended(7)), { missing: [{ ...GAP, gone: true }] });
  expect(steps).not.toContainEqual(toLog);
  expect(steps[0]).toBe(
    'Look for its last words where logs are collected, if they are: it ended at 2026-03-01T11:59:00Z; the kubelet no longer has them | ',
  );
});

test('one that may not be read is to be asked of somebody who may', async () => {
  const grant = '{apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}';
  const steps = await advice(crashLoop(ended(7)), { missing: [{ ...GAP, why: 'forbidden', grant }] });
  expect(steps[0]).toMatch(
    /^Ask somebody who may read logs for this one \| kubectl logs web-7c9 -n shop -c app --previous$/,
  );
});

test('what still runs may have logged more since', async () => {
  const steps = await advice(
    { state: { running: { startedAt: '2026-03-01T11:30:00Z' } }, ready: false, started: true },
    {
      logs: [log(['waiting for a leader'], 'current')],
      events: [
        {
          matchedBy: 'uid',
          event: {
            reason: 'Unhealthy',
            message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
            involvedObject: { fieldPath: 'spec.containers{app}' },
            count: 12,
            lastTimestamp: '2026-03-01T11:59:50Z',
          },
        },
      ],
    },
  );
  expect(steps).toContainEqual(expect.stringContaining('| kubectl logs web-7c9 -n shop -c app --tail='));
});
