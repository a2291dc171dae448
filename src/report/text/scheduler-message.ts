/**
 * What the scheduler adds about preemption after the reasons of the nodes. It says once more, and only, that
 * nothing else has to go for the pod (kubernetes/kubernetes pkg/scheduler/framework/types.go `FitError`, v1.34).
 */
const PREEMPTION =
  /(?<=nodes are available: .*\.)(?: no new claims to deallocate,)? preemption: \d+\/\d+ nodes are available: .*$/s;

/** A scheduler's message without its words on preemption, so that a short line shows why each node refuses. */
export const withoutPreemption = (said: string): string => said.replace(PREEMPTION, '');
