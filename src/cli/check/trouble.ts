import { asNumber, asObjects, asText, at, type JsonObject } from '../../domain/json.js';
import { readPod, type ContainerView, type PodView } from '../../domain/pod.js';
import type { Diagnosis, ReportPod, ReportWorkload } from '../../domain/report.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { PodSnapshot, WorkloadSnapshot } from '../../domain/snapshot.js';
import { groupFailures, keysOfPod, reportPod, reportWorkload } from '../../engine/index.js';
import { countDeaths, deathsOf, NO_DEATHS, type DeathTally, type Life } from '../../rollout/deaths.js';
import { newestPods } from '../../rollout/newest-pods.js';
import type { SeenFailure } from '../../rollout/workload.js';
import type { Follow, Picture, Reading } from '../../sources/cluster/follow/follow.js';
import { hasSignOfTrouble } from './signs.js';

/** What is wrong with one workload now. */
export interface Trouble {
  readonly failures: readonly SeenFailure[];
  readonly workload?: ReportWorkload;
  readonly pods: readonly ReportPod[];
  readonly snapshots: readonly PodSnapshot[];
}

export interface TroubleOptions {
  readonly rulebook: Rulebook;
  readonly allRevisions: boolean;
  readonly settleSeconds: number;
}

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

interface Held<T> {
  readonly version: string;
  readonly snapshot: T;
}

export function createLookInto(
  follow: Follow,
  { rulebook, allRevisions, settleSeconds }: TroubleOptions,
): LookInto {
  const pods = new Map<string, Held<PodSnapshot>>();
  const workloads = new Map<string, Held<WorkloadSnapshot>>();
  const tallies = new Map<Picture['target'], DeathTally>();
  const made = createMade();
  const hold = async <T>(
    held: Map<string, Held<T>>,
    key: string,
    version: string,
    read: () => Promise<T>,
    refresh: boolean,
  ): Promise<T> => {
    const known = held.get(key);
    if (known !== undefined && known.version === version && !refresh) return known.snapshot;
    const snapshot = await read();
    held.set(key, { version, snapshot });
    return snapshot;
  };
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
      wanting.map((pod) => hold(pods, uidOf(pod), versionOf(pod, follow), () => reading.pod(pod), refresh)),
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
      ? await hold(
          workloads,
          uidOf(workload),
          workloadVersion(picture, workload, follow),
          () => reading.workload(picture, workload),
          refresh,
        )
      : undefined;
    const ownReport = own === undefined ? undefined : reportWorkload({ ...own, now }, rulebook);
    const isKept = ['Pod', 'Job', 'CronJob'].includes(target.resource.kind);
    return {
      failures: [
        ...groupFailures([], ownReport === undefined ? [] : [ownReport]).map(({ key, diagnosis }) => ({
          key,
          diagnosis,
          stands: true,
          deaths: 0,
        })),
        ...reports.flatMap(({ snapshot, report }) =>
          failuresOf(readPod(snapshot.pod), report, tally, isKept).map((failure) => ({
            ...failure,
            isActedOn: made(snapshot, failure.diagnosis),
          })),
        ),
      ],
      ...(ownReport === undefined ? {} : { workload: ownReport }),
      pods: reports.map(({ report }) => report),
      snapshots,
    };
  };
  return async (pictures, options) => {
    const reading = follow.reading();
    return Promise.all(pictures.map((picture) => lookIntoOne(picture, reading, options)));
  };
}

/**
 * Tells whether the object that a diagnosis misses was made since it was first looked for. A
 * kubelet tries again after some 10 s, so it goes on to complain for a while.
 */
function createMade(): (snapshot: PodSnapshot, diagnosis: Diagnosis) => boolean {
  const missed = new Set<string>();
  return ({ pod, references }, { concerns }) => {
    const reference = references.find(({ kind, name }) => kind === concerns?.kind && name === concerns.name);
    if (reference === undefined) return false;
    const id = `${asText(at(pod, 'metadata', 'namespace')) ?? ''}/${reference.kind}/${reference.name}`;
    if (!reference.exists) missed.add(id);
    return reference.exists && missed.has(id);
  };
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
  const conditions = asObjects(at(workload, 'status', 'conditions'));
  if (conditions.some((one) => at(one, 'type') === 'ReplicaFailure' && at(one, 'status') === 'True'))
    return true;
  const desired =
    asNumber(at(workload, 'spec', 'replicas')) ??
    asNumber(at(workload, 'status', 'desiredNumberScheduled')) ??
    asNumber(at(workload, 'spec', 'completions')) ??
    0;
  return pods < desired;
}

/** The failures of one pod, by the key of the group that each belongs to. */
function failuresOf(
  pod: PodView,
  report: ReportPod,
  tally: DeathTally,
  isKept: boolean,
): readonly SeenFailure[] {
  if (pod.deletionAt !== undefined) return [];
  const name = pod.uid ?? pod.name;
  return keysOfPod(report).flatMap(({ container, key }) => {
    const diagnosis = diagnosisOf(report, container);
    const view = pod.containers.find((one) => one.name === container);
    // A failed pod stays until someone collects it; its owner has made another in its place.
    const stands = (pod.phase !== 'Failed' || isKept) && !(view !== undefined && serves(view));
    return diagnosis === undefined
      ? []
      : [{ key, diagnosis, stands, deaths: tally.byKey[key] ?? 0, pod: name }];
  });
}

function diagnosisOf(report: ReportPod, container: string | undefined): Diagnosis | undefined {
  if (container === undefined) return report.diagnoses[0];
  return report.containers.find((one) => one.name === container)?.diagnoses[0];
}

function serves({ current, ready }: ContainerView): boolean {
  return current.kind === 'running' && ready;
}

function livesOf(pod: PodView, report: ReportPod, settleSeconds: number, now: number): readonly Life[] {
  const id = pod.uid ?? pod.name;
  return keysOfPod(report).flatMap(({ container, key }): readonly Life[] => {
    const view = pod.containers.find((one) => one.name === container);
    if (view === undefined) return [{ id, key, deaths: pod.phase === 'Failed' ? 1 : 0, isPast: false }];
    return [
      { id: `${id}/${view.name}`, key, deaths: deathsOf(view), isPast: isPast(view, settleSeconds, now) },
    ];
  });
}

/** It serves, and has done so for longer than would settle it. */
function isPast(view: ContainerView, settleSeconds: number, now: number): boolean {
  const { current } = view;
  if (!serves(view) || current.kind !== 'running' || current.startedAt === undefined) return false;
  return (now - current.startedAt) / 1000 >= Math.max(settleSeconds, (view.last?.durationSeconds ?? 0) + 10);
}
