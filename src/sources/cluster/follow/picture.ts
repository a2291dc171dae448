import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { labelsOf } from '../../../domain/kubernetes/labels.js';
import { asTime } from '../../../domain/values/time.js';
import { parseLabelSelector } from '../../select/label-selector.js';
import {
  CONTROLLER_REVISIONS,
  CRON_JOBS,
  DEPLOYMENTS,
  JOBS,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
  DAEMON_SETS,
} from '../api/resources.js';
import { podSelector } from '../api/selector.js';
import { isOwnedBy } from '../pod/owners.js';
import type { Mirror } from './mirror.js';
import type { Target } from './target.js';

/** One followed workload with what belongs to it, as last told of. */
export interface Picture {
  readonly target: Target;
  /** Undefined once it is deleted. */
  readonly workload?: JsonObject;
  /** ReplicaSets, ControllerRevisions or, of a CronJob, its newest Job. */
  readonly revisions: readonly JsonObject[];
  readonly pods: readonly JsonObject[];
}

/** Puts together what belongs to a workload, by ownership. */
export function pictureOf(mirror: Mirror, target: Target): Picture {
  const { resource, namespace, name } = target;
  const workload = mirror
    .all(resource, namespace)
    .find((one) => asText(at(one, 'metadata', 'name')) === name);
  const uid = asText(at(workload, 'metadata', 'uid'));
  if (workload === undefined || uid === undefined) return { target, revisions: [], pods: [] };
  const pods = mirror.all(PODS, namespace);
  const owned = (objects: readonly JsonObject[]): readonly JsonObject[] =>
    objects.filter((one) => isOwnedBy(one, uid));
  switch (resource) {
    case PODS:
      return { target, workload, revisions: [], pods: [workload] };
    case DEPLOYMENTS: {
      const sets = owned(mirror.all(REPLICA_SETS, namespace));
      // Where ReplicaSets may not be read, the selector tells which pods are its own.
      const own = sets.length === 0 ? selected(target, pods) : ownedByAny(pods, sets);
      return { target, workload, revisions: sets, pods: own };
    }
    case STATEFUL_SETS:
    case DAEMON_SETS:
      return {
        target,
        workload,
        revisions: owned(mirror.all(CONTROLLER_REVISIONS, namespace)),
        pods: owned(pods),
      };
    case CRON_JOBS: {
      const newest = owned(mirror.all(JOBS, namespace))
        .toSorted((a, b) => bornAt(b) - bornAt(a))
        .slice(0, 1);
      return { target, workload, revisions: newest, pods: ownedByAny(pods, newest) };
    }
    default: {
      const own = owned(pods);
      return {
        target,
        workload,
        revisions: [],
        pods: own.length === 0 && resource !== JOBS ? selected(target, pods) : own,
      };
    }
  }
}

function ownedByAny(pods: readonly JsonObject[], owners: readonly JsonObject[]): readonly JsonObject[] {
  return pods.filter((pod) =>
    owners.some((owner) => isOwnedBy(pod, asText(at(owner, 'metadata', 'uid')) ?? '')),
  );
}

function selected(target: Target, pods: readonly JsonObject[]): readonly JsonObject[] {
  const selector = podSelector(target.resource, target.object);
  if (selector === undefined) return [];
  const matches = parseLabelSelector(selector);
  return pods.filter((pod) => matches(labelsOf(pod)));
}

function bornAt(object: JsonObject): number {
  return asTime(at(object, 'metadata', 'creationTimestamp')) ?? 0;
}
