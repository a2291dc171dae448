import type { Diagnosis } from '../domain/report/report.js';
import type { FailFastOptions, Failure } from './fail-fast.js';
import type { Tolerance } from './tolerate.js';

/** One failure of one pod, or of the workload itself, at one time. */
export interface SeenFailure {
  readonly key: string;
  readonly diagnosis: Diagnosis;
  /** Something is out of service for it. */
  readonly stands: boolean;
  /** Deaths of the newest revision so far that were put down to this key. */
  readonly deaths: number;
  /** What was missing has been made meanwhile. */
  readonly isActedOn?: boolean;
  /** The pod; absent where the workload cannot make its pods. */
  readonly pod?: string;
}

/** By what a rollout is judged. */
export interface RolloutOptions extends FailFastOptions {
  readonly settleSeconds: number;
  readonly failFast: boolean;
  /** Restarts of one container of the newest revision that are let pass. */
  readonly maxRestarts?: number;
  readonly tolerance: Tolerance;
}

/** How a workload stands now. */
export interface Standing {
  readonly name: string;
  readonly kind: 'done' | 'waiting' | 'failed' | 'held' | 'superseded' | 'deleted' | 'never-ran' | 'unseen';
  readonly why: string;
  readonly endedBy?: string;
  readonly settledSeconds: number;
  /** Seconds after which time alone may change it. */
  readonly nextInSeconds?: number;
  /** What counts against it now and would at the end of the wait, first what is surest. */
  readonly against: readonly Failure[];
  readonly revision?: string;
}
