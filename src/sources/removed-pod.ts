import { asObject, asText, at, type JsonObject } from '../domain/values/json.js';
import { eventTime, involvedObject } from './events.js';

/**
 * The name of the pod that a Job made last, where none is left: the Job controller removes pods that
 * still run when the Job fails, with their logs; their events stay
 * (pkg/controller/job/job_controller.go deleteActivePods, v1.34).
 */
export function removedPodName(
  kind: string,
  podCount: number,
  events: readonly JsonObject[],
): string | undefined {
  if (kind !== 'Job' || podCount > 0) return undefined;
  const made = events
    .filter((event) => involvedObject(event).kind === 'Job' && at(event, 'reason') === 'SuccessfulCreate')
    .toSorted((a, b) => (eventTime(b) ?? 0) - (eventTime(a) ?? 0));
  return /\bCreated pod: (\S+)$/.exec(asText(at(made[0], 'message')) ?? '')?.[1];
}

/** A pod that its Job made and removed, as its events tell of it. */
export interface RemovedPod {
  readonly name: string;
  /** Those that name it. */
  readonly events: readonly JsonObject[];
}

/** The pod as far as its Job's template and its events tell of it. */
export function removedPod(job: JsonObject, { name, events }: RemovedPod): JsonObject {
  const uid = events.map((event) => involvedObject(event).uid).find((each) => each !== undefined);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: asText(at(job, 'metadata', 'namespace')) ?? 'default',
      ...(uid === undefined ? {} : { uid }),
    },
    spec: asObject(at(job, 'spec', 'template', 'spec')) ?? {},
    status: { phase: 'Pending' },
  };
}
