import { expect, test } from '@jest/globals';
import type {
  Diagnosis,
  OwnerReference,
  ReportNode,
  ReportPod,
  ReportWorkload,
} from '../../../src/domain/report/report.js';
import { groupFailures, keysOfPod, suspectNodes } from '../../../src/engine/index.js';

const OOM: Diagnosis = {
  rank: 1,
  ruleId: 'oom-limit',
  cause: 'oom-limit',
  title: 'It needs more memory than its limit',
  confidence: 'certain',
  severity: 'high',
  heals: 'repeats',
  about: 'last',
  evidence: [],
  missing: [],
  remediation: [],
  references: [],
};
const SECRET: Diagnosis = {
  ...OOM,
  ruleId: 'secret-missing',
  cause: 'config-missing',
  title: 'Secret "db" does not exist',
  concerns: { kind: 'Secret', namespace: 'shop', name: 'db' },
};

interface Made {
  readonly owner?: OwnerReference;
  readonly node?: string;
  readonly diagnosis?: Diagnosis;
  readonly container?: string;
  readonly diedAt?: string;
  readonly namespace?: string;
}

function made(
  name: string,
  { owner, node, diagnosis = OOM, container = 'app', diedAt, namespace = 'shop' }: Made = {},
): ReportPod {
  const last =
    diedAt === undefined
      ? {}
      : { last: { exitCode: 137, outcome: 'signalled' as const, startedAt: diedAt, finishedAt: diedAt } };
  return {
    namespace,
    name,
    createdAt: '2026-01-01T00:00:00Z',
    ...(owner === undefined ? {} : { owner }),
    ...(node === undefined ? {} : { node }),
    phase: 'Running',
    status: 'CrashLoopBackOff',
    readiness: '0/1',
    missing: [],
    diagnoses: [],
    containers: [
      {
        name: container,
        kind: 'main',
        image: 'x',
        ready: false,
        restartCount: 3,
        current: { state: 'waiting', reason: 'CrashLoopBackOff' },
        ...last,
        diagnoses: [diagnosis],
      },
    ],
  };
}

const owner = (name: string, more: Partial<OwnerReference> = {}): OwnerReference => ({
  kind: 'Deployment',
  name,
  ...more,
});

test('forty replicas with one cause are one group with a count, their nodes, and the command to look closer', () => {
  const pods = Array.from({ length: 40 }, (_, n) =>
    made(`web-${n}`, { owner: owner('web'), node: `w${n % 2}` }),
  );
  const groups = groupFailures(pods, []);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({
    by: 'owner',
    subject: { kind: 'Deployment', namespace: 'shop', name: 'web' },
    count: 40,
    nodes: ['w0', 'w1'],
    closer: 'kubectl exitdiag pod web-0 -n shop',
  });
});

test('a group never holds different causes', () => {
  const pods = [
    made('web-1', { owner: owner('web') }),
    made('web-2', { owner: owner('web'), diagnosis: { ...OOM, cause: 'app-dependency' } }),
  ];
  const groups = groupFailures(pods, []);
  expect(groups.map(({ cause, members }) => [cause, members.map((m) => m.name)])).toEqual([
    ['app-dependency', ['web-2']],
    ['oom-limit', ['web-1']],
  ]);
});

test('the key names no pod, revision, count or time, and is the same for one pod as for all', () => {
  const first = made('web-7d4f9-a', {
    owner: owner('web', { revision: '1' }),
    diedAt: '2026-01-01T00:10:00Z',
  });
  const second = made('web-9c8b7-b', {
    owner: owner('web', { revision: '2' }),
    diedAt: '2026-01-02T00:10:00Z',
  });
  const both = groupFailures([first, second], []);
  expect(both).toHaveLength(1);
  expect(both[0]?.key).toBe('oom-limit/Deployment/shop/web/app');
  expect(both[0]?.revisions).toEqual(['1', '2']);
  expect([first, second].flatMap(keysOfPod).map(({ key }) => key)).toEqual([both[0]?.key, both[0]?.key]);
});

