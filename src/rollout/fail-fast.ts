import type { CauseId } from '../domain/rules/cause.js';
import type { Diagnosis } from '../domain/report/report.js';

/** One failure of the newest revision, as it was seen over time. */
export interface Failure {
  /** The group's key: the same failure of another replica counts as the same. */
  readonly key: string;
  readonly diagnosis: Diagnosis;
  /** Whether something is out of service for it now. */
  readonly stands: boolean;
  /** Milliseconds since the epoch since when it has stood. */
  readonly since: number;
  /** What was missing has been made meanwhile: it only has to be noticed. */
  readonly isActedOn: boolean;
  /** Ends of instances of the newest revision with this cause, over all replicas. */
  readonly deaths: number;
  /** The workload is a Job or a CronJob: its own retries are its business. */
  readonly ofJob: boolean;
}

/** What is let pass before a rollout is given up. */
export interface FailFastOptions {
  /** Seconds that what heals by itself is given. */
  readonly graceSeconds: number;
  /** Deaths with the same cause that are let pass; 1 unless the user allows other. */
  readonly toleratedDeaths: number;
}

/** Seconds that a controller is given to make a missing object. */
const ACT_SECONDS = 10;

/**
 * Why a failure cannot end well any more, or undefined while it may: by the rule's `heals`. A Job
 * ends only by its own Failed condition or by what never heals.
 */
export function hopeless(failure: Failure, options: FailFastOptions, now: number): string | undefined {
  const { stands, deaths, ofJob, diagnosis } = failure;
  const seconds = (now - failure.since) / 1000;
  switch (healsOf(failure)) {
    case 'never':
      return stands ? 'only a change helps' : undefined;
    case 'when-acted':
      return !ofJob && stands && seconds >= ACT_SECONDS
        ? `it has stood unchanged for ${Math.floor(seconds)}s, until someone acts`
        : undefined;
    case 'by-itself':
      return !ofJob && stands && seconds >= options.graceSeconds
        ? `it has not healed by itself within ${options.graceSeconds}s`
        : undefined;
    case 'repeats':
      return !ofJob && deaths > options.toleratedDeaths ? deathWords(deaths, diagnosis.cause) : undefined;
  }
}

/** A kubelet that has to notice a new object heals it by itself, after its next try. */
function healsOf({ diagnosis, isActedOn }: Failure): Diagnosis['heals'] {
  return diagnosis.heals === 'when-acted' && isActedOn ? 'by-itself' : diagnosis.heals;
}

/** Where the cause is not known, that it was the same each time is not known either. */
function deathWords(deaths: number, cause: CauseId): string {
  if (deaths === 1) return 'it died once, and no restart is let pass';
  return `it died ${deaths} times${cause === 'unknown' ? '' : ' for the same cause'}`;
}

/** Seconds until the failure would be hopeless if nothing changes; undefined when time alone does not decide. */
export function hopelessIn(failure: Failure, options: FailFastOptions, now: number): number | undefined {
  const seconds = (now - failure.since) / 1000;
  if (failure.ofJob || !failure.stands) return undefined;
  const heals = healsOf(failure);
  if (heals === 'when-acted') return Math.max(0, ACT_SECONDS - seconds);
  if (heals === 'by-itself') return Math.max(0, options.graceSeconds - seconds);
  return undefined;
}
