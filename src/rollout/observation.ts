import type { JsonObject } from '../domain/values/json.js';

/** What is seen of one workload at one time. */
export interface Observation {
  /** The workload as the API tells it. */
  readonly workload: JsonObject;
  /** Its ReplicaSets, ControllerRevisions or, for a CronJob, Jobs; empty for kinds that keep none. */
  readonly revisions: readonly JsonObject[];
  /** All its pods, of every revision. */
  readonly pods: readonly JsonObject[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How far a rollout is by the workload's own word. */
export type Progress =
  | {
      readonly kind: 'complete';
      /** A condition says so, of a kind that may have no pods to look at. */
      readonly isByCondition?: true;
      /** Milliseconds since the epoch since when it does, where the condition tells. */
      readonly since?: number;
    }
  | { readonly kind: 'progressing'; readonly why: string }
  /** It says itself that it will not get there. */
  | { readonly kind: 'failed'; readonly why: string; readonly endedBy: string }
  /** Someone holds it: paused, suspended, OnDelete. It would not move however long one waits. */
  | { readonly kind: 'held'; readonly why: string }
  /** Nothing has been asked of it yet: a CronJob before its first run. */
  | { readonly kind: 'never-ran'; readonly why: string };

/** The controller is through. */
export const COMPLETE: Progress = { kind: 'complete' };

/** The controller is at work; `why` says what is still to be done. */
export function progressing(why: string): Progress {
  return { kind: 'progressing', why };
}
