import type { JsonObject } from '../domain/values/json.js';
import { asText, at } from '../domain/values/json.js';
import { inSentence } from '../domain/values/in-sentence.js';
import { readPod } from '../domain/kubernetes/pod.js';
import { present } from '../domain/values/present.js';
import { hopeless, hopelessIn, type Failure } from './fail-fast.js';
import type { Progress } from './observation.js';
import { isReadyOrDone, type Settling } from './settle.js';
import { isTolerated, weightOf } from './tolerate.js';
import type { RolloutOptions, SeenFailure, Standing } from './standing.js';

/** What a workload is judged by. */
export interface Material {
  readonly pods: readonly JsonObject[];
  readonly settling: Settling;
  readonly failures: readonly Failure[];
  readonly seen: readonly SeenFailure[];
  readonly workload: JsonObject;
}

type Told = Pick<Standing, 'kind' | 'why' | 'endedBy' | 'settledSeconds' | 'nextInSeconds' | 'against'>;

/** How a workload stands that is neither deleted nor superseded. */
export function stand(progress: Progress, material: Material, options: RolloutOptions, now: number): Told {
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
    return {
      ...base,
      kind: 'failed',
      why: withCause(progress.why, against),
      endedBy: progress.endedBy,
      against,
    };
  }
  const who = material.pods.length === 0 ? 'it is ready' : 'all pods are ready';
  const waits = progress.kind === 'complete' ? settlingWords(settling, options, who) : progress.why;
  const why = lost === undefined ? waits : `${waits}; ${inSentence(lost.diagnosis.title)}`;
  const waiting = {
    ...base,
    why,
    against,
    ...present('nextInSeconds', soonest(settling, failures, options, now)),
  };
  return { ...waiting, kind: lost !== undefined && against.length === 0 ? 'unseen' : 'waiting' };
}

/** What the workload says of itself tells that it failed; what was found tells why. */
function withCause(why: string, against: readonly Failure[]): string {
  const cause = against.find(({ diagnosis }) => diagnosis.cause !== 'unknown');
  return cause === undefined ? why : `${why.replace(/\.$/, '')}; ${inSentence(cause.diagnosis.title)}`;
}

function settlingWords(
  { settledSeconds, neededSeconds }: Settling,
  { settleSeconds }: RolloutOptions,
  who: string,
): string {
  if (neededSeconds === undefined) return 'not all of its newest pods are ready';
  return `${who}, for ${Math.floor(settledSeconds)}s of ${Math.ceil(Math.max(settleSeconds, settledSeconds + neededSeconds))}s`;
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

/** A Job's and a CronJob's own retries are their business. */
export function isJob(workload: JsonObject): boolean {
  return ['Job', 'CronJob'].includes(asText(at(workload, 'kind')) ?? '');
}

/** Failed pods stay until someone collects them, and deleted ones are on their way: neither serves. */
export function settlingPods(pods: readonly JsonObject[]): readonly JsonObject[] {
  return pods.filter((pod) => {
    const { phase, deletionAt } = readPod(pod);
    return phase !== 'Failed' && deletionAt === undefined;
  });
}
