import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/domain/values/json.js';
import { toPodSnapshot, type PodMaterial, type RawLog } from '../../src/sources/to-snapshot.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const POD: JsonObject = {
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web', uid: 'u1', creationTimestamp: '2026-01-01T11:00:00Z' },
  spec: { nodeName: 'n1', containers: [{ name: 'app' }] },
  status: { containerStatuses: [{ name: 'app', restartCount: 1, state: { running: {} } }] },
};

function material(part: Partial<PodMaterial>): PodMaterial {
  return {
    pod: POD,
    events: [],
    nodeEvents: [],
    owners: [],
    logs: [],
    references: [],
    missing: [],
    now: NOW,
    ...part,
  };
}

function event(at: string, more: JsonObject = {}): JsonObject {
  return {
    kind: 'Event',
    reason: 'BackOff',
    message: at,
    lastTimestamp: `2026-01-01T${at}Z`,
    ...more,
    involvedObject: {
      kind: 'Pod',
      namespace: 'shop',
      name: 'web',
      ...(more['involvedObject'] as JsonObject | undefined),
    },
  };
}

function messages(part: Partial<PodMaterial>): readonly (readonly [unknown, string])[] {
  return toPodSnapshot(material(part)).events.map(({ event, matchedBy }) => [event['message'], matchedBy]);
}

test('events are matched by UID where both sides have one, else by name within the life, oldest first', () => {
  const events = [
    event('11:30:00'),
    event('11:10:00', { involvedObject: { uid: 'u1' } }),
    event('11:20:00', { involvedObject: { uid: 'the pod before' } }),
    event('10:00:00'),
    event('10:01:00', { involvedObject: { uid: 'u1' } }),
    event('11:40:00', { involvedObject: { name: 'other' } }),
    event('11:41:00', { involvedObject: { namespace: 'other' } }),
    event('11:42:00', { involvedObject: { kind: 'ReplicaSet' } }),
  ];
  expect(messages({ events })).toEqual([
    ['10:01:00', 'uid'],
    ['11:10:00', 'uid'],
    ['11:30:00', 'name'],
  ]);
});

test('of more events than a cluster keeps of one pod the newest are looked at, and that is said', () => {
  const events = Array.from({ length: 2010 }, (_, n) => {
    const seconds = (at: number): string => String(at % 60).padStart(2, '0');
    return event(`11:${seconds(Math.floor(n / 60))}:${seconds(n)}`);
  });
  const { events: seen, missing } = toPodSnapshot(material({ events }));
  expect([seen.length, seen[0]?.event['message'], seen.at(-1)?.event['message']]).toEqual([
    2000,
    '11:00:10',
    '11:33:29',
  ]);
  expect(missing.map(({ what, why }) => `${what}: ${why}`)).toEqual([
    'events: the 10 oldest of 2010 were not looked at',
  ]);
});

test('a static pod answers to the hash of its manifest', () => {
  const pod = {
    ...POD,
    metadata: { ...(POD['metadata'] as JsonObject), annotations: { 'kubernetes.io/config.mirror': 'abc' } },
  };
  expect(messages({ pod, events: [event('11:30:00', { involvedObject: { uid: 'abc' } })] })).toEqual([
    ['11:30:00', 'uid'],
  ]);
});

test('an event of the newer API comes out in core/v1 shape', () => {
  const events = [
    {
      apiVersion: 'events.k8s.io/v1',
      regarding: { kind: 'Pod', namespace: 'shop', name: 'web', uid: 'u1' },
      note: '(combined from similar events): boom',
      eventTime: '2026-01-01T11:05:00.000000Z',
      deprecatedCount: 1,
      reportingController: 'kubelet',
      series: { count: 7, lastObservedTime: '2026-01-01T11:50:00.000000Z' },
    },
  ];
  expect(toPodSnapshot(material({ events })).events[0]?.event).toMatchObject({
    involvedObject: { name: 'web' },
    message: '(combined from similar events): boom',
    count: 7,
    firstTimestamp: '2026-01-01T11:05:00.000000Z',
    lastTimestamp: '2026-01-01T11:50:00.000000Z',
    reportingComponent: 'kubelet',
  });
});