test('what a pod and its container say alike is one group; where they differ there are two', () => {
  const keys = (own: Diagnosis): readonly string[] =>
    groupFailures([{ ...made('api-1', { diagnosis: SECRET }), diagnoses: [own] }], []).map(({ key }) => key);
  const { concerns: _, ...vague } = SECRET;
  expect(keys({ ...vague, confidence: 'possible' })).toEqual(['config-missing/Secret/shop/db']);
  expect(keys(SECRET)).toEqual(['config-missing/Secret/shop/db']);
  expect(keys({ ...SECRET, concerns: { kind: 'ConfigMap', name: 'colours' } })).toHaveLength(2);
  expect(keys({ ...SECRET, cause: 'unschedulable' })).toHaveLength(2);
});

test('five workloads that wait for one Secret are one group about the Secret', () => {
  const pods = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    made(`${name}-1`, { owner: owner(name), diagnosis: SECRET }),
  );
  const groups = groupFailures(pods, []);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ by: 'object', subject: { kind: 'Secret', name: 'db' }, count: 5 });
  expect(groups[0]?.owners.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test.each([
  ['Endpoint', 'endpoint', 'db.shop:5432'],
  ['Registry', 'registry', 'registry.example.com'],
])('six programs that one %s refuses are one group', (kind, by, name) => {
  const diagnosis: Diagnosis = { ...OOM, cause: 'app-dependency', concerns: { kind, name } };
  const pods = Array.from({ length: 6 }, (_, n) =>
    made(`p${n}`, { owner: owner(`o${n}`), diagnosis, namespace: `n${n}` }),
  );
  const groups = groupFailures(pods, []);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ by, subject: { kind, name }, count: 6 });
});

test.each([
  ['none of three is ready: nothing of it serves', { desired: 3, ready: 0 }, 3, 'critical'],
  ['two of three are hit: part of it fails', { desired: 3, ready: 1 }, 2, 'high'],
  ['one of ten: it serves and degrades', { desired: 10, ready: 9 }, 1, 'medium'],
  ['one of three is no minority of many', { desired: 3, ready: 2 }, 1, 'high'],
  ['what the owner wants is not known', {}, 1, 'high'],
])('%s', (_what, numbers, count, severity) => {
  const pods = Array.from({ length: count }, (_, n) => made(`web-${n}`, { owner: owner('web', numbers) }));
  expect(groupFailures(pods, [])[0]?.severity).toBe(severity);
});

test('what is past or cosmetic stays low, whatever it hits', () => {
  const pods = [
    made('web-1', { owner: owner('web', { desired: 1, ready: 0 }), diagnosis: { ...OOM, severity: 'low' } }),
  ];
  expect(groupFailures(pods, [])[0]?.severity).toBe('low');
});

test('when only the newest revision fails and an older one serves, the group says so', () => {
  const failing = owner('web', { revision: '8', desired: 3, ready: 3, readyOfOlder: 3 });
  const [group] = groupFailures([made('web-9c8b7-b', { owner: failing })], []);
  expect(group?.note).toBe('only revision 8, the newest, fails; 3 pods of older revisions still serve');
  const [both] = groupFailures(
    [made('a', { owner: failing }), made('b', { owner: owner('web', { revision: '7' }) })],
    [],
  );
  expect(both?.note).toBeUndefined();
});

test('a container that never ran waits since its pod was made', () => {
  expect(groupFailures([made('web-1')], [])[0]?.firstSeen).toBe('2026-01-01T00:00:00Z');
});

const NODE: ReportNode = {
  name: 'w7',
  conditions: [{ type: 'Ready', status: 'Unknown' }],
  diagnoses: [{ ...OOM, ruleId: 'node-not-ready', cause: 'node-lost' }],
};

