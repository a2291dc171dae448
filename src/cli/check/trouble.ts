import { asText, at, type JsonObject } from '../../domain/values/json.js';
import { readPod } from '../../domain/kubernetes/pod.js';
import { diagnosesOf } from '../../domain/report/diagnoses.js';
import type { ReportPod, ReportWorkload } from '../../domain/report/report.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { PodSnapshot, WorkloadSnapshot } from '../../domain/snapshot.js';
import { isRefusedPods, wantedPods } from '../../domain/kubernetes/wanted-pods.js';
import { groupFailures, reportPod, reportWorkload } from '../../engine/index.js';
import { countDeaths, NO_DEATHS, type DeathTally } from '../../rollout/deaths.js';
import { newestPods } from '../../rollout/newest-pods.js';
import { isJob } from '../../rollout/stand.js';
import type { SeenFailure } from '../../rollout/standing.js';
import type { Follow, Picture, Reading } from '../../sources/cluster/follow/follow.js';
import { createMade, failuresOf, livesOf } from './pod-failures.js';
import { createShelf } from './shelf.js';
import { hasSignOfTrouble } from './signs.js';

/** What is wrong with one workload now. */
export interface Trouble {
  readonly failures: readonly SeenFailure[];
  readonly workload?: ReportWorkload;
  readonly pods: readonly ReportPod[];
  readonly snapshots: readonly PodSnapshot[];
}

/** How far a look into trouble goes. */
export interface TroubleOptions {
  readonly rulebook: Rulebook;
  readonly allRevisions: boolean;
  readonly settleSeconds: number;
}

/** One look among many of the same wait. */
export interface LookOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Reads anew also what has not changed: logs go on without a change of the pod. */
  readonly refresh: boolean;
}

/** Looks into the pods in trouble; what has not changed since is not read again. */
export type LookInto = (pictures: readonly Picture[], options: LookOptions) => Promise<readonly Trouble[]>;

/** More failing replicas of one workload than this tell nothing new. */
const MOST_PODS = 20;

/** Remembers what it has read, and the deaths that it has counted. */
export function createLookInto(
  follow: Follow,
  { rulebook, allRevisions, settleSeconds }: TroubleOptions,
): LookInto {
  const pods = createShelf<PodSnapshot>();
  const workloads = createShelf<WorkloadSnapshot>();
  const tallies = new Map<Picture['target'], DeathTally>();
  const made = createMade();
  const lookIntoOne = async (
    picture: Picture,
    reading: Reading,
    { now, refresh }: LookOptions,
  ): Promise<Trouble> => {
    const { workload, target } = picture;
    if (workload === undefined) return { failures: [], pods: [], snapshots: [] };
    const observation = { workload, revisions: picture.revisions, pods: picture.pods, now };
    const newest = allRevisions ? picture.pods : newestPods(observation).pods;
    const wanting = newest
      .filter((pod) => hasSignOfTrouble(pod, follow.warningsOf(uidOf(pod)), now))
      .slice(0, MOST_PODS);
    const snapshots = await Promise.all(
      wanting.map((pod) => pods.take(uidOf(pod), versionOf(pod, follow), refresh, () => reading.pod(pod))),
    );
    const reports = snapshots.map((snapshot) => ({
      snapshot,
      report: reportPod({ ...snapshot, now }, rulebook),
    }));
    const lives = reports.flatMap(({ snapshot, report }) =>
      livesOf(readPod(snapshot.pod), report, settleSeconds, now),
    );
    const tally = countDeaths(tallies.get(target) ?? NO_DEATHS, lives);
    tallies.set(target, tally);
    const own = lacksPods(workload, newest.length)
      ? await workloads.take(uidOf(workload), workloadVersion(picture, workload, follow), refresh, () =>
          reading.workload(picture, workload),
        )
      : undefined;
    const ownReport =
      own === undefined ? undefined : besidePods(reportWorkload({ ...own, now }, rulebook), reports);
    const isKept = target.resource.kind === 'Pod' || (isJob(workload) && !newest.some(isAlive));
    return {
      failures: [
        ...failuresOfWorkload(ownReport),
        ...reports.flatMap((each) => failuresOfPod(each, tally, isKept, made)),
      ],
      ...(ownReport === undefined ? {} : { workload: ownReport }),
      pods: reports.map(({ report }) => report),
      snapshots,
    };
  };
  return async (pictures, options) => {
    const reading = follow.reading();
    const troubles = await Promise.all(pictures.map((picture) => lookIntoOne(picture, reading, options)));
    pods.tidy();
    workloads.tidy();
    return troubles;
  };
}

/** That a Job alone does not tell why it failed is not said where one of its pods does. */
function besidePods(
  own: ReportWorkload,
  pods: readonly { readonly report: ReportPod }[],
): ReportWorkload | undefined {
  const isTold = pods.some(({ report }) => diagnosesOf(report).length > 0);
  return isTold && own.diagnoses.every(({ cause }) => cause === 'unknown') ? undefined : own;
}

function failuresOfPod(
  { snapshot, report }: { readonly snapshot: PodSnapshot; readonly report: ReportPod },
  tally: DeathTally,
  isKept: boolean,
  made: ReturnType<typeof createMade>,
): readonly SeenFailure[] {
  return failuresOf(readPod(snapshot.pod), report, tally, isKept).map((failure) => ({
    ...failure,
    isActedOn: made(snapshot, failure.diagnosis),
  }));
}

/** It cannot make its pods. */
function failuresOfWorkload(report: ReportWorkload | undefined): readonly SeenFailure[] {
  if (report === undefined) return [];
  return groupFailures([], [report]).map(({ key, diagnosis }) => ({
    key,
    diagnosis,
    stands: true,
    deaths: 0,
  }));
}

/** Another attempt is under way. */
function isAlive(pod: JsonObject): boolean {
  return ['Pending', 'Running'].includes(asText(at(pod, 'status', 'phase')) ?? '');
}

function uidOf(object: JsonObject): string {
  return asText(at(object, 'metadata', 'uid')) ?? asText(at(object, 'metadata', 'name')) ?? '';
}

function versionOf(object: JsonObject, follow: Follow): string {
  return `${asText(at(object, 'metadata', 'resourceVersion')) ?? ''} ${follow.warningsOf(uidOf(object))}`;
}

function workloadVersion({ revisions }: Picture, workload: JsonObject, follow: Follow): string {
  return [workload, ...revisions].map((one) => versionOf(one, follow)).join(' ');
}

/** A workload that has fewer pods than it wants may not be able to make them. */
function lacksPods(workload: JsonObject, pods: number): boolean {
  return isRefusedPods(workload) || pods < (wantedPods(workload) ?? 0);
}
