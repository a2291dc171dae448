import type { Diagnosis, ReportPod } from './report.js';

/** All diagnoses of a pod and of its containers. */
export function diagnosesOf(pod: ReportPod): readonly Diagnosis[] {
  return [...pod.diagnoses, ...pod.containers.flatMap((container) => container.diagnoses)];
}
