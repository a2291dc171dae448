import { asBoolean, asObjects, asText, at, type JsonObject } from '../values/json.js';
import { present } from '../values/present.js';
import { asTime } from '../values/time.js';

/** Who made an object and looks after it. */
export interface Controller {
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  readonly apiVersion?: string;
}

/**
 * `metadata.ownerReferences`' controller, if the pod has one. The node that a static pod names
 * (kubelet pkg/kubelet/pod/mirror_client.go CreateMirrorPod, v1.34) is no workload: it has no
 * revisions and no replicas, and nobody edits the pod there.
 */
export function controllerOf(raw: JsonObject): Controller | undefined {
  const owners = asObjects(at(raw, 'metadata', 'ownerReferences'));
  const owner = owners.find((o) => asBoolean(at(o, 'controller')) === true);
  const kind = asText(at(owner, 'kind'));
  const name = asText(at(owner, 'name'));
  if (kind === undefined || name === undefined || kind === 'Node') return undefined;
  return {
    kind,
    name,
    ...present('uid', asText(at(owner, 'uid'))),
    ...present('apiVersion', asText(at(owner, 'apiVersion'))),
  };
}

/** Labels that hold the hash by which a maker of ReplicaSets names each of them and their pods. */
const HASHES = [
  // pkg/controller/deployment/sync.go getNewReplicaSet, 1.34
  { label: 'pod-template-hash', kind: 'Deployment', apiVersion: 'apps/v1' },
  // argo-rollouts pkg/apis/rollouts/v1alpha1/types.go DefaultRolloutUniqueLabelKey
  { label: 'rollouts-pod-template-hash', kind: 'Rollout', apiVersion: 'argoproj.io/v1alpha1' },
] as const;

/** How the hash of a pod template reads: the digits of a number (apimachinery pkg/util/rand SafeEncodeString, v0.34). */
const HASH_IN_NAME = /^(.+)-[4-9bcdf]{6,10}$/;

const MINUTE_MS = 60_000;
/** How late after its time a Job may still be made: `startingDeadlineSeconds` has no upper bound. */
const LATEST_MINUTES = 7 * 24 * 60;

/**
 * Who is behind a pod's controller, by the names alone, where the controller itself cannot be read:
 * a failure keeps its owner, and so the key of its group, without the right to read ReplicaSets. A
 * CronJob names a Job for itself and the minute that it was due (pkg/controller/cronjob/utils.go
 * getTimeHashInMinutes, 1.34).
 */
export function impliedController(pod: JsonObject): Controller | undefined {
  const controller = controllerOf(pod);
  if (controller?.kind === 'ReplicaSet') {
    for (const { label, kind, apiVersion } of HASHES) {
      const hash = asText(at(pod, 'metadata', 'labels', label));
      if (hash !== undefined && controller.name.endsWith(`-${hash}`))
        return { kind, name: controller.name.slice(0, -hash.length - 1), apiVersion };
    }
    // A ReplicaSet finds its pods by their labels: where there are none, who copied the pod left them out.
    const [, name] = HASH_IN_NAME.exec(controller.name) ?? [];
    if (name !== undefined && at(pod, 'metadata', 'labels') === undefined)
      return { kind: 'Deployment', name, apiVersion: 'apps/v1' };
  }
  if (controller?.kind !== 'Job') return undefined;
  const [, name, minute] = /^(.+)-(\d{8,9})$/.exec(controller.name) ?? [];
  const createdAt = asTime(at(pod, 'metadata', 'creationTimestamp'));
  if (name === undefined || createdAt === undefined) return undefined;
  const late = createdAt / MINUTE_MS - Number(minute);
  return late > -1 && late < LATEST_MINUTES ? { kind: 'CronJob', name, apiVersion: 'batch/v1' } : undefined;
}
