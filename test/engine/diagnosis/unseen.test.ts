import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import { crashLoop, ended, event, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const NO_KILL = '{all: [{exit-code: 137}, {not: {event: {reason: Killing, within: end}}}]}';
const forbidden = { what: 'events', why: 'forbidden', costs: 'who ended it' } as const;

test('what could not be seen is no proof of absence: one step less sure, and said', async () => {
  const rules = await rulebook(ruleText('no-kill', NO_KILL));
  const seen = diagnosePod(snapshot(pod(crashLoop(ended(137)))), rules).containers.get('app')?.diagnoses[0];
  const blind = diagnosePod(
    snapshot(pod(crashLoop(ended(137))), { missing: [forbidden] }),
    rules,
  ).containers.get('app')?.diagnoses[0];
  expect(seen).toMatchObject({ ruleId: 'no-kill', confidence: 'likely', missing: [] });
  expect(blind).toMatchObject({ ruleId: 'no-kill', confidence: 'possible', missing: [forbidden] });
});

test('events expire after an hour: an old end is not judged by their absence', async () => {
  const rules = await rulebook(ruleText('no-kill', NO_KILL));
  const raw = pod(crashLoop(ended(137, 'Error', 7200)), {
    metadata: { creationTimestamp: '2026-02-01T00:00:00Z' },
  });
  const old = diagnosePod(snapshot(raw), rules).containers.get('app')?.diagnoses[0];
  expect(old?.confidence).toBe('possible');
  expect(old?.missing[0]?.why).toMatch(/kept for an hour/);
});

test("an old end is not explained by today's events", async () => {
  const rules = await rulebook(ruleText('killed', '{event: {reason: Killing, within: end}}'));
  const raw = pod(crashLoop(ended(137, 'Error', 86_400)));
  const verdict = diagnosePod(
    snapshot(raw, { events: [event('Killing', 'Stopping container app', 30)] }),
    rules,
  ).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['unknown']);
});

test('an event of another container does not speak of this one', async () => {
  const rules = await rulebook(ruleText('killed', '{event: {reason: Killing, within: end}}'));
  const other = event('Killing', 'Container proxy failed liveness probe, will be restarted', 65, {
    involvedObject: { kind: 'Pod', fieldPath: 'spec.containers{proxy}' },
  });
  const verdict = diagnosePod(
    snapshot(pod(crashLoop(ended(137))), { events: [other] }),
    rules,
  ).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['unknown']);
});

test.each([
  [0, 'Completed'],
  [137, 'Error'],
  [143, 'Error'],
  [137, 'OOMKilled'],
  [1, 'OOMKilled'],
  [128, 'StartError'],
  [255, 'Unknown'],
  [137, 'ContainerStatusUnknown'],
])('exit %i with reason %s is no end of its own', async (code, reason) => {
  const rules = await rulebook(ruleText('own-end', '{ended: by-itself}'));
  const verdict = diagnosePod(snapshot(pod(crashLoop(ended(code, reason)))), rules).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).not.toContain('own-end');
});

test('a death after a failed liveness probe is no end of its own, whatever its code', async () => {
  const rules = await rulebook(ruleText('own-end', '{ended: by-itself}'));
  const kill = event('Killing', 'Container app failed liveness probe, will be restarted', 62);
  const verdict = diagnosePod(snapshot(pod(crashLoop(ended(2))), { events: [kill] }), rules).containers.get(
    'app',
  );
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['unknown']);
});

test('a crash loop whose record was not given may be an end of its own', async () => {
  const rules = await rulebook(ruleText('own-end', '{ended: by-itself}'));
  const verdict = diagnosePod(
    snapshot(pod({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: {} })),
    rules,
  ).containers.get('app');
  expect(verdict?.diagnoses.map((d) => d.ruleId)).toEqual(['own-end']);
});

test('who was given less time to stop than its spec says is told that time', async () => {
  const rules = await rulebook(
    ruleText(
      'killed-late',
      '{all: [{exit-code: 137}, {grace-used-up: true}]}',
      'title: killed after {{gracePeriod}}\n',
    ),
  );
  const raw = pod(
    { state: { terminated: ended(137, 'Error', 60) } },
    {
      metadata: { deletionTimestamp: '2026-03-01T11:59:00Z', deletionGracePeriodSeconds: 5 },
      spec: { terminationGracePeriodSeconds: 30 },
    },
  );
  const verdict = diagnosePod(snapshot(raw), rules).containers.get('app');
  expect(verdict?.diagnoses[0]).toMatchObject({
    title: 'killed after 5s',
    evidence: expect.arrayContaining([
      expect.objectContaining({ fact: 'it ended 5s after it was asked to stop; its grace period is 5s' }),
    ]),
  });
});

test('the event that it was stopped is believed before the deletion, whose period the kubelet ends at 0', async () => {
  const rules = await rulebook(ruleText('killed-late', '{all: [{exit-code: 137}, {grace-used-up: true}]}'));
  const raw = pod(
    { state: { terminated: ended(137, 'Error', 60, 600) } },
    {
      metadata: { deletionTimestamp: '2026-03-01T11:59:00Z', deletionGracePeriodSeconds: 0 },
      spec: { terminationGracePeriodSeconds: 30 },
    },
  );
  const first = (events: Parameters<typeof snapshot>[1]): string | undefined =>
    diagnosePod(snapshot(raw, events), rules).containers.get('app')?.diagnoses[0]?.ruleId;
  expect(first({ events: [event('Killing', 'Stopping container app', 61)] })).toBe('unknown');
  expect(first({ events: [event('Killing', 'Stopping container app', 90)] })).toBe('killed-late');
  // Without the event nobody knows when it was asked.
  expect(first({})).toBe('unknown');
});
