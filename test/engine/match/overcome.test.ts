import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { ago, crashLoop, ended, event, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

function causes(raw: JsonObject, ...events: PodSnapshot['events']): readonly string[] {
  return diagnosesOf(reportPod(snapshot(raw, { events }), rules)).map(({ cause }) => cause);
}

const MISSING = 'MountVolume.SetUp failed for volume "settings" : configmap "shop-settings" not found';
const ofPod = { involvedObject: { kind: 'Pod', name: 'web-7c9', namespace: 'shop', uid: 'uid-1' } };

/** A pod whose init container ended three times, the last time a minute ago, after 10 s. */
function initFails(): JsonObject {
  const raw = pod({ state: { waiting: { reason: 'PodInitializing' } }, restartCount: 0 });
  const spec = { ...(raw['spec'] as JsonObject), initContainers: [{ name: 'setup', image: 'shop/setup:1' }] };
  const setup = { name: 'setup', ready: false, restartCount: 3, ...crashLoop(ended(1)) };
  const status = { ...(raw['status'] as JsonObject), phase: 'Pending', initContainerStatuses: [setup] };
  return { ...raw, spec, status };
}

test('a volume that could not be mounted before a container was started is mounted since', () => {
  expect(causes(initFails(), event('FailedMount', MISSING, 300, ofPod))).not.toContain('config-missing');
  expect(causes(initFails(), event('FailedMount', MISSING, 5, ofPod))).toContain('config-missing');
});

test('a volume that was attached after all is not what the pod waits for', () => {
  const waits = pod(
    { state: { waiting: { reason: 'ContainerCreating' } }, restartCount: 0 },
    { podStatus: { phase: 'Pending' } },
  );
  const held =
    'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another';
  const timeout =
    'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition';
  const attached = (volume: string, seconds: number): PodSnapshot['events'][number] =>
    event('SuccessfulAttachVolume', `AttachVolume.Attach succeeded for volume "${volume}"`, seconds, ofPod);
  const failures = [event('FailedAttachVolume', held, 300, ofPod), event('FailedMount', timeout, 120, ofPod)];
  expect(causes(waits, ...failures)).toContain('volume-unavailable');
  expect(causes(waits, ...failures, attached('pvc-1', 10))).not.toContain('volume-unavailable');
  expect(causes(waits, ...failures, attached('pvc-2', 10))).toContain('volume-unavailable');
  expect(causes(waits, ...failures, attached('pvc-1', 200))).toContain('volume-unavailable');
});

test('a claim that is bound got its volume at a later try', () => {
  const raw = pod({}, { podStatus: { phase: 'Pending', containerStatuses: [] } });
  const claim = (phase: string): PodSnapshot['references'] => [
    {
      kind: 'PersistentVolumeClaim',
      name: 'data',
      exists: true,
      object: { metadata: { name: 'data' }, status: { phase } },
      events: [event('ProvisioningFailed', 'failed to provision volume: context deadline exceeded', 300)],
    },
  ];
  const causesWith = (phase: string): readonly string[] =>
    diagnosesOf(reportPod(snapshot(raw, { references: claim(phase) }), rules)).map(({ cause }) => cause);
  expect(causesWith('Pending')).toEqual(['volume-unavailable']);
  expect(causesWith('Bound')).toEqual([]);
});

test('a pod of which a container was started since was not to be ended', () => {
  const raw = pod({ state: { running: { startedAt: ago(60) } }, ready: true });
  const failed =
    'error killing pod: failed to "KillPodSandbox" for "1a2b" with KillPodSandboxError: "timeout"';
  expect(causes(raw, event('FailedKillPod', failed, 300, ofPod))).not.toContain('runtime-failure');
  expect(causes(raw, event('FailedKillPod', failed, 5, ofPod))).toContain('runtime-failure');
});

test('a node whose kubelet has reported a later end answers again', () => {
  const raw = pod(crashLoop(ended(1)), {
    podStatus: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(60) }] },
  });
  expect(causes(raw, event('NodeNotReady', 'Node is not ready', 600, ofPod))).not.toContain('node-lost');
  expect(causes(raw, event('NodeNotReady', 'Node is not ready', 5, ofPod))).toContain('node-lost');
});

test('a configuration that was missing before the container was made is there since', () => {
  const raw = pod(crashLoop({ ...ended(128), reason: 'StartError' }));
  const missing = 'Error: configmap "shop-settings" not found';
  expect(causes(raw, event('Failed', missing, 300))).not.toContain('config-missing');
  expect(causes(raw, event('Failed', missing, 5))).toContain('config-missing');
});

test('a probe stopped no instance that was never started', () => {
  const killed = event('Killing', 'Container app failed liveness probe, will be restarted', 65);
  expect(causes(pod(crashLoop(ended(143))), killed)).toContain('liveness-kill');
  expect(causes(pod(crashLoop(ended(128, 'StartError'))), killed)).not.toContain('liveness-kill');
});

test('of a container that was lost while it ran, a setting that was missing before explains nothing', () => {
  const missing = event('Failed', 'Error: configmap "shop-settings" not found', 900);
  expect(causes(pod(crashLoop(ended(137, 'ContainerStatusUnknown'))), missing)).not.toContain(
    'config-missing',
  );
});

