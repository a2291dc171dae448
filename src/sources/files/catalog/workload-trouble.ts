import { asNumber, asObject, asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { isShortJob } from '../../../domain/kubernetes/wanted-pods.js';

/** Kinds that have conditions and make no pods, so that an unmet one is nobody's crash. */
const NO_WORKLOADS: ReadonlySet<string> = new Set([
  'Node',
  'Namespace',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'APIService',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
  'CertificateSigningRequest',
  'ServiceAccount',
  'StorageClass',
  'Lease',
  'ControllerRevision',
]);

const FAILURES: ReadonlySet<string> = new Set(['ReplicaFailure', 'Failed', 'FailureTarget', 'Degraded']);
const MUST_BE_TRUE: ReadonlySet<string> = new Set(['Available', 'Progressing', 'Ready']);

/** Whether things of this kind may be workloads: of unknown kinds one supposes so. */
export function mayMakePods(kind: string): boolean {
  return !NO_WORKLOADS.has(kind);
}

/** Whether a workload has fewer pods than it wants, or says itself that it failed. */
export function isTroubled(kind: string, object: JsonObject): boolean {
  if (!mayMakePods(kind)) return false;
  const spec = asObject(at(object, 'spec'));
  const status = asObject(at(object, 'status'));
  if (status === undefined) return false;
  if (asObjects(at(status, 'conditions')).some((condition) => isFailure(condition, kind))) return true;
  if (kind === 'DaemonSet') {
    return (asNumber(at(status, 'desiredNumberScheduled')) ?? 0) > (asNumber(at(status, 'numberReady')) ?? 0);
  }
  if (kind === 'Job')
    return (
      isShortJob(object) ||
      ((asNumber(at(status, 'failed')) ?? 0) > 0 && asText(at(status, 'completionTime')) === undefined)
    );
  if (asObject(at(spec, 'template')) === undefined && asNumber(at(status, 'replicas')) === undefined)
    return false;
  const desired = asNumber(at(spec, 'replicas')) ?? (kind === 'CronJob' ? 0 : 1);
  return desired > (asNumber(at(status, 'readyReplicas')) ?? asNumber(at(status, 'ready')) ?? 0);
}

function isFailure(condition: JsonObject, kind: string): boolean {
  const type = asText(at(condition, 'type')) ?? '';
  const status = at(condition, 'status');
  if (FAILURES.has(type)) return status === 'True';
  return kind !== 'Job' && MUST_BE_TRUE.has(type) && status === 'False';
}
