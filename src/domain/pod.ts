import { asBoolean, asList, asNumber, asObject, asText, at, type JsonObject } from './json.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { present } from './present.js';
import { asTime } from './time.js';

export { controllerOf } from './controller.js';
export { present } from './present.js';

/**
 * A pod read leniently from raw JSON: whatever is missing or of a wrong type is simply not there.
 * Every view keeps the path at which it was read, so that evidence can name its place.
 */
export interface PodView {
  readonly raw: JsonObject;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly nodeName?: string;
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly gracePeriodSeconds: number;
  readonly createdAt?: number;
  readonly startedAt?: number;
  /** `metadata.deletionTimestamp`: the time of the request plus the grace period. */
  readonly deletionAt?: number;
  readonly deletionGraceSeconds?: number;
  readonly conditions: readonly PodConditionView[];
  readonly containers: readonly ContainerView[];
}

export interface PodConditionView {
  readonly path: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly at?: number;
}

export type ContainerKind = 'init' | 'sidecar' | 'main' | 'ephemeral';

export interface ContainerView {
  readonly name: string;
  readonly kind: ContainerKind;
  /** `spec.containers[0]`; undefined when only the status names it. */
  readonly specPath?: string;
  readonly spec?: JsonObject;
  /** `status.containerStatuses[0]`; undefined when it has no status yet. */
  readonly statusPath?: string;
  readonly status?: JsonObject;
  readonly image: string;
  readonly ready: boolean;
  /** `status.started`: the startup probe has passed, or there is none. */
  readonly started?: boolean;
  readonly restartCount: number;
  readonly current: StateView;
  /** `lastState`, or a record without facts where the state or the count says that one must have been. */
  readonly last?: TerminationView;
}

export type StateView =
  | { readonly kind: 'running'; readonly path: string; readonly startedAt?: number }
  | { readonly kind: 'waiting'; readonly path: string; readonly reason?: string; readonly message?: string }
  | ({ readonly kind: 'terminated' } & TerminationView)
  | { readonly kind: 'none' };

/** One termination record. */
export interface TerminationView {
  readonly path: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Seconds; absent unless both times are real and in order. */
  readonly durationSeconds?: number;
  readonly containerId?: string;
  readonly outcome: Outcome;
}

/** Reads a pod; any JSON object is accepted. */
export function readPod(raw: JsonObject): PodView {
  const metadata = asObject(at(raw, 'metadata'));
  const spec = asObject(at(raw, 'spec'));
  const status = asObject(at(raw, 'status'));
  const policy = asText(at(spec, 'restartPolicy'));
  return {
    raw,
    namespace: asText(at(metadata, 'namespace')) ?? 'default',
    name: asText(at(metadata, 'name')) ?? '',
    ...present('uid', asText(at(metadata, 'uid'))),
    ...present('phase', asText(at(status, 'phase'))),
    ...present('reason', asText(at(status, 'reason'))),
    ...present('message', asText(at(status, 'message'))),
    ...present('nodeName', asText(at(spec, 'nodeName'))),
    restartPolicy: policy === 'OnFailure' || policy === 'Never' ? policy : 'Always',
    gracePeriodSeconds: asNumber(at(spec, 'terminationGracePeriodSeconds')) ?? 30,
    ...present('createdAt', asTime(at(metadata, 'creationTimestamp'))),
    ...present('startedAt', asTime(at(status, 'startTime'))),
    ...present('deletionAt', asTime(at(metadata, 'deletionTimestamp'))),
    ...present('deletionGraceSeconds', asNumber(at(metadata, 'deletionGracePeriodSeconds'))),
    conditions: readConditions(status),
    containers: readContainers(spec, status),
  };
}

function readConditions(status: JsonObject | undefined): readonly PodConditionView[] {
  return asList(at(status, 'conditions')).flatMap((item, index) => {
    const type = asText(at(item, 'type'));
    if (type === undefined) return [];
    return {
      path: `status.conditions[${index}]`,
      type,
      status: asText(at(item, 'status')) ?? 'Unknown',
      ...present('reason', asText(at(item, 'reason'))),
      ...present('message', asText(at(item, 'message'))),
      ...present('at', asTime(at(item, 'lastTransitionTime'))),
    };
  });
}

const LISTS = [
  ['initContainers', 'initContainerStatuses', 'init'],
  ['containers', 'containerStatuses', 'main'],
  ['ephemeralContainers', 'ephemeralContainerStatuses', 'ephemeral'],
] as const;

function readContainers(
  spec: JsonObject | undefined,
  status: JsonObject | undefined,
): readonly ContainerView[] {
  return LISTS.flatMap(([specKey, statusKey, kind]) => {
    const specs = indexed(spec, specKey, 'spec');
    const statuses = indexed(status, statusKey, 'status');
    const names = new Set([...specs.keys(), ...statuses.keys()]);
    return [...names].map((name) => readContainer(name, kind, specs.get(name), statuses.get(name)));
  });
}

