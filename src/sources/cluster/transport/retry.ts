import type { ExchangeFailure } from './network-error.js';

/** Attempts after the first, by what went wrong; what is not here is not tried again. */
const FAILURES: Readonly<Partial<Record<ExchangeFailure, number>>> = {
  stale: 5,
  cut: 5,
  garbled: 3,
  idle: 1,
};

/** The server is busy (429, 503), or something before it or in it failed and may not fail twice. */
const STATUSES: Readonly<Record<number, number>> = { 429: 5, 500: 2, 502: 3, 503: 5, 504: 2 };

/** How often a failed exchange may be repeated. `refused` counts only once the server was there. */
export function retriesAfter(reason: ExchangeFailure, wasReached: boolean): number {
  if (reason === 'refused' || reason === 'unreachable') return wasReached ? 5 : 0;
  return FAILURES[reason] ?? 0;
}

/** How often an answer of this status may be asked for again. */
export function retriesOfStatus(status: number): number {
  return STATUSES[status] ?? 0;
}

/** Milliseconds before the next attempt: doubling from 200, half of it by chance, so that clients part. */
export function backoff(attempt: number, chance: number): number {
  const full = Math.min(200 * 2 ** attempt, 5_000);
  return full / 2 + (full / 2) * chance;
}

/** Milliseconds that a `Retry-After` asks for: seconds or an HTTP date; undefined when it says nothing. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,10}\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Milliseconds that the whole program spends on a server that gives nothing, before it stops asking. */
const PATIENCE_MS = 30_000;

/** Counts how long nothing has come from the server although it was asked. */
export interface Patience {
  readonly onTrouble: () => void;
  readonly onSuccess: () => void;
  /** Milliseconds that are left; 0 when the server has to be given up. */
  readonly left: () => number;
  /** Whether the server ever answered. */
  readonly wasReached: () => boolean;
}

/** Patience that runs from the first failure, and anew after each success. `clock` tells milliseconds. */
export function createPatience(clock: () => number): Patience {
  let since: number | undefined;
  let reached = false;
  return {
    onTrouble: () => void (since ??= clock()),
    onSuccess: () => {
      reached = true;
      since = undefined;
    },
    left: () => (since === undefined ? PATIENCE_MS : Math.max(0, PATIENCE_MS - (clock() - since))),
    wasReached: () => reached,
  };
}
