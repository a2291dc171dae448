import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSchedulerRefusals, SCHEDULER_FILTERS } from '../../src/domain/kubernetes/scheduler-refusal.js';

const told = (message: string) =>
  readSchedulerRefusals(message).refusals.map(({ nodes, words, filter }) => [
    nodes,
    words,
    SCHEDULER_FILTERS[filter],
  ]);

describe('what the scheduler told of the nodes', () => {
  test('is one group of nodes after the other, each with the filter that refused it', () => {
    const message =
      "0/6 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {dedicated: db}, 2 node(s) didn't match Pod's node affinity/selector, 2 node(s) had volume node affinity conflict. preemption: 0/6 nodes are available: 1 No preemption victims found for incoming pod, 5 Preemption is not helpful for scheduling.";
    expect(readSchedulerRefusals(message).total).toBe(6);
    expect(told(message)).toEqual([
      [1, 'Insufficient cpu', 'NodeResourcesFit'],
      [1, 'node(s) had untolerated taint {dedicated: db}', 'TaintToleration'],
      [2, "node(s) didn't match Pod's node affinity/selector", 'NodeAffinity'],
      [2, 'node(s) had volume node affinity conflict', 'VolumeBinding'],
    ]);
  });

  test('may hold a comma within the words of a group, as older schedulers write it', () => {
    expect(
      told(
        "0/4 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate, 3 Too many pods.",
      ),
    ).toEqual([
      [
        1,
        "node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate",
        'TaintToleration',
      ],
      [3, 'Too many pods', 'NodeResourcesFit'],
    ]);
  });

  test('is of the pod where it counts no nodes', () => {
    expect(
      told(
        '0/3 nodes are available: device class gpu.example.com does not exist. no new claims to deallocate, preemption: not eligible.',
      ),
    ).toEqual([[undefined, 'device class gpu.example.com does not exist', undefined]]);
  });

  test('ends with a full stop, whatever stands behind it', () => {
    expect(told('0/2 nodes are available: 2 Insufficient example.com/gpu. not found')).toEqual([
      [2, 'Insufficient example.com/gpu', 'NodeResourcesFit'],
    ]);
  });

  test('stands behind the words of another scheduler', () => {
    expect(
      readSchedulerRefusals(
        'pod group is not ready, 1 Pending; 0/2 nodes are unavailable: 2 Insufficient cpu.',
      ),
    ).toEqual({
      total: 2,
      refusals: [
        { nodes: 2, words: 'Insufficient cpu', filter: SCHEDULER_FILTERS.indexOf('NodeResourcesFit') },
      ],
    });
  });

  test.each([
    "node(s) didn't match the requested node name",
    "node(s) didn't match pod topology spread constraints (missing required label)",
    "node(s) didn't match pod anti-affinity rules",
    "node(s) didn't satisfy existing pods anti-affinity rules",
    "node(s) didn't find available persistent volumes to bind",
    'node(s) did not have enough free storage',
    'node(s) exceed max volume count',
    'node(s) had no available volume zone',
    "node(s) didn't have free ports for the requested pod ports",
    'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
    "node(s) didn't match Pod's required features",
    'cannot allocate all claims',
  ])('"%s" is told by a filter that is known', (words) => {
    expect(told(`0/1 nodes are available: 1 ${words}.`)).toEqual([[1, words, expect.any(String)]]);
  });

  test('a rule may name each of them, in the same order', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schema/rule.schema.json', import.meta.url), 'utf8'),
    ) as { $defs: { schedulerFilter: { enum: readonly string[] } } };
    expect(schema.$defs.schedulerFilter.enum).toEqual(SCHEDULER_FILTERS);
  });

  test('nothing is told by an empty message', () => {
    expect(readSchedulerRefusals('')).toEqual({ refusals: [] });
  });
});
