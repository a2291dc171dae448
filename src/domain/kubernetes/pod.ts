import { readConditions, type ConditionView } from './condition.js';
import { placed, readContainer, type ContainerView } from './container.js';
import { asNumber, asObject, asText, at, type JsonObject } from '../values/json.js';
import { oncePer } from '../values/once.js';
import { present } from '../values/present.js';
import { asTime } from '../values/time.js';

export type { ContainerKind, ContainerView, StateView, TerminationView } from './container.js';
export { controllerOf } from './controller.js';

/**
 * A pod read leniently from raw JSON: whatever is missing or of a wrong type is simply not there.
 * Every view keeps the path at which it was read, so that evidence can name its place.
 */
export interface PodView {
  readonly raw: JsonObject;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly nodeName?: string;
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly gracePeriodSeconds: number;
  readonly createdAt?: number;
  readonly startedAt?: number;
  /** `metadata.deletionTimestamp`: the time of the request plus the grace period. */
  readonly deletionAt?: number;
  readonly deletionGraceSeconds?: number;
  readonly conditions: readonly ConditionView[];
  readonly containers: readonly ContainerView[];
}

/** Reads a pod; any JSON object is accepted. The sources and the engine ask for the same pod in turn. */
export const readPod = oncePer(viewOf);

function viewOf(raw: JsonObject): PodView {
  const metadata = asObject(at(raw, 'metadata'));
  const spec = asObject(at(raw, 'spec'));
  const status = asObject(at(raw, 'status'));
  const policy = asText(at(spec, 'restartPolicy'));
  return {
    raw,
    namespace: asText(at(metadata, 'namespace')) ?? 'default',
    name: asText(at(metadata, 'name')) ?? '',
    ...present('uid', asText(at(metadata, 'uid'))),
    ...present('phase', asText(at(status, 'phase'))),
    ...present('reason', asText(at(status, 'reason'))),
    ...present('message', asText(at(status, 'message'))),
    ...present('nodeName', asText(at(spec, 'nodeName'))),
    restartPolicy: policy === 'OnFailure' || policy === 'Never' ? policy : 'Always',
    gracePeriodSeconds: asNumber(at(spec, 'terminationGracePeriodSeconds')) ?? 30,
    ...present('createdAt', asTime(at(metadata, 'creationTimestamp'))),
    ...present('startedAt', asTime(at(status, 'startTime'))),
    ...present('deletionAt', asTime(at(metadata, 'deletionTimestamp'))),
    ...present('deletionGraceSeconds', asNumber(at(metadata, 'deletionGracePeriodSeconds'))),
    conditions: readConditions(raw),
    containers: readContainers(spec, status),
  };
}

const LISTS = [
  ['initContainers', 'initContainerStatuses', 'init'],
  ['containers', 'containerStatuses', 'main'],
  ['ephemeralContainers', 'ephemeralContainerStatuses', 'ephemeral'],
] as const;

function readContainers(
  spec: JsonObject | undefined,
  status: JsonObject | undefined,
): readonly ContainerView[] {
  return LISTS.flatMap(([specKey, statusKey, kind]) => {
    const specs = placed(spec, specKey, 'spec');
    const statuses = placed(status, statusKey, 'status');
    const names = new Set([...specs.keys(), ...statuses.keys()]);
    return [...names].map((name) => readContainer(name, kind, specs.get(name), statuses.get(name)));
  });
}

/**
 * How long it had to stop: what the request for deletion gave, else what its spec says. Forced
 * deletion gives 0, and then the spec's period may have run before it.
 */
export function graceSeconds({ deletionGraceSeconds, gracePeriodSeconds }: PodView): number {
  return deletionGraceSeconds !== undefined && deletionGraceSeconds > 0
    ? deletionGraceSeconds
    : gracePeriodSeconds;
}