test("the kubelet's node events, which carry the node's name as UID, are the node's", () => {
  const node = {
    kind: 'Node',
    metadata: { name: 'n1', uid: 'real', creationTimestamp: '2025-01-01T00:00:00Z' },
  };
  const nodeEvent = (uid: string): JsonObject => ({
    involvedObject: { kind: 'Node', name: 'n1', uid },
    reason: uid,
  });
  const nodeEvents = [nodeEvent('n1'), nodeEvent('real'), nodeEvent('an earlier node')];
  const snapshot = toPodSnapshot(material({ node, nodeEvents }));
  expect(snapshot.nodeEvents.map((record) => [record.event['reason'], record.matchedBy])).toEqual([
    ['n1', 'name'],
    ['real', 'uid'],
  ]);
});

function logOf(text: string, which: RawLog['which'] = 'previous') {
  const snapshot = toPodSnapshot(material({ logs: [{ container: 'app', which, text, cut: false }] }));
  return { lines: snapshot.logs[0]?.lines, cut: snapshot.logs[0]?.cut, missing: snapshot.missing };
}

test('a log becomes bare lines', () => {
  expect(logOf('one\r\n\u001b[31mtwo\u001b[0m\nthree\rfour\n').lines).toEqual([
    'one',
    'two',
    'three',
    'four',
  ]);
  expect(logOf('').lines).toEqual([]);
  expect(logOf('password=hunter2').lines).toEqual(['password=[redacted]']);
  expect(logOf('a\0b\0\u0000c').lines).toEqual(['abc']);
});

test("a log reader's times go, a program's stay", () => {
  const stamp = '2026-01-01T11:00:00.123456789Z';
  expect(logOf(`${stamp} one\n${stamp}\n`).lines).toEqual(['one', '']);
  expect(logOf(`${stamp} one\ntwo\n`).lines).toEqual([`${stamp} one`, 'two']);
  expect(logOf('2026-01-01T11:00:00Z one\n').lines).toEqual(['2026-01-01T11:00:00Z one']);
});

test('of a huge log the end is kept, and the cut is said', () => {
  const { lines, cut } = logOf(`${'x'.repeat(99)}\n`.repeat(50_000));
  expect(cut).toBe(true);
  expect(lines?.length).toBe(5_000);
  expect(logOf('y'.repeat(100_000)).lines?.[0]?.length).toBe(16_384);
});

test('an excuse in place of a log is something missing, never a line', () => {
  const excuses = [
    'unable to retrieve container logs for containerd://9fa759be1a2d8a979c4aaa53f3551a8a',
    'unable to retrieve container logs for cri-o://9fa759be1a2d\n',
    'failed to try resolving symlinks in path "/var/log/pods/a/b/0.log": lstat /var/log/pods/a/b/0.log: no such file or directory',
    'rpc error: code = NotFound desc = an error occurred when try to find container "abc": not found',
    'Error from server (BadRequest): previous terminated container "app" in pod "web" not found',
    'Request log error: the server rejected our request for an unknown reason (get pods app)',
    'Error from server (Forbidden): pods "web" is forbidden: User "jane" cannot get resource "pods/log" in API group "" in the namespace "shop"',
    'Error from server (NotFound): pods "web" not found',
    'Error from server: Get "https://10.0.0.4:10250/containerLogs/shop/web/app": dial tcp 10.0.0.4:10250: i/o timeout',
    'rpc error: code = Unknown desc = Error: No such container: 9fa759be1a2d',
  ];
  for (const excuse of excuses) {
    const { lines, missing } = logOf(excuse);
    expect({ excuse, lines }).toEqual({ excuse, lines: undefined });
    expect(missing).toEqual([
      expect.objectContaining({ what: 'previousLog', namespace: 'shop', name: 'app' }),
    ]);
  }
  expect(logOf(excuses[0] ?? '', 'current').missing[0]?.what).toBe('log');
  expect(logOf(`started\n${excuses[0]}`).lines?.length).toBe(2);
});

test.each([
  'Error from server (Forbidden): deployments.apps "web" is forbidden: User "system:serviceaccount:shop:default" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
  'Error from server (NotFound): deployments.apps "web" not found',
  'rpc error: code = NotFound desc = order 17 not found',
])('what a client in the container was refused is its log: %s', (line) => {
  expect(logOf(line)).toMatchObject({ lines: [line], missing: [] });
});

test('a container that never ran has no log to miss', () => {
  const status = {
    containerStatuses: [{ name: 'app', restartCount: 0, state: { waiting: { reason: 'ErrImagePull' } } }],
  };
  const logs = [
    { container: 'app', which: 'current', text: 'Request log error: the server rejected it', cut: false },
  ] as const;
  expect(toPodSnapshot(material({ pod: { ...POD, status }, logs }))).toMatchObject({ logs: [], missing: [] });
});

