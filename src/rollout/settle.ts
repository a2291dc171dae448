import type { JsonObject } from '../domain/values/json.js';
import { readPod, type ContainerView, type PodView } from '../domain/kubernetes/pod.js';
import { isReady, readyCondition } from '../domain/kubernetes/pod-ready.js';
import type { Progress } from './observation.js';

/** What has to be remembered between two observations to tell whether pods have settled. */
export interface SettleState {
  /** Restart counts by pod uid and container. */
  readonly restarts: Readonly<Record<string, number>>;
  /** The longest life of a container that has ended, in seconds, by pod uid and container. */
  readonly longest: Readonly<Record<string, number>>;
  /** Milliseconds since the epoch of the last restart that was seen to happen. */
  readonly restartedAt?: number;
  /** Milliseconds since the epoch since when everything has been seen to be well. */
  readonly calmSince?: number;
}

/** Before anything has been seen. */
export const UNSETTLED: SettleState = { restarts: {}, longest: {} };

/** How long all pods have been ready without a restart. */
export interface Settling {
  readonly state: SettleState;
  readonly settledSeconds: number;
  readonly isSettled: boolean;
  /** Seconds that are still needed; undefined while something is not ready. */
  readonly neededSeconds?: number;
}

/** A container must outlive its longest life so far by this much before it is believed. */
const LONGER_SECONDS = 10;

/**
 * Whether the newest pods have been ready, without a restart, for long enough; the pods' own word
 * on since when they are ready counts, so that a rollout that was over long ago need not wait. A
 * container that has restarted must moreover outlive its longest life so far, so that one which
 * dies every 40 seconds does not pass between two deaths. Where there are no pods, a condition of
 * the workload has to hold instead; where there is neither, there is nothing to wait for.
 */
export function settle(
  before: SettleState,
  pods: readonly JsonObject[],
  progress: Progress,
  settleSeconds: number,
  now: number,
): Settling {
  const views = pods.map(readPod);
  const isCalm = progress.kind === 'complete' && views.every(isReadyOrDone);
  const calmSince = before.calmSince ?? now;
  const state = { ...remember(before, views, now), ...(isCalm ? { calmSince } : {}) };
  if (!isCalm) return { state, settledSeconds: 0, isSettled: false };
  const since = [
    ...views.filter(({ phase }) => phase !== 'Succeeded').map((pod) => readyCondition(pod)?.at ?? calmSince),
    ...(progress.isByCondition === true ? [progress.since ?? calmSince] : []),
  ];
  const settledSeconds =
    since.length === 0 ? 0 : Math.max(0, now - Math.max(...since, state.restartedAt ?? 0)) / 1000;
  const lives = views.flatMap((pod) => pod.containers.map((c) => lifeStillNeeded(pod, c, state, now)));
  const wanted = since.length === 0 ? 0 : settleSeconds;
  const needed = Math.max(wanted - settledSeconds, ...lives, 0);
  return { state, settledSeconds, isSettled: needed <= 0, neededSeconds: needed };
}

function keyOf(pod: PodView, container: ContainerView): string {
  return `${pod.uid ?? pod.name}/${container.name}`;
}

function remember(before: SettleState, pods: readonly PodView[], now: number): SettleState {
  const all = pods.flatMap((pod) =>
    pod.containers.map((container) => ({ key: keyOf(pod, container), container })),
  );
  const hasRestarted = all.some(
    ({ key, container }) => container.restartCount > (before.restarts[key] ?? container.restartCount),
  );
  const restartedAt = hasRestarted ? now : before.restartedAt;
  return {
    restarts: Object.fromEntries(all.map(({ key, container }) => [key, container.restartCount])),
    longest: Object.fromEntries(
      all.flatMap(({ key, container }) => {
        const longest = Math.max(before.longest[key] ?? -1, container.last?.durationSeconds ?? -1);
        return longest < 0 ? [] : [[key, longest]];
      }),
    ),
    ...(restartedAt === undefined ? {} : { restartedAt }),
  };
}

/** A pod that is done, or in service and not on its way out. */
export function isReadyOrDone(pod: PodView): boolean {
  return pod.phase === 'Succeeded' || (pod.deletionAt === undefined && isReady(pod));
}

/** An init container's ends are no deaths of what runs. */
function lifeStillNeeded(pod: PodView, container: ContainerView, state: SettleState, now: number): number {
  const longest = state.longest[keyOf(pod, container)];
  const { current, kind } = container;
  if (
    longest === undefined ||
    kind === 'init' ||
    current.kind !== 'running' ||
    current.startedAt === undefined
  )
    return 0;
  return Math.max(0, longest + LONGER_SECONDS - (now - current.startedAt) / 1000);
}
