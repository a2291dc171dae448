import { asObjects, asText, at, type JsonObject } from '../domain/values/json.js';
import type { NodeTaints } from '../domain/snapshot.js';

/**
 * Whether the scheduler found nodes whose taints the pod does not tolerate: since v1.34 it no longer says
 * which (pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go), so the nodes are looked at.
 */
export function isRefusedForTaints(pod: JsonObject): boolean {
  return (
    at(pod, 'spec', 'nodeName') === undefined &&
    asObjects(at(pod, 'status', 'conditions')).some(
      (condition) =>
        at(condition, 'type') === 'PodScheduled' &&
        at(condition, 'status') === 'False' &&
        /\btaint/.test(asText(at(condition, 'message')) ?? ''),
    )
  );
}

/** Of a cordoned node the scheduler says so, before it looks at taints. */
export function taintsOf(node: JsonObject): NodeTaints {
  return {
    name: asText(at(node, 'metadata', 'name')) ?? '',
    taints: at(node, 'spec', 'unschedulable') === true ? [] : asObjects(at(node, 'spec', 'taints')),
  };
}