test('secrets leave neither in the pod nor in events', () => {
  const snapshot = toPodSnapshot(
    material({
      pod: {
        ...POD,
        status: { containerStatuses: [{ state: { waiting: { message: 'token=abc123def456' } } }] },
      },
      events: [event('11:30:00', { message: 'pull https://me:hunter2@registry.example/x' })],
    }),
  );
  expect(JSON.stringify(snapshot)).not.toMatch(/abc123def456|hunter2/);
});

test('of a container that waits, one of its two logs is enough: nothing of the other is missing', () => {
  const gone = 'unable to retrieve container logs for containerd://9fa759be1a2d8a979c4aaa53f3551a8a';
  const both: readonly RawLog[] = [
    { container: 'app', which: 'current', text: 'last words\n', cut: false },
    { container: 'app', which: 'previous', text: gone, cut: false },
  ];
  const missingOf = (state: JsonObject, logs: readonly RawLog[]): readonly string[] => {
    const containerStatuses = [{ name: 'app', restartCount: 1, state }];
    const pod = { ...POD, status: { containerStatuses } };
    return toPodSnapshot(material({ pod, logs })).missing.map(({ what }) => what);
  };
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  expect(missingOf(waiting, both)).toEqual([]);
  expect(missingOf(waiting, both.slice(1))).toEqual(['previousLog']);
  expect(missingOf({ running: {} }, both)).toEqual(['previousLog']);
});

const LINES = ['starting', '', 'cannot start'];

test.each(['[pod/web-1/app] ', 'web-1  | '])(
  'the name that a reader put before every line is left out: %s',
  (name) => {
    const text = LINES.map((line) => `${name}${line}`.trimEnd()).join('\n');
    const { logs } = toPodSnapshot(
      material({ logs: [{ container: 'app', which: 'current', text, cut: false }] }),
    );
    expect(logs[0]?.lines).toEqual(LINES);
  },
);

test('a name before some lines is that of another program', () => {
  const text = 'starting\nweb-1  | cannot start\n';
  const { logs } = toPodSnapshot(
    material({ logs: [{ container: 'app', which: 'current', text, cut: false }] }),
  );
  expect(logs[0]?.lines).toEqual(['starting', 'web-1  | cannot start']);
});

/** What a log says of a pod whose container has this in its spec. */
function logged(container: JsonObject, line: string): string {
  const log: RawLog = { container: 'app', which: 'current', text: line, cut: false };
  const pod = { ...POD, spec: { nodeName: 'n1', containers: [{ name: 'app', ...container }] } };
  return toPodSnapshot(material({ pod, logs: [log] })).logs[0]?.lines[0] ?? '';
}

test.each<[string, JsonObject, string, string]>([
  [
    'a literal variable',
    { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] },
    'FATAL invalid value "hunter2", hunter22 is another',
    'FATAL invalid value "[redacted]", hunter22 is another',
  ],
  [
    'the value of a flag',
    { args: ['--admin-token', 'x9-k2-mm'] },
    'x9-k2-mm rejected',
    '[redacted] rejected',
  ],
  [
    'a password in an address',
    { env: [{ name: 'DATABASE_URL', value: 'postgres://shop:s3same!@db/shop' }] },
    'role shop, s3same!: no',
    'role shop, [redacted]: no',
  ],
])('%s that the spec shows is hidden in the log, whatever stands around it', (_, container, line, shown) => {
  expect(logged(container, line)).toBe(shown);
});

test.each([
  ['a word', 'postgres', 'role "postgres" does not exist'],
  ['a number', '123456', 'took 123456 ms'],
  ['a path', '/etc/keys/db', 'no such file: /etc/keys/db'],
])('%s that is a secret too stays readable in the log', (_, value, line) => {
  expect(logged({ env: [{ name: 'DB_PASSWORD', value }] }, line)).toBe(line);
});

test('a secret of the spec is hidden in an event and in what the container said last', () => {
  const pod = {
    ...POD,
    spec: { containers: [{ name: 'app', env: [{ name: 'API_TOKEN', value: 'tk-77ab' }] }] },
    status: {
      containerStatuses: [
        { name: 'app', restartCount: 1, state: { terminated: { exitCode: 1, message: 'bad tk-77ab' } } },
      ],
    },
  };
  const events = [event('11:59:00', { message: 'probe said tk-77ab' })];
  expect(JSON.stringify(toPodSnapshot(material({ pod, events })))).not.toContain('tk-77ab');
});
