import type { ConditionView } from './condition.js';
import type { PodView } from './pod.js';

/** The condition that Services and controllers go by. */
export function readyCondition(pod: PodView): ConditionView | undefined {
  return pod.conditions.find((condition) => condition.type === 'Ready');
}

/** Whether the pod as a whole is in service. */
export function isReady(pod: PodView): boolean {
  return readyCondition(pod)?.status === 'True';
}
