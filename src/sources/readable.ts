import { asObjects, asText, at, type JsonObject } from '../domain/json.js';

const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

/**
 * Whether the pod says how it is. An API server always gives a phase, and a restart count with
 * every container (k8s.io/api core/v1 types.go, v0.34): a pod without them was mangled on its way,
 * and must not pass for a healthy one.
 */
export function isReadable(pod: JsonObject): boolean {
  const status = at(pod, 'status');
  return (
    asText(at(pod, 'metadata', 'name')) !== undefined &&
    asText(at(status, 'phase')) !== undefined &&
    LISTS.flatMap((list) => asObjects(at(status, list))).every((container) =>
      ['number', 'undefined'].includes(typeof at(container, 'restartCount')),
    )
  );
}

/**
 * Whether a recorded pod says anything of how it is. A thin recording may leave much out; a manifest,
 * which has no status at all, must not pass for a healthy pod.
 */
export function saysHowItIs(pod: JsonObject): boolean {
  const status = at(pod, 'status');
  return (
    asText(at(status, 'phase')) !== undefined ||
    LISTS.flatMap((list) => asObjects(at(status, list))).some(
      (container) => asText(at(container, 'name')) !== undefined,
    )
  );
}

export const UNREADABLE = {
  what: 'status',
  why: 'the server gave no readable status',
  costs: 'whether it is well cannot be told',
} as const;
