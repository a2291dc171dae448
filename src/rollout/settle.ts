import { asText, at, type JsonObject } from '../domain/json.js';
import { readPod } from '../domain/pod.js';

/** What has to be remembered between two observations to tell whether pods have settled. */
export interface SettleState {
  /** Milliseconds since the epoch at which every new pod was ready and nothing has restarted since. */
  readonly readySince?: number;
  /** Restart counts by pod uid and container. */
  readonly restarts: Readonly<Record<string, number>>;
}

export const UNSETTLED: SettleState = { restarts: {} };

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
 * Whether the newest pods have been ready, without a restart, for long enough. A container that
 * has restarted must moreover outlive its longest life so far, so that one which dies every 40
 * seconds does not pass between two deaths.
 */
export function settle(before: SettleState, pods: readonly JsonObject[], isComplete: boolean, settleSeconds: number, now: number): Settling {
  const views = pods.map(readPod);
  const restarts = Object.fromEntries(
    views.flatMap((pod) => pod.containers.map((c) => [`${pod.uid ?? pod.name}/${c.name}`, c.restartCount] as const)),
  );
  const hasRestarted = Object.entries(restarts).some(([key, count]) => count > (before.restarts[key] ?? (before.readySince === undefined ? count : 0)));
  if (!isComplete || !pods.every(isReadyOrDone)) {
    return { state: { restarts }, settledSeconds: 0, isSettled: false };
  }
  const readySince = hasRestarted ? now : (before.readySince ?? now);
  const settledSeconds = (now - readySince) / 1000;
  const missing = Math.max(settleSeconds - settledSeconds, ...views.flatMap((pod) => pod.containers.map((c) => lifeStillNeeded(c, now))), 0);
  return { state: { readySince, restarts }, settledSeconds, isSettled: missing <= 0, neededSeconds: missing };
}

function isReadyOrDone(pod: JsonObject): boolean {
  const view = readPod(pod);
  return view.phase === 'Succeeded' || (view.deletionAt === undefined && view.conditions.some((c) => c.type === 'Ready' && c.status === 'True'));
}

type Container = ReturnType<typeof readPod>['containers'][number];

/** Only the last life is on record; `lastState` keeps one. */
function lifeStillNeeded(container: Container, now: number): number {
  const longest = container.last?.durationSeconds;
  if (longest === undefined || container.current.kind !== 'running' || container.current.startedAt === undefined) return 0;
  const lived = (now - container.current.startedAt) / 1000;
  return Math.max(0, longest + LONGER_SECONDS - lived);
}

/** The uid that tells this pod from another of the same name. */
export function podUid(pod: JsonObject): string {
  return asText(at(pod, 'metadata', 'uid')) ?? asText(at(pod, 'metadata', 'name')) ?? '';
}
