import { asObjects, asText, at, type Json, type JsonObject } from '../domain/values/json.js';

const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

/**
 * Whether the pod says how it is. An API server always gives a phase, and numbers for restarts and
 * exit codes (k8s.io/api core/v1 types.go, v0.34): a pod without them was mangled on its way, and
 * must not pass for a healthy one.
 */
export function isReadable(pod: JsonObject): boolean {
  const status = at(pod, 'status');
  return (
    asText(at(pod, 'metadata', 'name')) !== undefined &&
    asText(at(status, 'phase')) !== undefined &&
    LISTS.flatMap((list) => asObjects(at(status, list))).every(
      (container) =>
        isCount(at(container, 'restartCount')) &&
        ['state', 'lastState'].every((state) => isCount(at(container, state, 'terminated', 'exitCode'))),
    )
  );
}

/** Protobuf may leave out what is zero. */
function isCount(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'number';
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

/** Why nothing is said of an object whose status is no object. */
export const UNREADABLE = {
  what: 'status',
  why: 'the server gave no readable status',
  costs: 'whether it is well cannot be told',
} as const;
