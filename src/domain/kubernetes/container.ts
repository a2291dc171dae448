import { asBoolean, asList, asNumber, asObject, asText, at, type JsonObject } from '../values/json.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { present } from '../values/present.js';
import { asTime } from '../values/time.js';

/** The list of the pod that it stands in; a sidecar is an init container that goes on running (restartPolicy Always). */
export type ContainerKind = 'init' | 'sidecar' | 'main' | 'ephemeral';

/** A container with its status, read leniently. */
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

/** `state` or `lastState` of a container's status; `none` where the kubelet has told of neither. */
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

/** An object of a list, and where it stands. */
export type Placed = { readonly path: string; readonly object: JsonObject };

/** The objects of a list by their names; of two of one name the first. */
export function placed(parent: JsonObject | undefined, key: string, root: string): Map<string, Placed> {
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

/** Reads what the spec and the status say of one container; either may be missing. */
export function readContainer(
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
