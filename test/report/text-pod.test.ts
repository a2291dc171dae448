import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Evidence } from '../../src/domain/evidence.js';
import type { Diagnosis, Report, ReportPod } from '../../src/domain/report/report.js';
import { format, type FormatOptions } from '../../src/report/index.js';
import { example, optionsFor } from './reports.js';

function text(
  name: string,
  changes: Partial<FormatOptions> = {},
  change: (report: Report) => Report = (same) => same,
): string {
  return format(change(example(name)), 'text', optionsFor(name, changes));
}

/** The report with its first pod changed. */
function withPod(changes: Partial<ReportPod>): (report: Report) => Report {
  return (report) => ({ ...report, pods: report.pods.map((pod) => ({ ...pod, ...changes })) });
}

test('a container over its limit: who, what happened, why, what to do', () => {
  expect(text('pod-oom-limit')).toBe(`\
orders-7d4f9-x2x9p   Deployment/orders rev 14   node worker-3
  12 restarts in 41m

✗ app  waits in CrashLoopBackOff (next try in about 2m10s)
       died 2m50s ago after 2s: exit 137 (SIGKILL), reason OOMKilled

  1. It needs more memory than its limit of 96Mi
                                              likely · high severity · oom-limit
     for       reason OOMKilled, exit 137           lastState.terminated.reason
               12 restarts; the last life took 2s   restartCount
               the memory limit was 192Mi until rev 14
                 ReplicaSet orders-7d4f9 revision 14
     not seen  node events (forbidden: list events in namespace default): memory
               pressure of the whole node is not excluded
     do        look    See what it uses before it dies
                 kubectl top pod orders-7d4f9-x2x9p -n shop --containers
               change  Raise the limit, or need less
                 kubectl set resources deployment/orders -n shop -c app \\
                   --limits=memory=192Mi

✓ istio-proxy (sidecar)  running 40m, ready
`);
});

test('a record that the kubelet lost is told once, though it stands in the state and in the last state', () => {
  const lost = {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
    outcome: 'unknown',
  } as const;
  const shown = text('pod-oom-limit', {}, (report) =>
    withPod({
      containers: (report.pods[0]?.containers ?? []).map((each) => ({
        ...each,
        diagnoses: [],
        current: { state: 'terminated', ...lost },
        last: lost,
      })),
    })(report),
  );
  expect(shown.match(/app {2}ended, how was not recorded/g)).toHaveLength(1);
  expect(shown).not.toContain('before that');
});

test('lower ranks in brief, the choice first, what the files do not hold, where ages count from', () => {
  const shown = text('pod-init-fails');
  expect(shown).toMatch(/^the worst of 3 pods of deployment\/billing\n\nbilling-5c9d-kq2lw /);
  expect(shown).toContain(`
✗ migrate (init)  waits in CrashLoopBackOff (next try in about 20s)
                  died 21s ago after 2s: exit 1, reason Error
`);
  expect(shown).toContain(`
     against   it resolved the name, so DNS works   log migrate previous:14
                 "10.96.113.4"
`);
  expect(shown).toContain(`
  2. The program died of psycopg2.OperationalError
                                     possible · high severity · python-traceback
     for       an uncaught exception
  3. Now: it starts again and again
                                    cause unknown · medium severity · crash-loop

· api  waits with PodInitializing
not seen  node lab-node-1 (not in the files): trouble of the node itself is not
          excluded

Ages count from 2026-11-21T23:34:30Z, the newest time in the input.
`);
});

test('a command is broken where a shell joins it again, and never within quotes', () => {
  expect(text('pod-init-fails')).toContain(`
                 kubectl get endpointslices -n shop \\
                   -l kubernetes.io/service-name=db \\
                   -o jsonpath='{range .items[*]}{.endpoints[*].addresses}{"\\n"}{end}'
`);
});

test('a healthy pod is one line that says what was read', () => {
  expect(text('pod-healthy')).toBe(
    '✓ web-7c9-abcde  1/1 ready, 0 restarts in 3d (read status, events, node, owner)\n',
  );
});

test('what could not be read is not listed as read', () => {
  const missing = [{ what: 'events', why: 'forbidden', costs: 'a past kill is not excluded' }] as const;
  expect(text('pod-healthy', {}, withPod({ missing }))).toBe(`\
✓ web-7c9-abcde  1/1 ready, 0 restarts in 3d (read status, node, owner)
  (not seen: events; -o wide says why)
`);
  expect(text('pod-healthy', { wide: true }, withPod({ missing }))).toContain(
    'not seen  events (forbidden): a past kill is not excluded',
  );
});

const container = example('pod-healthy').pods[0]?.containers[0];
if (container === undefined) throw new Error('the example has a container');

test('of a restart that left no record it says so', () => {
  const restarted = { ...container, restartCount: 1 };
  expect(text('pod-healthy', {}, withPod({ containers: [restarted] }))).toContain(
    '1/1 ready, status Running, restarted before, and no record of that end is',
  );
});

