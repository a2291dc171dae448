import { asNumber, asText, at, type Json, type JsonObject } from '../domain/values/json.js';
import { present } from '../domain/values/present.js';
import type { Failure } from './fail-fast.js';
import { newestPods } from './newest-pods.js';
import type { Observation } from './observation.js';
import { isObserved, progressOf } from './progress.js';
import { settle, UNSETTLED, type SettleState } from './settle.js';
import { isJob, settlingPods, stand } from './stand.js';
import type { RolloutOptions, SeenFailure, Standing } from './standing.js';
import { weightOf } from './tolerate.js';

/** One workload at one time. */
export interface Seen {
  /** `Deployment/web`, with the namespace where there are several. */
  readonly name: string;
  /** Undefined once it is deleted. */
  readonly observation?: Observation;
  readonly failures: readonly SeenFailure[];
}

/** What has to be remembered of a workload between two looks. */
export interface WorkloadMemory {
  readonly uid?: string;
  /** The pod template that is waited for. */
  readonly template?: string;
  readonly settle: SettleState;
  /** Since when each failure has stood. */
  readonly since: Readonly<Record<string, number>>;
}

/** A workload that is looked at for the first time. */
export const NEW_WORKLOAD: WorkloadMemory = { settle: UNSETTLED, since: {} };

/** How a workload stands, and what is to be remembered until the next look. */
export interface Judged {
  readonly memory: WorkloadMemory;
  readonly standing: Standing;
}

/** How one workload stands, from what is seen now and what was seen before. */
export function judgeWorkload(
  before: WorkloadMemory,
  seen: Seen,
  options: RolloutOptions,
  now: number,
): Judged {
  const { name, observation } = seen;
  const base = { name, settledSeconds: 0, against: [] };
  const uid = asText(at(observation?.workload, 'metadata', 'uid'));
  if (observation === undefined || (before.uid !== undefined && uid !== before.uid)) {
    const why =
      observation === undefined ? 'it was deleted meanwhile' : 'it was deleted and made anew meanwhile';
    return { memory: before, standing: { ...base, kind: 'deleted', why } };
  }
  const { workload } = observation;
  const template = templateOf(workload);
  const { pods, revision } = newestPods(observation);
  const named = { ...base, ...present('revision', revision) };
  if (before.template !== undefined && template !== before.template && isObserved(workload)) {
    return {
      memory: before,
      standing: { ...named, kind: 'superseded', why: `superseded by ${newestWords(workload, revision)}` },
    };
  }
  const progress = progressOf(observation);
  const settling = settle(before.settle, settlingPods(pods), progress, options.settleSeconds, now);
  const failures = join(before.since, seen.failures, isJob(workload), now);
  const memory: WorkloadMemory = {
    ...present('uid', before.uid ?? uid),
    ...present('template', before.template ?? template),
    settle: settling.state,
    since: Object.fromEntries(failures.filter((f) => f.stands).map((f) => [f.key, f.since])),
  };
  const standing = stand(progress, { pods, settling, failures, seen: seen.failures, workload }, options, now);
  return { memory, standing: { ...named, ...standing } };
}

function templateOf(workload: JsonObject): string | undefined {
  const template = at(workload, 'spec', 'template') ?? at(workload, 'spec', 'jobTemplate');
  return template === undefined ? undefined : JSON.stringify(sorted(template));
}

/** With its keys in order, so that only what it says is compared. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(
    ([key, item]) => [key, sorted(item ?? null)] as const,
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function newestWords(workload: JsonObject, revision: string | undefined): string {
  return revision === undefined
    ? `generation ${asNumber(at(workload, 'metadata', 'generation')) ?? 'unknown'}`
    : `revision ${revision}`;
}

/** Failures of several pods with one key are one, which has stood since the first of them did. */
function join(
  since: WorkloadMemory['since'],
  seen: readonly SeenFailure[],
  ofJob: boolean,
  now: number,
): readonly Failure[] {
  const byKey = new Map<string, Failure>();
  for (const { key, diagnosis, stands, deaths, isActedOn = false } of seen) {
    if (weightOf(diagnosis.cause) === 'harmless') continue;
    const known = byKey.get(key);
    byKey.set(key, {
      key,
      diagnosis: known?.diagnosis ?? diagnosis,
      stands: stands || known?.stands === true,
      since: (Object.hasOwn(since, key) ? since[key] : undefined) ?? now,
      deaths: Math.max(deaths, known?.deaths ?? 0),
      isActedOn: isActedOn || known?.isActedOn === true,
      ofJob,
    });
  }
  return [...byKey.values()];
}
