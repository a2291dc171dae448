import { expect, test } from '@jest/globals';
import { nodeSelectorText } from '../../src/engine/advice/placement.js';
import { podRequest } from '../../src/engine/advice/pod-request.js';

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

test('a selector is told as kubectl takes it, and not where it is none', () => {
  expect(nodeSelectorText({ spec: { nodeSelector: { disk: 'ssd', 'example.com/zone': 'a' } } })).toBe(
    'disk=ssd,example.com/zone=a',
  );
  expect(nodeSelectorText({ spec: { nodeSelector: {} } })).toBeUndefined();
  expect(nodeSelectorText({ spec: { nodeSelector: { 'a b': '$(x)' } } })).toBeUndefined();
});
