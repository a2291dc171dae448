import type { Diagnosis, ReportContainer, ReportPod, ReportWorkload } from '../../domain/report/report.js';
import { asTime } from '../../domain/values/time.js';

/** Which findings the options let through. */
export interface Keep {
  /** Seconds; 0 for all. */
  readonly sinceSeconds: number;
  readonly minRestarts: number;
  readonly only: readonly string[];
  readonly ignore: readonly string[];
}

/** Leaves nothing out. */
export const KEEP_ALL: Keep = { sinceSeconds: 0, minRestarts: 0, only: [], ignore: [] };

/** Whether findings of what is broken now may be left out. */
export function isChoosy({ minRestarts, only, ignore }: Keep): boolean {
  return minRestarts > 0 || only.length > 0 || ignore.length > 0;
}

/** The pod with only the findings that are wanted. */
export function keepInPod(pod: ReportPod, keep: Keep, now: number): ReportPod {
  return {
    ...pod,
    diagnoses: keep.minRestarts > 0 ? [] : keepWanted(pod.diagnoses, keep),
    containers: pod.containers.map((container) => ({
      ...container,
      diagnoses: keepInContainer(container, keep, now),
    })),
  };
}

/** The workload with only the findings that are wanted. */
export function keepInWorkload(workload: ReportWorkload, keep: Keep): ReportWorkload {
  return { ...workload, diagnoses: keep.minRestarts > 0 ? [] : keepWanted(workload.diagnoses, keep) };
}

function keepInContainer(container: ReportContainer, keep: Keep, now: number): readonly Diagnosis[] {
  if (container.restartCount < keep.minRestarts) return [];
  return keepWanted(
    container.diagnoses.filter((d) => d.about === 'current' || counts(container, keep, now)),
    keep,
  );
}

/** An end counts while its container is not back in service, and for a while after. */
function counts(container: ReportContainer, keep: Keep, now: number): boolean {
  if (keep.sinceSeconds === 0 || container.current.state !== 'running' || !container.ready) return true;
  const endedAt = asTime(container.last?.finishedAt);
  return endedAt === undefined || now - endedAt <= keep.sinceSeconds * 1000;
}

/** The first diagnosis decides: it is what a group holds. */
function keepWanted(diagnoses: readonly Diagnosis[], { only, ignore }: Keep): readonly Diagnosis[] {
  const first = diagnoses[0];
  if (first === undefined) return diagnoses;
  if (ignore.includes(first.cause) || (only.length > 0 && !only.includes(first.cause))) return [];
  return diagnoses;
}
