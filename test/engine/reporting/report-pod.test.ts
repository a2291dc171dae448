import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { ago, crashLoop, ended, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

test('of a message without end the report keeps the begin and the end, and the diagnosis still reads all', () => {
  const message = `begin ${'x'.repeat(15_000)} exec: "/app": permission denied ${'y'.repeat(10_000)} end`;
  const pod = {
    metadata: { name: 'web-1', namespace: 'shop' },
    spec: { containers: [{ name: 'app', image: 'x' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          image: 'x',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'RunContainerError', message } },
          lastState: { terminated: { exitCode: 128, reason: 'StartError', message } },
        },
      ],
    },
  };
  const report = reportPod(snapshot(pod), rulebook);
  const [container] = report.containers;
  for (const kept of [container?.current.message, container?.last?.message]) {
    expect(kept).toMatch(/^begin x+…y+ end$/);
    expect(kept?.length).toBeLessThanOrEqual(4096);
  }
  expect(container?.diagnoses[0]?.cause).toBe('exec-permission');
  expect(JSON.stringify(report).length).toBeLessThan(20_000);
});

test.each([
  [{ readyReplicas: 2 }, 2],
  [{ observedGeneration: 1 }, 0],
  [undefined, undefined],
])('of an owner with status %j as many pods are ready as it says', (status, ready) => {
  const owner = {
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 3 },
    ...(status && { status }),
  };
  const report = reportPod(
    snapshot(
      { metadata: { name: 'web-1', namespace: 'shop' }, spec: {}, status: {} },
      { owners: [{ kind: 'Deployment', name: 'web', object: owner }] },
    ),
    rulebook,
  );
  expect(report.owner).toMatchObject({ desired: 3 });
  expect(report.owner?.ready).toBe(ready);
});

test.each([
  [crashLoop(ended(-1073741510)), 'high'],
  [
    {
      state: { running: { startedAt: ago(50) } },
      lastState: { terminated: ended(-1073741510) },
      ready: true,
    },
    'low',
  ],
])('a calm end is low, but not where the kubelet holds the container back: %#', (status, severity) => {
  const [container] = reportPod(snapshot(pod(status)), rulebook).containers;
  expect(container?.diagnoses[0]).toMatchObject({ cause: 'graceful-stop', severity });
});

test.each<readonly [string, JsonObject, string]>([
  [
    'a main container waits for its next start',
    { waiting: { reason: 'CrashLoopBackOff' } },
    'CrashLoopBackOff',
  ],
  ['the main containers run', { running: { startedAt: ago(900) } }, 'Init:Error'],
])(
  'where a sidecar of a pod that was set up has ended and %s, its status is that of kubectl',
  (_, state, status) => {
    const sidecar = { name: 'mesh', ready: false, started: false, restartCount: 1, image: 'x' };
    const raw = pod(
      { state },
      {
        spec: { initContainers: [{ name: 'mesh', image: 'x', restartPolicy: 'Always' }] },
        podStatus: {
          conditions: [{ type: 'Initialized', status: 'True' }],
          initContainerStatuses: [{ ...sidecar, state: { terminated: ended(1) } }],
        },
      },
    );
    expect(reportPod(snapshot(raw), rulebook).status).toBe(status);
  },
);
