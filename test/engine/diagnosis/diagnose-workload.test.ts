import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { diagnoseWorkload } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { removedPodName } from '../../../src/sources/removed-pod.js';
import { toWorkloadSnapshot, type WorkloadMaterial } from '../../../src/sources/to-snapshot.js';

const rules = await loadRulebook();
const NAME = 'import-hk9qh';

function event(kind: string, name: string, reason: string, message: string): JsonObject {
  return {
    kind: 'Event',
    involvedObject: { kind, name, namespace: 'shop' },
    reason,
    message,
    lastTimestamp: '2026-03-02T09:59:00Z',
  };
}

/** What is said of a workload of the namespace shop. */
function diagnose(
  kind: string,
  name: string,
  parts: JsonObject,
  more: Partial<WorkloadMaterial> = {},
): readonly Diagnosis[] {
  const snapshot = toWorkloadSnapshot({
    workload: { kind, metadata: { name, namespace: 'shop' }, ...parts },
    kind,
    events: [],
    children: [],
    podCount: 0,
    missing: [],
    now: Date.parse('2026-03-02T10:00:00Z'),
    ...more,
  });
  return diagnoseWorkload(snapshot, rules).diagnoses;
}

/** A Job whose time is over and whose pod is gone, which left these events. */
function job(podEvents: readonly JsonObject[]): readonly Diagnosis[] {
  const events = [event('Job', 'import', 'SuccessfulCreate', `Created pod: ${NAME}`)];
  const name = removedPodName('Job', 0, events);
  const condition = {
    type: 'Failed',
    status: 'True',
    reason: 'DeadlineExceeded',
    message: 'Job was active too long',
  };
  return diagnose(
    'Job',
    'import',
    {
      spec: {
        template: { spec: { containers: [{ name: 'app', image: 'registry.example.com/shop/import:3' }] } },
      },
      status: { conditions: [condition] },
    },
    { events, removed: name === undefined ? undefined : { name, events: podEvents } },
  );
}

function refused(message: string): JsonObject {
  return { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
}

test('what the events of the removed pod say comes before the deadline', () => {
  const message =
    'Failed to pull image "registry.example.com/shop/import:3": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/shop/import:3": failed to resolve reference "registry.example.com/shop/import:3": registry.example.com/shop/import:3: not found';
  const [first, second] = job([event('Pod', NAME, 'Failed', message)]);
  expect(first).toMatchObject({ cause: 'image-not-found', confidence: 'likely', rank: 1 });
  expect(first?.title).toMatch(/ \(so say the events of its pod import-hk9qh, which is gone\)$/);
  expect(first?.remediation.every(({ command }) => command?.includes(NAME) !== true)).toBe(true);
  expect(second).toMatchObject({ cause: 'deadline-exceeded', rank: 2 });
});

test('that it crashed is told as evidence, for its log is gone', () => {
  const backOff = `Back-off restarting failed container app in pod ${NAME}_shop(5b0c)`;
  const [first, second] = job([event('Pod', NAME, 'BackOff', backOff)]);
  expect(first).toMatchObject({ cause: 'deadline-exceeded' });
  expect(first?.evidence).toContainEqual(expect.objectContaining({ observed: backOff, at: 'event BackOff' }));
  expect(second).toBeUndefined();
});

test('a pod that was well leaves the deadline alone', () => {
  expect(job([event('Pod', NAME, 'Started', 'Started container app')])).toHaveLength(1);
  expect(job([])).toHaveLength(1);
});

test('only a Job without pods has a removed one, the last that it made', () => {
  const made = [
    {
      ...event('Job', 'import', 'SuccessfulCreate', 'Created pod: import-aaaaa'),
      lastTimestamp: '2026-03-02T09:00:00Z',
    },
    event('Job', 'import', 'SuccessfulCreate', 'Created pod: import-bbbbb'),
    event('Job', 'import', 'DeadlineExceeded', 'Job was active too long'),
  ];
  expect(removedPodName('Job', 0, made)).toBe('import-bbbbb');
  expect(removedPodName('Job', 1, made)).toBeUndefined();
  expect(removedPodName('ReplicaSet', 0, made)).toBeUndefined();
});

test.each([
  [{ replicas: 2 }, { readyReplicas: 2 }, 'high'],
  [{ replicas: 9 }, { readyReplicas: 8 }, 'medium'],
  [{ replicas: 2 }, { readyReplicas: 0 }, 'critical'],
  [{ replicas: 2 }, {}, 'critical'],
  [{}, { desiredNumberScheduled: 3, numberReady: 2 }, 'high'],
])('a refusal of %j with %j is %s', (spec, status, severity) => {
  const message =
    'pods "web-x" is forbidden: exceeded quota: mem, requested: pods=1, used: pods=2, limited: pods=2';
  const parts = { spec, status: { ...status, conditions: [refused(message)] } };
  const [first] = diagnose('Deployment', 'web', parts, { podCount: 2 });
  expect(first).toMatchObject({ ruleId: 'pod-create-quota', severity });
});

test.each([
  ['ReplicaSet', { replicas: 2 }, { replicas: 2 }, []],
  ['ReplicaSet', { replicas: 2 }, { replicas: 1 }, ['pod-create-quota']],
  ['StatefulSet', { replicas: 2 }, {}, ['pod-create-quota']],
  ['Deployment', { replicas: 2 }, { replicas: 3, updatedReplicas: 1 }, ['pod-create-quota']],
  ['Deployment', { replicas: 2 }, { replicas: 2, updatedReplicas: 2 }, []],
  ['DaemonSet', {}, { desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2 }, []],
  [
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 1 },
    ['pod-create-quota'],
  ],
  ['Job', { parallelism: 2, completions: 4 }, { active: 2 }, []],
  ['Job', { parallelism: 2, completions: 4 }, { active: 1 }, ['pod-create-quota']],
])('an earlier refusal of a %s with %j and %j', (kind, spec, status, said) => {
  const message = 'Error creating: pods "web-x" is forbidden: exceeded quota: mem, requested: pods=1';
  const events = [event(kind, 'web', 'FailedCreate', message)];
  const found = diagnose(kind, 'web', { spec, status }, { events, podCount: 2 });
  expect(found.map(({ ruleId }) => ruleId)).toEqual(said);
});

test('what Pod Security refuses is told point by point, without the places of each', () => {
  const message =
    'pods "web-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), restricted volume types (volume "d" uses restricted volume type "hostPath"), seccompProfile (pod or containers "c", "d" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")';
  const [first] = diagnose('ReplicaSet', 'web', { status: { conditions: [refused(message)] } });
  expect(first?.title).toBe(
    'Pod Security (restricted) of the namespace does not allow its pods: allowPrivilegeEscalation != false, restricted volume types, seccompProfile',
  );
});
