import type { EventView } from '../../domain/kubernetes/event.js';
import type { PodView, TerminationView } from '../../domain/kubernetes/pod.js';

/** A span of time in milliseconds since the epoch; an open side is not bounded. */
export interface Window {
  readonly from?: number;
  readonly to?: number;
}

/** From an instance's start to a minute after its end: the kubelet's event may come late. */
export function instanceWindow(termination: TerminationView): Window {
  const { startedAt, finishedAt } = termination;
  return {
    ...(startedAt === undefined ? {} : { from: startedAt - 2_000 }),
    ...(finishedAt === undefined ? {} : { to: finishedAt + 60_000 }),
  };
}

/**
 * Around an instance's end: what made it stop lies at most one grace period (and the kubelet's
 * own delay) before, never before its start, and is recorded within seconds after.
 */
export function endWindow(termination: TerminationView, pod: PodView): Window {
  const end = termination.finishedAt;
  if (end === undefined) return {};
  const earliest = end - (pod.gracePeriodSeconds + 40) * 1000;
  return { from: Math.max(earliest, (termination.startedAt ?? 0) - 2_000), to: end + 15_000 };
}

/** Whether one of an event's sightings may lie in the window; one without times may. */
export function overlaps(event: EventView, window: Window): boolean {
  const first = event.firstAt ?? event.lastAt;
  const last = event.lastAt ?? event.firstAt;
  return (last ?? Infinity) >= (window.from ?? -Infinity) && (first ?? -Infinity) <= (window.to ?? Infinity);
}
