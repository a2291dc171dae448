import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();
const cpu = (amount: string): JsonObject => ({ resources: { requests: { cpu: amount, memory: '1Gi' } } });

/** What is said first of a pod that the scheduler put off with these words. */
function titleOf(reason: string, spec: JsonObject): string | undefined {
  const raw = pod(
    {},
    {
      spec: { nodeName: null, ...spec },
      podStatus: {
        phase: 'Pending',
        containerStatuses: [],
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: `0/3 nodes are available: ${reason}.`,
          },
        ],
      },
    },
  );
  return reportPod(snapshot(raw), rules).diagnoses[0]?.title;
}

test('a pod that finds no room tells how much it asks for, all containers together', () => {
  expect(titleOf('3 Insufficient cpu', { containers: [cpu('64')] })).toBe(
    'Too little CPU is left for its request of 64 (3 of 3 nodes)',
  );
  expect(titleOf('3 Insufficient memory', { containers: [cpu('1'), cpu('1')] })).toBe(
    'Too little memory is left for its request of 2Gi (3 of 3 nodes)',
  );
});

test('a pod that no node suits tells the labels that it wants', () => {
  const reason = "3 node(s) didn't match Pod's node affinity/selector";
  expect(titleOf(reason, { nodeSelector: { disk: 'ssd', zone: 'a' } })).toBe(
    'Its node selector disk=ssd,zone=a is not matched (3 of 3 nodes)',
  );
  const expression = { key: 'zone', operator: 'In', values: ['a', 'b'] };
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [expression, { key: 'gpu', operator: 'Exists' }] },
          { matchExpressions: [{ key: 'spot', operator: 'DoesNotExist' }] },
        ],
      },
    },
  };
  expect(titleOf(reason, { affinity })).toBe(
    'Its node affinity zone in (a,b),gpu or !spot is not matched (3 of 3 nodes)',
  );
  expect(titleOf(reason, {})).toBe('Its node selector or affinity is not matched (3 of 3 nodes)');
});