test.each<[string, Partial<ReportPod>]>([
  ['0/1 ready', { readiness: '0/1', containers: [{ ...container, ready: false }] }],
  ['restarted', { containers: [{ ...container, restartCount: 3 }] }],
  ['being deleted', { status: 'Terminating' }],
  ['no container counted', { readiness: '0/0', containers: [] }],
  ['benign only', { benign: { cause: 'drained', why: 'removed by a drain' } }],
])('%s is never called well, also without a diagnosis', (_, changes) => {
  const shown = text('pod-healthy', {}, withPod(changes));
  expect(shown).not.toMatch(/^✓/);
  expect(shown).toMatch(/^web-7c9-abcde /);
  expect(shown).toMatch(/nothing seen that explains it|as meant: removed by a drain/);
});

test("a pod's own diagnosis stands before containers that have none", () => {
  const shown = text('pod-unschedulable');
  expect(shown).toMatch(/^big {3}no node {3}Pending {3}age 5m\n\n {2}1\. No node has 64 CPUs to spare/);
  expect(shown).toMatch(/· app {2}has no status yet\n$/);
});

test('several pods are blocks with a blank line between', () => {
  const shown = text('pod-healthy', {}, (report) => ({ ...report, pods: [...report.pods, ...report.pods] }));
  expect(shown.split('\n\n')).toHaveLength(2);
});

test('wide tells whole paths, what would grant the missing read, and references', () => {
  const shown = text('pod-oom-limit', { wide: true, width: 120 });
  expect(shown).toContain('status.containerStatuses[0].lastState.terminated.reason');
  expect(shown).toContain('needs get, list events in namespace default');
  expect(shown).toContain('see       https://kubernetes.io/docs/');
});

test('ASCII where the terminal has no more', () => {
  const shown = text('pod-oom-limit', { unicode: false });
  expect(shown).toMatch(/^x app/m);
  expect(shown).toContain('likely, high severity, oom-limit');
  expect(shown).not.toMatch(/\P{ASCII}/u);
});

test('colour only where it was asked for', () => {
  expect(text('pod-oom-limit')).not.toContain('\u001b');
  const painted = text('pod-oom-limit', { color: true });
  expect(painted).toContain('\u001b[31m');
  expect(stripVTControlCharacters(painted)).toBe(text('pod-oom-limit'));
});

test('labels on request', () => {
  expect(text('pod-oom-limit', { showLabels: true })).toContain(
    '\n  labels app=orders pod-template-hash=7d4f9\n',
  );
});

/** The example's first diagnosis with other evidence. */
const withEvidence = (...evidence: readonly Evidence[]): ((report: Report) => Report) =>
  withPod({
    containers:
      example('pod-oom-limit').pods[0]?.containers.map((each) => ({
        ...each,
        diagnoses: each.diagnoses.map((diagnosis) => ({ ...diagnosis, evidence })),
      })) ?? [],
  });

test('of a log entry in JSON that is too long the message is shown, not when and where', () => {
  const line = JSON.stringify({
    level: 'fatal',
    ts: '2026-05-11T09:14:20.123Z',
    caller: 'etcdmain/etcd.go:204',
    msg: 'discovery failed',
    error: `couldn't find local name "etcd-3" in the initial cluster configuration`,
    stacktrace: 'go.etcd.io/etcd/server/v3/etcdmain.startEtcdOrProxyV2\n\t/go/etcd.go:204\n'.repeat(4),
  });
  const shown = text(
    'pod-oom-limit',
    {},
    withEvidence({ fact: 'it logged', at: 'log etcd:4', observed: line, speaks: 'for' }),
  );
  expect(shown.replace(/\s+/g, ' ')).toContain(
    String.raw`{"level":"fatal","msg":"discovery failed","error":"couldn't find local name \"etcd-3\" in the initial cluster configuration",…}`,
  );
  expect(shown).not.toMatch(/stacktrace|etcdmain/);
});

test("a probe's numbers are said in words, not twice", () => {
  const shown = text(
    'pod-oom-limit',
    {},
    withEvidence({
      fact: 'its readiness probe runs every 10s',
      at: 'spec.containers[0].readinessProbe',
      observed: '{"period":10}',
      speaks: 'for',
    }),
  );
  expect(shown).toContain('runs every 10s');
  expect(shown).not.toContain('{"period"');
});

test('a node and its events that are missing together are one sentence', () => {
  const gap = { name: 'n1', why: 'forbidden', verb: 'get', costs: 'whether the node is well cannot be told' };
  const shown = text(
    'pod-oom-limit',
    {},
    withPod({
      missing: [
        { ...gap, what: 'node', resource: 'nodes' },
        { ...gap, what: 'nodeEvents', verb: 'list', resource: 'events', namespace: 'default' },
      ],
    }),
  );
  expect(shown.replace(/\s+/g, ' ')).toContain(
    'not seen node n1 and its events (forbidden: get nodes, list events in namespace default): whether the node is well cannot be told',
  );
});

