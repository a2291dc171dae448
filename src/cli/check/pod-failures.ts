import { asText, at } from '../../domain/values/json.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import type { Diagnosis, ReportPod } from '../../domain/report/report.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import { keysOfPod } from '../../engine/index.js';
import { deathsOf, type DeathTally, type Life } from '../../rollout/deaths.js';
import type { SeenFailure } from '../../rollout/standing.js';

/**
 * The failures of one pod, by the key of the group that each belongs to. `isKept`: where the pod has
 * failed, nothing has taken its place.
 */
export function failuresOf(
  pod: PodView,
  report: ReportPod,
  tally: DeathTally,
  isKept: boolean,
): readonly SeenFailure[] {
  if (pod.deletionAt !== undefined) return [];
  const name = pod.uid ?? pod.name;
  return keysOf(pod, report).flatMap(({ container, key }) => {
    const diagnosis = diagnosisOf(report, container);
    const view = pod.containers.find((one) => one.name === container);
    // A failed pod stays until someone collects it; its owner has made another in its place.
    const stands = (pod.phase !== 'Failed' || isKept) && !(view !== undefined && serves(view));
    return diagnosis === undefined
      ? []
      : [{ key, diagnosis, stands, deaths: tally.byKey[key] ?? 0, pod: name }];
  });
}

/** A debug container is none of the workload's: what befalls it decides nothing. */
function keysOf(pod: PodView, report: ReportPod): ReturnType<typeof keysOfPod> {
  const isDebug = (name: string | undefined): boolean =>
    pod.containers.some((one) => one.name === name && one.kind === 'ephemeral');
  return keysOfPod(report).filter(({ container }) => !isDebug(container));
}

function diagnosisOf(report: ReportPod, container: string | undefined): Diagnosis | undefined {
  if (container === undefined) return report.diagnoses[0];
  return report.containers.find((one) => one.name === container)?.diagnoses[0];
}

function serves({ current, ready }: ContainerView): boolean {
  return current.kind === 'running' && ready;
}

/** The deaths of a pod's containers, by the key of the failure that each ended with. */
export function livesOf(
  pod: PodView,
  report: ReportPod,
  settleSeconds: number,
  now: number,
): readonly Life[] {
  const id = pod.uid ?? pod.name;
  return keysOf(pod, report).flatMap(({ container, key }): readonly Life[] => {
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

/**
 * Tells whether the object that a diagnosis misses was made since it was first looked for. A
 * kubelet tries again after some 10 s, so it goes on to complain for a while.
 */
export function createMade(): (snapshot: PodSnapshot, diagnosis: Diagnosis) => boolean {
  const missed = new Set<string>();
  return ({ pod, references }, { concerns }) => {
    const reference = references.find(({ kind, name }) => kind === concerns?.kind && name === concerns.name);
    if (reference === undefined) return false;
    const id = `${asText(at(pod, 'metadata', 'namespace')) ?? ''}/${reference.kind}/${reference.name}`;
    if (!reference.exists) missed.add(id);
    return reference.exists && missed.has(id);
  };
}
