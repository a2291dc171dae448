import type { Diagnosis } from '../domain/report.js';

/** One failure of the newest revision, as it was seen over time. */
export interface Failure {
  /** The group's key: the same failure of another replica counts as the same. */
  readonly key: string;
  readonly diagnosis: Diagnosis;
  /** Milliseconds since the epoch at which it was first seen and has stood since. */
  readonly since: number;
  /** Ends of instances of the newest revision with this cause, over all replicas. */
  readonly deaths: number;
  /** The workload is a Job: its own retries are its business. */
  readonly ofJob: boolean;
}

export interface FailFastOptions {
  /** Seconds that what heals by itself is given. */
  readonly graceSeconds: number;
}

/** Seconds that a controller is given to make a missing object. */
const ACT_SECONDS = 10;

/**
 * Why a failure cannot end well any more, or undefined while it may: by the rule's `heals`. A Job
 * ends only by its own Failed condition or by what never heals.
 */
export function hopeless(failure: Failure, options: FailFastOptions, now: number): string | undefined {
  const stands = (now - failure.since) / 1000;
  switch (failure.diagnosis.heals) {
    case 'never':
      return 'only a change helps';
    case 'when-acted':
      return !failure.ofJob && stands >= ACT_SECONDS ? `it has stood unchanged for ${Math.floor(stands)}s, and only someone who makes the object helps` : undefined;
    case 'by-itself':
      return !failure.ofJob && stands >= options.graceSeconds ? `it has not healed by itself within ${options.graceSeconds}s` : undefined;
    case 'repeats':
      return !failure.ofJob && failure.deaths >= 2 ? `it died ${failure.deaths} times in the same way` : undefined;
  }
}

/** Seconds until the failure would be hopeless if nothing changes; undefined when time alone does not decide. */
export function hopelessIn(failure: Failure, options: FailFastOptions, now: number): number | undefined {
  const stands = (now - failure.since) / 1000;
  if (failure.ofJob) return undefined;
  if (failure.diagnosis.heals === 'when-acted') return Math.max(0, ACT_SECONDS - stands);
  if (failure.diagnosis.heals === 'by-itself') return Math.max(0, options.graceSeconds - stands);
  return undefined;
}
