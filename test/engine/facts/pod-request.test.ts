import { expect, test } from '@jest/globals';
import { nodeSelectorText } from '../../../src/engine/facts/placement.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';
import { podRequest } from '../../../src/engine/facts/pod-request.js';

const rulebook = await loadRulebook();

const asks = (memory: string, more: object = {}): object => ({
  resources: { requests: { memory } },
  ...more,
});

test.each([
  ['containers together', { containers: [asks('64Mi'), asks('1Gi')] }, '1088Mi'],
  ['the largest init container', { initContainers: [asks('2Gi')], containers: [asks('1Gi')] }, '2Gi'],
  [
    'sidecars beside the containers',
    { initContainers: [asks('1Gi', { restartPolicy: 'Always' })], containers: [asks('1Gi')] },
    '2Gi',
  ],
  [
    'an init container beside the sidecars before it',
    { initContainers: [asks('1Gi', { restartPolicy: 'Always' }), asks('4Gi')], containers: [asks('1Gi')] },
    '5Gi',
  ],
  [
    'the overhead of the RuntimeClass',
    { containers: [asks('64Mi')], overhead: { memory: '64Gi' } },
    '65600Mi',
  ],
  [
    'the pod before its containers',
    { resources: { requests: { memory: '3Gi' } }, containers: [asks('1Gi')] },
    '3Gi',
  ],
  ['nothing', { containers: [{}] }, undefined],
])('a pod requests %s', (_, spec, memory) => {
  expect(podRequest({ spec: JSON.parse(JSON.stringify(spec)) }, 'memory')).toBe(memory);
});

test('processors are told whole or in thousandths', () => {
  const of = (cpu: string): string | undefined =>
    podRequest({ spec: { containers: [{ resources: { requests: { cpu } } }] } }, 'cpu');
  expect([of('64'), of('1500m'), of('0.1')]).toEqual(['64', '1500m', '100m']);
});

test('what a device plugin or the kernel hands out is told as a manifest writes it', () => {
  const limits = { 'example.com/card': '5', 'hugepages-2Mi': '64Mi', 'ephemeral-storage': '2Gi' };
  const raw = { spec: { containers: [{ resources: { limits } }, { resources: { limits } }] } };
  expect(Object.keys(limits).map((name) => podRequest(raw, name))).toEqual(['10', '128Mi', '4Gi']);
});

test('of a resource that is short, what the pod asks for is told', async () => {
  const [first] = diagnosesOf(
    reportPod(await readFolder('fixtures/cases/unschedulable-resource--more-than-any-node'), rulebook),
  );
  expect(first?.title).toBe('Not enough lab.example/card for it, which asks for 5 (1 of 1 nodes)');
});

test('a selector is told as kubectl takes it, and not where it is none', () => {
  expect(nodeSelectorText({ spec: { nodeSelector: { disk: 'ssd', 'example.com/zone': 'a' } } })).toBe(
    'disk=ssd,example.com/zone=a',
  );
  expect(nodeSelectorText({ spec: { nodeSelector: {} } })).toBeUndefined();
  expect(nodeSelectorText({ spec: { nodeSelector: { 'a b': '$(x)' } } })).toBeUndefined();
});
