import {
  asNumber,
  asObject,
  asObjects,
  asText,
  at,
  type Json,
  type JsonObject,
} from '../domain/values/json.js';
import { asTime } from '../domain/values/time.js';

/** What a pod's own record says of it, without events, node or logs. */
export interface Candidacy {
  /** Something is wrong now. */
  readonly isBroken: boolean;
  /**
   * When the newest instance that ended did so, in milliseconds since the epoch; 0 where one ended
   * and no time is told. Absent when none did, or all ended well and for good.
   */
  readonly endedAt?: number;
}

/** Judges a raw pod; any JSON object is accepted. It may name a healthy pod, never miss a sick one. */
export function candidacyOf(pod: JsonObject): Candidacy {
  const status = asObject(at(pod, 'status'));
  const phase = asText(at(status, 'phase'));
  const always = (asText(at(pod, 'spec', 'restartPolicy')) ?? 'Always') === 'Always';
  const init = asObjects(at(status, 'initContainerStatuses'));
  const main = asObjects(at(status, 'containerStatuses'));
  const ends = [...init, ...main].flatMap((container) => endsOf(container));
  const isDeleted = at(pod, 'metadata', 'deletionTimestamp') !== undefined;
  if (phase === 'Succeeded' || phase === 'Failed') {
    // A pod succeeds when all its containers did; a code that cannot be read says nothing against it.
    const failed = phase === 'Failed' || isDisrupted(status) || ends.some((end) => end.isBad && end.isTold);
    return { isBroken: isDeleted, ...(failed ? { endedAt: endOfPod(status, ends) } : {}) };
  }
  const isBroken =
    phase !== 'Running' ||
    isDeleted ||
    asText(at(status, 'reason')) !== undefined ||
    isDisrupted(status) ||
    asObjects(at(status, 'conditions')).some(isBadCondition) ||
    main.length === 0 ||
    main.some((container) => isBrokenMain(container, always)) ||
    init.some(isBrokenInit) ||
    asObjects(at(status, 'ephemeralContainerStatuses')).some(
      (c) => asObject(at(c, 'state', 'waiting')) !== undefined,
    );
  return { isBroken, ...newest(ends.filter((end) => end.isPast || end.isBad)) };
}

/**
 * Whether a scan looks closer: broken now, or an instance ended within the last `sinceSeconds`
 * before `now` (milliseconds). 0 or nothing looks at all that ever ended and are still told of.
 */
export function isCandidate(pod: JsonObject, now?: number, sinceSeconds?: number): boolean {
  return isWithin(candidacyOf(pod), now, sinceSeconds);
}

/** The same for a candidacy that was found earlier, when `now` was not known yet. */
export function isWithin({ isBroken, endedAt }: Candidacy, now?: number, sinceSeconds?: number): boolean {
  if (isBroken) return true;
  if (endedAt === undefined) return false;
  if (sinceSeconds === undefined || sinceSeconds === 0 || now === undefined || endedAt === 0) return true;
  return endedAt >= now - sinceSeconds * 1000;
}

/** The end of one instance. */
interface End {
  readonly at: number;
  readonly isBad: boolean;
  /** Its record has a code, or a reason of its own. */
  readonly isTold: boolean;
  /** Another instance took its place. */
  readonly isPast: boolean;
}

function endsOf(container: JsonObject): readonly End[] {
  const last = asObject(at(container, 'lastState', 'terminated'));
  const current = asObject(at(container, 'state', 'terminated'));
  const ends = [
    ...(current === undefined ? [] : [toEnd(current, false)]),
    ...(last === undefined ? [] : [toEnd(last, true)]),
  ];
  // A restart whose record is gone ended, at the latest, when its successor started.
  if (last === undefined && (asNumber(at(container, 'restartCount')) ?? 0) > 0) {
    const successor =
      asTime(at(container, 'state', 'running', 'startedAt')) ?? asTime(at(current, 'startedAt'));
    ends.push({ at: successor ?? 0, isBad: false, isTold: false, isPast: true });
  }
  return ends;
}

function toEnd(terminated: JsonObject, isPast: boolean): End {
  const reason = asText(at(terminated, 'reason'));
  return {
    at: asTime(at(terminated, 'finishedAt')) ?? 0,
    isBad: !endedWell(terminated),
    isTold: asNumber(at(terminated, 'exitCode')) !== undefined || (reason ?? 'Completed') !== 'Completed',
    isPast,
  };
}

function endedWell(terminated: JsonObject): boolean {
  const reason = asText(at(terminated, 'reason'));
  return asNumber(at(terminated, 'exitCode')) === 0 && (reason === undefined || reason === 'Completed');
}

function newest(ends: readonly End[]): { readonly endedAt?: number } {
  return ends.length === 0 ? {} : { endedAt: latest(ends.map((end) => end.at)) };
}

/** One unknown time makes all unknown: it may be the newest. */
function latest(times: readonly number[]): number {
  return times.includes(0) ? 0 : Math.max(...times);
}

/** An evicted pod has no termination record; its conditions tell when. */
function endOfPod(status: JsonObject | undefined, ends: readonly End[]): number {
  const times = ends.map((end) => end.at).filter((ms) => ms > 0);
  const changes = asObjects(at(status, 'conditions')).map((c) => asTime(at(c, 'lastTransitionTime')) ?? 0);
  return Math.max(0, ...times, ...changes);
}

function isDisrupted(status: JsonObject | undefined): boolean {
  return asObjects(at(status, 'conditions')).some((c) => is(c, 'DisruptionTarget', 'True'));
}

/** `PodCompleted` is the reason of a condition that is false because the work is done. */
function isBadCondition(condition: JsonObject): boolean {
  if (isUndoneResize(condition)) return true;
  const mustBeTrue = ['Ready', 'ContainersReady', 'Initialized', 'PodScheduled', 'PodReadyToStartContainers'];
  const type = asText(at(condition, 'type')) ?? '';
  return (
    mustBeTrue.includes(type) &&
    at(condition, 'status') !== 'True' &&
    at(condition, 'reason') !== 'PodCompleted'
  );
}

/** Put off, refused or failed; one that only goes on has no reason (kubernetes/api core/v1 types.go v0.34). */
function isUndoneResize(condition: JsonObject): boolean {
  if (is(condition, 'PodResizePending', 'True')) return true;
  return is(condition, 'PodResizeInProgress', 'True') && at(condition, 'reason') === 'Error';
}

function is(condition: Json, type: string, status: string): boolean {
  return at(condition, 'type') === type && at(condition, 'status') === status;
}

function isBrokenMain(container: JsonObject, always: boolean): boolean {
  const terminated = asObject(at(container, 'state', 'terminated'));
  if (terminated !== undefined) return always || !endedWell(terminated);
  const isServing =
    asObject(at(container, 'state', 'running')) !== undefined && at(container, 'ready') === true;
  return !isServing || hasSickDevice(container);
}

/** What its device plugin or driver reports (ResourceHealthStatus, KEP-4680). */
function hasSickDevice(container: JsonObject): boolean {
  return asObjects(at(container, 'allocatedResourcesStatus')).some((each) =>
    asObjects(at(each, 'resources')).some((device) => at(device, 'health') === 'Unhealthy'),
  );
}

/** A finished init container is `terminated` with success; a sidecar runs and is ready. */
function isBrokenInit(container: JsonObject): boolean {
  const terminated = asObject(at(container, 'state', 'terminated'));
  if (terminated !== undefined) return !endedWell(terminated);
  return asObject(at(container, 'state', 'running')) === undefined || at(container, 'ready') !== true;
}
