import type { ContainerView } from '../domain/kubernetes/pod.js';

/** One container of the newest revision with what its last death was diagnosed as. */
export interface Life {
  /** Pod uid and container: an identity that outlives restarts. */
  readonly id: string;
  /** The group's key of the newest death. */
  readonly key: string;
  /** Instances that have ended so far. */
  readonly deaths: number;
  /** It has served well for so long that its deaths are past. */
  readonly isPast: boolean;
}

/** Deaths by container and by the key of their cause. */
export interface DeathTally {
  readonly counted: Readonly<Record<string, number>>;
  readonly byKey: Readonly<Record<string, number>>;
}

/** Before anything has died. */
export const NO_DEATHS: DeathTally = { counted: {}, byKey: {} };

/**
 * Adds the deaths that are new. Only the last one leaves a record, so those before the first look
 * are taken for the same kind, unless the container has served well since.
 */
export function countDeaths(before: DeathTally, lives: readonly Life[]): DeathTally {
  const counted = new Map(Object.entries(before.counted));
  const byKey = new Map(Object.entries(before.byKey));
  for (const { id, key, deaths, isPast } of lives) {
    const known = counted.get(id);
    const added = known === undefined ? (isPast ? 0 : deaths) : deaths - known;
    counted.set(id, Math.max(deaths, known ?? 0));
    if (added > 0) byKey.set(key, (byKey.get(key) ?? 0) + added);
  }
  return { counted: Object.fromEntries(counted), byKey: Object.fromEntries(byKey) };
}

/** Instances of the container that have ended: those before the present one, and it if it has. */
export function deathsOf({ restartCount, current }: ContainerView): number {
  const hasEnded =
    current.kind === 'terminated' || (current.kind === 'waiting' && current.reason === 'CrashLoopBackOff');
  return restartCount + (hasEnded ? 1 : 0);
}