test('volumes were there when an image was pulled, a container made or the sandbox told of', () => {
  const mount = event('FailedMount', MISSING, 300, ofPod);
  const waiting = (reason: string): JsonObject =>
    pod({ state: { waiting: { reason } }, restartCount: 0 }, { podStatus: { phase: 'Pending' } });
  const pulls = (secondsAgo: number): ReturnType<typeof event> =>
    event('Pulling', 'Pulling image "shop/web:1"', secondsAgo);
  expect(causes(waiting('ContainerCreating'), mount)).toContain('config-missing');
  expect(causes(waiting('ImagePullBackOff'), mount, pulls(200))).not.toContain('config-missing');
  expect(causes(waiting('ImagePullBackOff'), mount, pulls(400))).toContain('config-missing');
  const stands = { type: 'PodReadyToStartContainers', status: 'True', lastTransitionTime: ago(200) };
  const raw = pod(
    { state: { waiting: { reason: 'CreateContainerError' } }, restartCount: 0 },
    { podStatus: { phase: 'Pending', conditions: [stands] } },
  );
  expect(causes(raw, mount)).not.toContain('config-missing');
  const unstarted = { ...ended(60, 'StartError'), startedAt: '1970-01-01T00:00:00Z' };
  expect(causes(pod(crashLoop(unstarted), { podStatus: { phase: 'Pending' } }), mount)).not.toContain(
    'config-missing',
  );
});

test('what the scheduler said at an earlier attempt is no cause beside its newest words, also where an event was cut', () => {
  const unbound = '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';
  const cpu = `0/3 nodes are available: 3 Insufficient cpu. ${'preemption: 0/3 nodes are available. '.repeat(40)}`;
  const waits = (message: string): JsonObject => {
    const { nodeName: _, ...spec } = pod({})['spec'] as JsonObject;
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }];
    return { ...pod({}), spec, status: { phase: 'Pending', conditions } };
  };
  const claim = event('FailedScheduling', unbound, 60, ofPod);
  const cut = event('FailedScheduling', `${cpu.slice(0, 1000)} ...`, 30, ofPod);
  expect(causes(waits(unbound), claim)).toEqual(['volume-unavailable']);
  expect(causes(waits(cpu), claim, cut)).toEqual(['unschedulable']);
  expect(causes(waits(''), claim)).toEqual(['volume-unavailable']);
});

test('a volume that the kubelet no longer waits for is mounted, whatever was missing before', () => {
  const waits = pod(
    { state: { waiting: { reason: 'ContainerCreating' } }, restartCount: 0 },
    {
      podStatus: { phase: 'Pending' },
      spec: {
        volumes: [
          { name: 'settings', configMap: { name: 'shop-settings' } },
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        ],
      },
    },
  );
  const waitsFor = (volumes: string): PodSnapshot['events'][number] =>
    event(
      'FailedMount',
      `Unable to attach or mount volumes: unmounted volumes=[${volumes}], unattached volumes=[settings data]: timed out waiting for the condition`,
      60,
      ofPod,
    );
  const missing = event('FailedMount', MISSING, 300, ofPod);
  expect(causes(waits, missing, waitsFor('data'))).not.toContain('config-missing');
  expect(causes(waits, missing, waitsFor('settings data'))).toContain('config-missing');
  expect(causes(waits, event('FailedMount', MISSING, 5, ofPod), waitsFor('data'))).toContain(
    'config-missing',
  );
});

test('what a registry answered before its later answers is no cause beside them', () => {
  const waits = pod(
    {
      state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "shop/web:1"' } },
      restartCount: 0,
    },
    { podStatus: { phase: 'Pending' } },
  );
  const answer = (
    words: string,
    [from, to]: readonly [number, number],
    count = 3,
  ): PodSnapshot['events'][number] =>
    event('Failed', `Failed to pull image "shop/web:1": ${words}`, to, {
      count,
      firstTimestamp: ago(from),
    });
  const LIMITED = '429 Too Many Requests - Server message: toomanyrequests: rate exceeded';
  const UNKNOWN = 'failed to resolve reference "docker.io/shop/web:1": docker.io/shop/web:1: not found';
  const first = (...events: PodSnapshot['events']): string | undefined => causes(waits, ...events)[0];
  expect(first(answer(LIMITED, [500, 400]), answer(UNKNOWN, [300, 10]))).toBe('image-not-found');
  expect(causes(waits, answer(LIMITED, [500, 400]), answer(UNKNOWN, [300, 10]))).not.toContain(
    'image-registry-unreachable',
  );
  expect(first(answer(UNKNOWN, [500, 400]), answer(LIMITED, [300, 10]))).toBe('image-registry-unreachable');
  // Told in turn, or once alone: neither is over.
  expect(causes(waits, answer(LIMITED, [500, 100]), answer(UNKNOWN, [300, 10]))).toContain(
    'image-registry-unreachable',
  );
  expect(causes(waits, answer(LIMITED, [500, 400]), answer(UNKNOWN, [10, 10], 1))).toContain(
    'image-registry-unreachable',
  );
});
