import { asList, at, type JsonObject } from '../values/json.js';

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** How many containers of every kind a pod's spec names: what a report counts as looked at. */
export function countContainers(pod: JsonObject): number {
  return LISTS.reduce((sum, list) => sum + asList(at(pod, 'spec', list)).length, 0);
}
