import { asNumber, asText, at, type JsonObject } from '../values/json.js';
import { readPod } from './pod.js';
import { isReady } from './pod-ready.js';

/**
 * Whether a pod of an older revision keeps its StatefulSet from going on: with OrderedReady, the
 * default, the controller stops at the first pod that is not running and ready, before it comes to
 * replacing any, so that a mended template alone changes nothing
 * (pkg/controller/statefulset/stateful_set_control.go processReplica, v1.34;
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback).
 */
export function holdsBackUpdate(set: JsonObject, pod: JsonObject): boolean {
  const newest = asText(at(set, 'status', 'updateRevision'));
  const own = asText(at(pod, 'metadata', 'labels', 'controller-revision-hash'));
  if (newest === undefined || own === undefined || own === newest) return false;
  const strategy = at(set, 'spec', 'updateStrategy');
  if (!isOrdered(set) || (asText(at(strategy, 'type')) ?? 'RollingUpdate') !== 'RollingUpdate') return false;
  const partition = asNumber(at(strategy, 'rollingUpdate', 'partition')) ?? 0;
  return (
    ordinalOf(pod) >= partition &&
    at(pod, 'metadata', 'deletionTimestamp') === undefined &&
    !isReady(readPod(pod))
  );
}

/**
 * How many pods of a StatefulSet are not made yet because this one, the last that was, is not running and ready:
 * with OrderedReady each waits for the one before it (stateful_set_control.go processReplica, v1.34).
 */
export function waitingOrdinals(set: JsonObject, pod: JsonObject): number {
  const wanted = asNumber(at(set, 'spec', 'replicas')) ?? 1;
  const made = asNumber(at(set, 'status', 'replicas')) ?? 0;
  const first = asNumber(at(set, 'spec', 'ordinals', 'start')) ?? 0;
  if (!isOrdered(set) || ordinalOf(pod) !== first + made - 1 || isReady(readPod(pod))) return 0;
  return Math.max(wanted - made, 0);
}

function isOrdered(set: JsonObject): boolean {
  return (asText(at(set, 'spec', 'podManagementPolicy')) ?? 'OrderedReady') === 'OrderedReady';
}

/** The number at the end of its name; -1 where there is none. */
function ordinalOf(pod: JsonObject): number {
  return Number(/-(\d+)$/.exec(asText(at(pod, 'metadata', 'name')) ?? '')?.[1] ?? -1);
}
