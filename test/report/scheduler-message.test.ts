import { describe, expect, it } from '@jest/globals';
import { withoutPreemption } from '../../src/report/text/scheduler-message.js';

describe('withoutPreemption', () => {
  it('keeps the reasons of the nodes and leaves out what is said of preemption', () => {
    expect(
      withoutPreemption(
        "condition PodScheduled=False, Unschedulable: 0/5 nodes are available: 1 Insufficient cpu, 4 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/5 nodes are available: 1 No preemption victims found for incoming pod, 4 Preemption is not helpful for scheduling.",
      ),
    ).toBe(
      "condition PodScheduled=False, Unschedulable: 0/5 nodes are available: 1 Insufficient cpu, 4 node(s) didn't match Pod's node affinity/selector.",
    );
  });

  it('leaves a message alone that says nothing of preemption', () => {
    const said = '0/1 nodes are available: 1 Too many pods.';
    expect(withoutPreemption(said)).toBe(said);
  });
});