type Placed = { readonly path: string; readonly object: JsonObject };

function indexed(parent: JsonObject | undefined, key: string, root: string): Map<string, Placed> {
  const found = new Map<string, Placed>();
  asList(at(parent, key)).forEach((item, index) => {
    const object = asObject(item);
    const name = asText(at(object, 'name'));
    if (object !== undefined && name !== undefined && !found.has(name)) {
      found.set(name, { path: `${root}.${key}[${index}]`, object });
    }
  });
  return found;
}

function readContainer(
  name: string,
  listed: 'init' | 'main' | 'ephemeral',
  spec: Placed | undefined,
  status: Placed | undefined,
): ContainerView {
  // KEP-753: an init container with restartPolicy Always is a sidecar (on by default since 1.29).
  const isSidecar = listed === 'init' && asText(at(spec?.object, 'restartPolicy')) === 'Always';
  const current = readState(status);
  const last = readLast(status, current);
  const started = asBoolean(at(status?.object, 'started'));
  return {
    name,
    kind: isSidecar ? 'sidecar' : listed,
    ...(spec === undefined ? {} : { specPath: spec.path, spec: spec.object }),
    ...(status === undefined ? {} : { statusPath: status.path, status: status.object }),
    image: asText(at(spec?.object, 'image')) ?? asText(at(status?.object, 'image')) ?? '',
    ready: asBoolean(at(status?.object, 'ready')) ?? false,
    ...present('started', started),
    restartCount: Math.max(0, Math.trunc(asNumber(at(status?.object, 'restartCount')) ?? 0)),
    current,
    ...present('last', last),
  };
}

function readState(status: Placed | undefined): StateView {
  if (status === undefined) return { kind: 'none' };
  const state = asObject(at(status.object, 'state'));
  const terminated = asObject(at(state, 'terminated'));
  if (terminated !== undefined) {
    return { kind: 'terminated', ...readTermination(terminated, `${status.path}.state.terminated`) };
  }
  const running = asObject(at(state, 'running'));
  if (running !== undefined) {
    return {
      kind: 'running',
      path: `${status.path}.state.running`,
      ...present('startedAt', asTime(at(running, 'startedAt'))),
    };
  }
  const waiting = asObject(at(state, 'waiting'));
  if (waiting === undefined) return { kind: 'none' };
  return {
    kind: 'waiting',
    path: `${status.path}.state.waiting`,
    ...present('reason', asText(at(waiting, 'reason'))),
    ...present('message', asText(at(waiting, 'message'))),
  };
}

function readLast(status: Placed | undefined, current: StateView): TerminationView | undefined {
  if (status === undefined) return undefined;
  const terminated = asObject(at(status.object, 'lastState', 'terminated'));
  if (terminated !== undefined) return readTermination(terminated, `${status.path}.lastState.terminated`);
  // The kubelet says CrashLoopBackOff only after an instance has ended (kuberuntime_manager.go
  // doBackOff, 1.34), and counts a restart for each, so there was one even where the record is not
  // in what we were given. A container that is ready again has nothing to be explained.
  const isCrashLooping = current.kind === 'waiting' && current.reason === 'CrashLoopBackOff';
  const hasRestarted = (asNumber(at(status.object, 'restartCount')) ?? 0) > 0;
  const runsUnready = current.kind === 'running' && asBoolean(at(status.object, 'ready')) === false;
  if (isCrashLooping || (runsUnready && hasRestarted)) {
    return { path: `${status.path}.lastState`, outcome: outcomeOf(undefined, undefined) };
  }
  return undefined;
}

function readTermination(raw: JsonObject, path: string): TerminationView {
  const exitCode = asNumber(at(raw, 'exitCode'));
  const reason = asText(at(raw, 'reason'));
  const startedAt = asTime(at(raw, 'startedAt'));
  const finishedAt = asTime(at(raw, 'finishedAt'));
  const seconds =
    startedAt !== undefined && finishedAt !== undefined ? (finishedAt - startedAt) / 1000 : undefined;
  return {
    path,
    ...present('exitCode', exitCode),
    ...present('reason', reason),
    ...present('message', asText(at(raw, 'message'))),
    ...present('startedAt', startedAt),
    ...present('finishedAt', finishedAt),
    ...present('durationSeconds', seconds !== undefined && seconds >= 0 ? seconds : undefined),
    ...present('containerId', asText(at(raw, 'containerID'))),
    outcome: outcomeOf(exitCode, reason),
  };
}

/**
 * How long it had to stop: what the request for deletion gave, else what its spec says. Forced
 * deletion gives 0, and then the spec's period may have run before it.
 */
export function graceSeconds({ deletionGraceSeconds, gracePeriodSeconds }: PodView): number {
  return deletionGraceSeconds !== undefined && deletionGraceSeconds > 0
    ? deletionGraceSeconds
    : gracePeriodSeconds;
}
