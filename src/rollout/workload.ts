import { asText, at, type Json, type JsonObject } from '../domain/json.js';
import { present, readPod } from '../domain/pod.js';
import type { Diagnosis } from '../domain/report.js';
import { hopeless, hopelessIn, type FailFastOptions, type Failure } from './fail-fast.js';
import { newestPods } from './newest-pods.js';
import type { Observation, Progress } from './observation.js';
import { isObserved, progressOf } from './progress.js';
import { isReadyOrDone, settle, UNSETTLED, type SettleState, type Settling } from './settle.js';
import { isTolerated, weightOf, type Tolerance } from './tolerate.js';

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

/** One workload at one time. */
export interface Seen {
  /** `Deployment/web`, with the namespace where there are several. */
  readonly name: string;
  /** Undefined once it is deleted. */
  readonly observation?: Observation;
  readonly failures: readonly SeenFailure[];
}

export interface RolloutOptions extends FailFastOptions {
  readonly settleSeconds: number;
  readonly failFast: boolean;
  /** Restarts of one container of the newest revision that are let pass. */
  readonly maxRestarts?: number;
  readonly tolerance: Tolerance;
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

export const NEW_WORKLOAD: WorkloadMemory = { settle: UNSETTLED, since: {} };

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
  const settling = settle(
    before.settle,
    settlingPods(pods),
    progress.kind === 'complete',
    options.settleSeconds,
    now,
  );
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
    ? `generation ${String(at(workload, 'metadata', 'generation'))}`
    : `revision ${revision}`;
}

function isJob(workload: JsonObject): boolean {
  return ['Job', 'CronJob'].includes(asText(at(workload, 'kind')) ?? '');
}

/** Failed pods stay until someone collects them, and deleted ones are on their way: neither serves. */
function settlingPods(pods: readonly JsonObject[]): readonly JsonObject[] {
  const left = pods.filter((pod) => {
    const { phase, deletionAt } = readPod(pod);
    return phase !== 'Failed' && deletionAt === undefined;
  });
  return left;
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

interface Material {
  readonly pods: readonly JsonObject[];
  readonly settling: Settling;
  readonly failures: readonly Failure[];
  readonly seen: readonly SeenFailure[];
  readonly workload: JsonObject;
}

type Told = Pick<Standing, 'kind' | 'why' | 'endedBy' | 'settledSeconds' | 'nextInSeconds' | 'against'>;

function stand(progress: Progress, material: Material, options: RolloutOptions, now: number): Told {
  const { settling, failures, workload } = material;
  const base = { settledSeconds: settling.settledSeconds, against: [] as readonly Failure[] };
  if (progress.kind === 'held' || progress.kind === 'never-ran')
    return { ...base, kind: progress.kind, why: progress.why };
  const restarts = restartsOver(material.pods, options.maxRestarts);
  if (restarts !== undefined)
    return { ...base, kind: 'failed', why: restarts, endedBy: '--max-restarts', against: failures };
  if (progress.kind === 'complete') {
    if (isJob(workload)) return { ...base, kind: 'done', why: 'it is complete' };
    if (settling.isSettled) return { ...base, kind: 'done', why: 'it is through and settled' };
  }
  const of = (weight: ReturnType<typeof weightOf>): readonly Failure[] =>
    failures.filter((f) => weightOf(f.diagnosis.cause) === weight);
  const counting = of('failure').filter((f) => !isTolerated(f.key, f.diagnosis, options.tolerance));
  const against = counting.filter((f) => f.stands || hopeless(f, options, now) !== undefined);
  const ended = counting.flatMap((failure) => {
    const why = hopeless(failure, options, now);
    return why === undefined ? [] : [{ failure, why }];
  })[0];
  if (ended !== undefined && options.failFast) {
    const { diagnosis } = ended.failure;
    return {
      ...base,
      kind: 'failed',
      why: `${diagnosis.title}; ${ended.why}`,
      endedBy: `rule ${diagnosis.ruleId}`,
      against,
    };
  }
  const isLetPass = against.length === 0 && standsOnTolerated(material, counting, options, now, progress);
  if (isLetPass) return { ...base, kind: 'done', why: 'only findings that are known or allowed stand' };
  const lost = of('unseen').find((f) => f.stands);
  if (progress.kind === 'failed' && (options.failFast || isJob(workload))) {
    if (lost !== undefined && against.length === 0)
      return { ...base, kind: 'unseen', why: lost.diagnosis.title };
    return { ...base, kind: 'failed', why: progress.why, endedBy: progress.endedBy, against };
  }
  const waits = progress.kind === 'complete' ? settlingWords(settling, options) : progress.why;
  const why = lost === undefined ? waits : `${waits}; ${lost.diagnosis.title}`;
  const waiting = {
    ...base,
    why,
    against,
    ...present('nextInSeconds', soonest(settling, failures, options, now)),
  };
  return { ...waiting, kind: lost !== undefined && against.length === 0 ? 'unseen' : 'waiting' };
}

function settlingWords(
  { settledSeconds, neededSeconds }: Settling,
  { settleSeconds }: RolloutOptions,
): string {
  if (neededSeconds === undefined) return 'not all of its newest pods are ready';
  return `all pods are ready, for ${Math.floor(settledSeconds)}s of ${Math.ceil(Math.max(settleSeconds, settledSeconds + neededSeconds))}s`;
}

function restartsOver(pods: readonly JsonObject[], most: number | undefined): string | undefined {
  if (most === undefined) return undefined;
  for (const pod of pods.map(readPod)) {
    const over = pod.containers.find((container) => container.restartCount > most);
    if (over !== undefined)
      return `${over.name} of ${pod.name} was restarted ${over.restartCount} times, ${most} allowed`;
  }
  return undefined;
}

/** Nothing would change any more, and what keeps it from being through is let pass. */
function standsOnTolerated(
  { pods, failures, seen }: Material,
  counting: readonly Failure[],
  options: RolloutOptions,
  now: number,
  progress: Progress,
): boolean {
  const passed = failures.filter(
    (f) => !counting.includes(f) && isTolerated(f.key, f.diagnosis, options.tolerance),
  );
  const settledOn = new Set(
    passed
      .filter((f) => progress.kind === 'failed' || hopeless(f, options, now) !== undefined)
      .map((f) => f.key),
  );
  if (settledOn.size === 0) return false;
  const covered = new Set(seen.filter((f) => settledOn.has(f.key)).map((f) => f.pod));
  if (covered.has(undefined)) return true;
  return settlingPods(pods)
    .map(readPod)
    .every((pod) => isReadyOrDone(pod) || covered.has(pod.uid ?? pod.name));
}

function soonest(
  { neededSeconds }: Settling,
  failures: readonly Failure[],
  options: RolloutOptions,
  now: number,
): number | undefined {
  const times = [
    ...(neededSeconds === undefined ? [] : [neededSeconds]),
    ...failures.flatMap((f) => hopelessIn(f, options, now) ?? []),
  ];
  return times.length === 0 ? undefined : Math.min(...times);
}