test('what a container says as surely is not said again of the pod', () => {
  const own = example('pod-oom-limit').pods[0]?.containers[0]?.diagnoses[0];
  if (own === undefined) throw new Error('the example has a diagnosis');
  const changed = withPod({ diagnoses: [{ ...own, confidence: 'possible' }] });
  expect(text('pod-oom-limit', {}, changed)).not.toContain('the pod itself');
  expect(text('pod-oom-limit', { wide: true }, changed)).toContain('the pod itself');
  const surer = withPod({ diagnoses: [{ ...own, confidence: 'certain' }] });
  expect(text('pod-oom-limit', {}, surer)).toContain('the pod itself');
});

test('that a deleted pod does not go away is told before how its container ended, where it is sure', () => {
  const ended = example('pod-oom-limit').pods[0]?.containers[0]?.diagnoses[0];
  if (ended === undefined) throw new Error('the example has a diagnosis');
  const stuck = {
    ...ended,
    cause: 'terminating-stuck',
    title: 'Deleted, and it does not go away',
    evidence: [
      {
        fact: 'metadata.finalizers.0 is example.com/keep',
        at: 'metadata.finalizers.0',
        observed: 'example.com/keep',
        speaks: 'for',
      },
    ],
  } as const;
  const order = (confidence: Diagnosis['confidence']): readonly number[] => {
    const shown = text('pod-oom-limit', {}, withPod({ diagnoses: [{ ...stuck, confidence }] }));
    expect(shown.match(/metadata\.finalizers\.0/g)).toHaveLength(1);
    return [stuck.title, ended.title.slice(0, 20)].map((title) => shown.indexOf(title));
  };
  const [pod = -1, container = -1] = order('certain');
  expect(pod).toBeGreaterThan(0);
  expect(pod).toBeLessThan(container);
  const [unsure = -1, first = -1] = order('possible');
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(unsure);
});

test.each([true, false])('several pods that lack the same say its costs once (complete: %s)', (complete) => {
  const several = (report: Report): Report => {
    const [pod] = report.pods as [ReportPod];
    return { ...report, complete, pods: [pod, { ...pod, name: 'orders-7d4f9-zzzzz' }] };
  };
  const shown = text('pod-oom-limit', {}, several).replace(/\s+/g, ' ');
  expect(shown.match(/pressure of the whole node is not excluded/g)).toHaveLength(1);
  expect(shown.match(/not seen node events do look/g)).toHaveLength(2);
  const markdown = format(several(example('pod-oom-limit')), 'markdown', optionsFor('pod-oom-limit'));
  expect(markdown.match(/pressure of the whole node is not excluded/g)).toHaveLength(1);
  expect(markdown.match(/^- not seen: node events$/gm)).toHaveLength(2);
});

test('several pods that lack nothing have no empty line of what was not seen', () => {
  const shown = text('pod-oom-limit', {}, (report) => {
    const [pod] = report.pods as [ReportPod];
    const containers = pod.containers.map((each) => ({
      ...each,
      diagnoses: each.diagnoses.map((one) => ({ ...one, missing: [] })),
    }));
    const whole = { ...pod, missing: [], containers };
    return { ...report, pods: [whole, { ...whole, name: 'orders-7d4f9-zzzzz' }] };
  });
  expect(shown).toContain('orders-7d4f9-zzzzz');
  expect(shown).not.toContain('not seen');
});

test('of one pod an incomplete report says once what that pod lacks', () => {
  const shown = text('pod-oom-limit', {}, (report) => ({ ...report, complete: false }));
  expect(shown.replace(/\s+/g, ' ').match(/pressure of the whole node is not excluded/g)).toHaveLength(1);
});

test('what the diagnoses of two containers lack alike is told once, below both', () => {
  const gap = {
    what: 'events' as const,
    name: 'orders-7d4f9-x2x9p',
    why: 'forbidden',
    costs: 'why it was killed or could not start may be told only there',
  };
  const { containers } = example('pod-oom-limit').pods[0] as ReportPod;
  const lacking = containers
    .flatMap((each) => (each.diagnoses.length > 0 ? [each, { ...each, name: 'second' }] : []))
    .map((each) => ({ ...each, diagnoses: each.diagnoses.map((one) => ({ ...one, missing: [gap] })) }));
  expect(lacking).toHaveLength(2);
  const shown = text('pod-oom-limit', {}, withPod({ containers: lacking, missing: [gap] }));
  expect(shown.match(/not seen/g)).toHaveLength(1);
  expect(shown).toMatch(/\nnot seen {2}events of orders-7d4f9-x2x9p \(forbidden\): why it was killed/);
});
