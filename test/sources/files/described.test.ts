import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { asObjects, asText, at, type Json, type JsonObject } from '../../../src/domain/values/json.js';
import { asTime } from '../../../src/domain/values/time.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { toDescribedPod } from '../../../src/sources/files/describe/pod.js';
import { readTranscript } from '../../../src/sources/files/describe/sections.js';
import { SourceError } from '../../../src/sources/source.js';
import { read } from './read.js';

/** What kubectl 1.34 printed of pods of a real cluster, and the pods themselves at the same moment. */
const FOLDER = join(import.meta.dirname, '../../../fixtures/described');
const recorded = new Map(
  asObjects(
    at(load(readFileSync(join(FOLDER, 'objects.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as Json, 'items'),
  ).map((pod) => [asText(at(pod, 'metadata', 'name')) ?? '', pod]),
);
function textOf(name: string): string {
  return readFileSync(join(FOLDER, `${name}.txt`), 'utf8');
}

function described(text: string): NonNullable<ReturnType<typeof toDescribedPod>> {
  const [first] = readTranscript(text).described;
  const pod = first === undefined ? undefined : toDescribedPod(first);
  if (pod === undefined) throw new Error('no pod is described');
  return pod;
}

/** Of a pod what kubectl prints and a diagnosis turns on, in one form whichever of the two it came from. */
function essence(pod: JsonObject): unknown {
  const containers = ['initContainers', 'containers'].flatMap((list) => asObjects(at(pod, 'spec', list)));
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    asObjects(at(pod, 'status', list)),
  );
  return {
    name: at(pod, 'metadata', 'name'),
    namespace: at(pod, 'metadata', 'namespace'),
    node: at(pod, 'spec', 'nodeName') ?? null,
    phase: at(pod, 'status', 'phase'),
    startTime: at(pod, 'status', 'startTime') ?? null,
    owner: asObjects(at(pod, 'metadata', 'ownerReferences')).map((owner) => [
      at(owner, 'kind'),
      at(owner, 'name'),
    ]),
    labels: at(pod, 'metadata', 'labels') ?? {},
    conditions: asObjects(at(pod, 'status', 'conditions')).map((one) => [at(one, 'type'), at(one, 'status')]),
    isDeleted: at(pod, 'metadata', 'deletionTimestamp') !== undefined,
    containers: containers.map((container) => ({
      name: at(container, 'name'),
      image: at(container, 'image'),
      limits: at(container, 'resources', 'limits') ?? {},
      requests: at(container, 'resources', 'requests') ?? {},
      mounts: asObjects(at(container, 'volumeMounts')).map((mount) => [
        at(mount, 'mountPath'),
        at(mount, 'name'),
        at(mount, 'readOnly') === true,
      ]),
      references: asObjects(at(container, 'env')).map((variable) => [
        at(variable, 'name'),
        at(variable, 'valueFrom', 'configMapKeyRef', 'name') ??
          at(variable, 'valueFrom', 'secretKeyRef', 'name') ??
          null,
      ]),
      from: asObjects(at(container, 'envFrom')).map((source) => at(source, 'configMapRef', 'name')),
      probes: ['livenessProbe', 'readinessProbe'].map((key) => {
        const probe = at(container, key);
        return probe === undefined
          ? null
          : [at(probe, 'periodSeconds'), at(probe, 'failureThreshold'), at(probe, 'httpGet', 'path') ?? null];
      }),
    })),
    // The API has them in the order of their names, kubectl in that of the spec.
    statuses: [...statuses]
      .sort((a, b) => (asText(at(a, 'name')) ?? '').localeCompare(asText(at(b, 'name')) ?? ''))
      .map((status) => ({
        name: at(status, 'name'),
        ready: at(status, 'ready'),
        restarts: at(status, 'restartCount'),
        state: withoutHidden(at(status, 'state')),
        last: withoutHidden(at(status, 'lastState')),
      })),
  };
}

/** A state without what kubectl does not print of it. */
function withoutHidden(state: Json | undefined): unknown {
  const waiting = at(state, 'waiting');
  if (waiting !== undefined) return { waiting: { reason: at(waiting, 'reason') } };
  const terminated = at(state, 'terminated');
  if (terminated === undefined) return state ?? {};
  const { containerID: _, startedAt, ...rest } = terminated as JsonObject;
  // Of a container that never started the API says 1970; that is no time.
  return { terminated: asTime(startedAt) === undefined ? rest : { startedAt, ...rest } };
}

const rulebook = await loadRulebook();

describe.each([...recorded.keys()])('the description of %s', (name) => {
  test('reads back as the pod that it describes', () => {
    expect(essence(described(textOf(name)).pod)).toEqual(essence(recorded.get(name) ?? {}));
  });

  test('is taken for text of kubectl, and leads to a report', async () => {
    const { pods, result } = await read({ input: textOf(name) });
    expect(result.source.format).toBe('kubectl-describe');
    expect(pods.map(({ pod }) => at(pod, 'metadata', 'name'))).toEqual([name]);
    expect(result.missing.map(({ why }) => why)).toContain('kubectl describe prints it in part');
  });
});

test.each([
  ['no-map', 'config-object-missing'],
  ['no-program', 'exec-not-found-in-image'],
  ['not-ready', 'readiness-probe-failing'],
  ['oom', 'oom-limit-at-start'],
])('from the description of %s the first cause is %s', async (name, rule) => {
  const { pods } = await read({ input: textOf(name) });
  const [pod] = pods.map((snapshot) => reportPod(snapshot, rulebook));
  const found = pod?.containers.flatMap(({ diagnoses }) => diagnoses) ?? [];
  expect(found[0]?.ruleId).toBe(rule);
  expect(found[0]?.confidence).toBe('certain');
});

test('several at once, behind a prompt, indented as a whole and with Windows line ends', async () => {
  const paste = ['$ kubectl describe pods', textOf('oom'), '', textOf('no-map'), '$ '].join('\n');
  const input = paste.replaceAll(/^(?!\$)/gm, '    ').replaceAll('\n', '\r\n');
  const { pods } = await read({ input });
  expect(pods.map(({ pod }) => at(pod, 'metadata', 'name'))).toEqual(['oom', 'no-map']);
});

test('a message of several lines keeps them', () => {
  const [status] = asObjects(at(described(textOf('says-why')).pod, 'status', 'containerStatuses'));
  expect(at(status, 'lastState', 'terminated', 'message')).toBe(
    'Status: bad\ncannot read the list:\n  two lines\n',
  );
  expect(at(status, 'lastState', 'terminated', 'exitCode')).toBe(7);
});

test('ages become times, also where the events of the last start were dropped', () => {
  const { events, printedAt } = described(textOf('liveness'));
  const killing = events.find((event) => at(event, 'reason') === 'Killing');
  // The description was printed at 04:09:49; its newest `Started` was dropped by the kubelet.
  expect(new Date(printedAt ?? 0).toISOString()).toBe('2026-11-27T04:09:49.000Z');
  expect(at(killing, 'lastTimestamp')).toBe('2026-11-27T03:59:56Z');
  expect(at(killing, 'count')).toBe(5);
});

const OLD = `Name:\t\tweb-1
Namespace:\tdefault
Node:\t\tnode-1/10.0.0.1
Start Time:\tTue, 10 Mar 2026 10:00:00 +0000
Labels:\t\tapp=web
Status:\t\tRunning
IP:\t\t10.1.0.4
Controllers:\tReplicationController/web
Containers:
  app:
    Image:\t\tshop/web:1
    State:\t\tWaiting
      Reason:\t\tCrashLoopBackOff
    Last State:\t\tTerminated
      Reason:\t\tError
      Exit Code:\t137
      Started:\t\tTue, 10 Mar 2026 10:04:00 +0000
      Finished:\t\tTue, 10 Mar 2026 10:04:30 +0000
    Ready:\t\tFalse
    Restart Count:\t3
Events:
  FirstSeen\tLastSeen\tCount\tFrom\t\t\tSubObjectPath\t\tType\t\tReason\t\tMessage
  ---------\t--------\t-----\t----\t\t\t-------------\t\t--------\t------\t\t-------
  5m\t\t5m\t\t1\t{default-scheduler }\t\t\t\tNormal\t\tScheduled\tSuccessfully assigned web-1 to node-1
  5m\t\t30s\t\t4\t{kubelet node-1}\tspec.containers{app}\tWarning\t\tUnhealthy\tLiveness probe failed: connection refused
`;

test('an old release, with tabs and its own columns', () => {
  const { pod, events } = described(OLD);
  const [status] = asObjects(at(pod, 'status', 'containerStatuses'));
  expect(at(status, 'lastState', 'terminated', 'exitCode')).toBe(137);
  expect(events.map((event) => [at(event, 'reason'), at(event, 'count'), at(event, 'message')])).toEqual([
    ['Scheduled', 1, 'Successfully assigned web-1 to node-1'],
    ['Unhealthy', 4, 'Liveness probe failed: connection refused'],
  ]);
  expect(at(events[1], 'involvedObject', 'fieldPath')).toBe('spec.containers{app}');
});

test('a table of events that is not there is not an empty one', async () => {
  const cut = textOf('oom').replace(/^Events:[\s\S]*/m, '');
  const without = await read({ input: cut });
  expect(without.pods[0]?.missing.map(({ what }) => what)).toContain('events');
  const empty = await read({ input: `${cut}Events:  <none>\n` });
  expect(empty.pods[0]?.missing.map(({ what }) => what)).not.toContain('events');
});

test.each([
  ['a node', 'Name:               node-1\nRoles:              <none>\nLabels:             a=b\n'],
  ['a Deployment', 'Name:      web\nNamespace: shop\nReplicas:  1 desired | 1 updated\n'],
])('%s is no pod, and says so', async (_, input) => {
  await expect(read({ input })).rejects.toThrow(
    /^standard input:1: looks like what `kubectl describe` prints/,
  );
});

test('whatever the text, it is read or refused with a place', async () => {
  const piece = fc.constantFrom(
    'Name:  web',
    'Namespace:  shop',
    'Node: n/1',
    'Containers:',
    '  app:',
    '    State:  Terminated',
    '      Exit Code:  x',
    'Events:',
    '  Type  Reason  Age  From  Message',
    '  Normal  Killing  5m (x2 over 9d)  kubelet  gone',
    '      Message:',
    '',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string())), async (lines) => {
      const input = ['Name:  web', 'Namespace:  shop', ...lines].join('\n');
      const outcome = await read({ input }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SourceError);
    }),
    { numRuns: 100 },
  );
});
