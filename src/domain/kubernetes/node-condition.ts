import { asObjects, at, type JsonObject } from '../values/json.js';

/**
 * Whether a node's condition is as it is on a node that is well: `Ready` must be True, every other one
 * names something bad (https://kubernetes.io/docs/reference/node/node-status/#condition).
 */
export function isGoodNodeCondition(condition: {
  readonly type?: unknown;
  readonly status?: unknown;
}): boolean {
  return condition.status === (condition.type === 'Ready' ? 'True' : 'False');
}

/** Whether all conditions of a node are; one that tells none counts as well. */
export function isNodeWell(node: JsonObject): boolean {
  return asObjects(at(node, 'status', 'conditions')).every(isGoodNodeCondition);
}