function onNode(times: readonly string[], causes: readonly Diagnosis['cause'][]): readonly ReportPod[] {
  return times.map((diedAt, n) =>
    made(`p${n}`, {
      owner: owner(`o${n}`),
      node: 'w7',
      diedAt,
      diagnosis: { ...OOM, cause: causes[n] ?? 'oom-limit' },
    }),
  );
}

test('a node where different owners fail within minutes for different causes is suspect, and links their groups', () => {
  const pods = onNode(
    ['2026-01-01T01:00:00Z', '2026-01-01T01:01:00Z', '2026-01-01T01:02:00Z'],
    ['oom-limit', 'app-dependency', 'liveness-kill'],
  );
  const groups = groupFailures(pods, []);
  const [suspect, ...others] = suspectNodes(pods, [NODE], groups);
  expect(others).toEqual([]);
  expect(suspect).toMatchObject({ by: 'node', subject: { kind: 'Node', name: 'w7' }, count: 3 });
  expect([...(suspect?.explains ?? [])].sort()).toEqual(groups.map(({ key }) => key).sort());
});

test('what fails alike on every node is not counted there, and not laid on it', () => {
  const times = [0, 1, 2, 3].map((minute) => `2026-01-01T01:0${minute}:00Z`);
  const pods = onNode(times, ['oom-limit', 'app-dependency', 'liveness-kill', 'config-missing']);
  const [suspect] = suspectNodes(pods, [NODE], groupFailures(pods, []));
  expect(suspect).toMatchObject({ count: 3 });
  expect(suspect?.explains).toHaveLength(3);
  expect(suspect?.explains?.join()).not.toContain('config-missing');
  const own = onNode(times, ['oom-limit', 'app-dependency', 'image-not-found', 'app-usage']);
  expect(suspectNodes(own, [NODE], groupFailures(own, []))).toEqual([]);
});

test.each([
  [
    'hours apart',
    ['2026-01-01T01:00:00Z', '2026-01-01T03:00:00Z', '2026-01-01T05:00:00Z'],
    ['oom-limit', 'app-dependency', 'liveness-kill'],
  ],
  [
    'for one cause',
    ['2026-01-01T01:00:00Z', '2026-01-01T01:00:10Z', '2026-01-01T01:00:20Z'],
    ['oom-limit', 'oom-limit', 'oom-limit'],
  ],
  ['two owners only', ['2026-01-01T01:00:00Z', '2026-01-01T01:00:10Z'], ['oom-limit', 'app-dependency']],
] as const)('no node is suspect when pods die there %s', (_what, times, causes) => {
  const pods = onNode(times, causes);
  expect(suspectNodes(pods, [NODE], groupFailures(pods, []))).toEqual([]);
});

test('Jobs of a CronJob that get no pods are one group of the CronJob, whose key outlives each Job', () => {
  const job = (name: string): ReportWorkload => ({
    namespace: 'shop',
    kind: 'Job',
    name,
    owner: { kind: 'CronJob', name: 'nightly' },
    diagnoses: [{ ...OOM, cause: 'pod-create-refused' }],
  });
  const groups = groupFailures([], [job('nightly-29928359'), job('nightly-29928360')]);
  expect(groups).toMatchObject([
    {
      key: 'pod-create-refused/CronJob/shop/nightly/',
      count: 0,
      closer: expect.stringMatching(/^kubectl exitdiag pod job\/nightly-2992\d+ -n shop$/),
    },
  ]);
});

test('a crash loop is there since its restart was first put off, not since its last start', () => {
  const pod = made('web-1', { owner: owner('web'), diedAt: '2026-01-01T04:00:00Z' });
  const since = '2026-01-01T01:30:00Z';
  const looping = { ...pod, containers: pod.containers.map((c) => ({ ...c, backOffSince: since })) };
  expect(groupFailures([looping], [])).toMatchObject([
    { firstSeen: since, lastSeen: '2026-01-01T04:00:00Z' },
  ]);
});
