import type { Missing } from './evidence.js';
import type { JsonObject } from './values/json.js';

/**
 * What is known of one subject at one time. The engine reads nothing else: the same snapshot
 * gives the same report on any machine at any time.
 */
export type Snapshot = PodSnapshot | WorkloadSnapshot | NodeSnapshot;

interface SnapshotBase {
  /** Milliseconds since the epoch: the server's `Date`, or the newest timestamp of the files. */
  readonly now: number;
  readonly missing: readonly Missing[];
}

/** A pod with all that could be seen of it at one time. */
export interface PodSnapshot extends SnapshotBase {
  readonly kind: 'pod';
  /** The pod as the API tells it, unchanged. */
  readonly pod: JsonObject;
  /** Events that name this pod, any order. */
  readonly events: readonly EventRecord[];
  readonly node?: JsonObject;
  /** All nodes that could be seen: only of a pod that the scheduler refused for taints. */
  readonly taintedNodes?: readonly NodeTaints[];
  /** Events that name the pod's node. */
  readonly nodeEvents: readonly EventRecord[];
  /** Controllers, nearest first: ReplicaSet, then Deployment. */
  readonly owners: readonly OwnerRecord[];
  readonly logs: readonly ContainerLog[];
  readonly references: readonly ReferenceRecord[];
}

/** `spec.taints` of one node. */
export interface NodeTaints {
  readonly name: string;
  readonly taints: readonly JsonObject[];
}

/** A workload without a pod to look at, or one whose own conditions and events matter. */
export interface WorkloadSnapshot extends SnapshotBase {
  readonly kind: 'workload';
  readonly workload: JsonObject;
  /** Events that name the workload or, for a Deployment, its newest ReplicaSet. */
  readonly events: readonly EventRecord[];
  /** Objects that stand between the workload and its pods (a Deployment's ReplicaSets). */
  readonly children: readonly JsonObject[];
  readonly podCount: number;
  /** Of a Job that has no pods any more: the last one, as its template and the events tell it. */
  readonly removedPod?: PodSnapshot;
}

/** A node with its events. */
export interface NodeSnapshot extends SnapshotBase {
  readonly kind: 'node';
  readonly node: JsonObject;
  readonly events: readonly EventRecord[];
}

/** An event as the API tells it, and how it was matched to its object. */
export interface EventRecord {
  /** The event as the API tells it (core/v1 shape). */
  readonly event: JsonObject;
  /**
   * `uid`: both sides had one and they agree. `name`: one side had none, so kind, namespace and
   * name agreed and the time lies in the subject's life: the evidence says so.
   */
  readonly matchedBy: 'uid' | 'name';
}

/** A controller above the pod; `object` only where it could be read. */
export interface OwnerRecord {
  readonly kind: string;
  readonly name: string;
  /** Absent when it could not be read; then a Missing says why. */
  readonly object?: JsonObject;
  /** The revisions it keeps, newest first (a Deployment's ReplicaSets). */
  readonly revisions?: readonly RevisionRecord[];
}

/** A revision that its owner still keeps. */
export interface RevisionRecord {
  readonly revision: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** The pod template: `spec.template`. */
  readonly template: JsonObject;
}

/**
 * The tail of one container's log. In `kubectl logs` terms: `current` is without `--previous`.
 * The engine works out which instance that is (a waiting container's "current" log is that of
 * the instance that died: kubelet pkg/kubelet/kubelet_pods.go validateContainerLogStatus, 1.34).
 */
export interface ContainerLog {
  readonly container: string;
  readonly which: 'current' | 'previous';
  /** The lines, redacted, without trailing line breaks. */
  readonly lines: readonly string[];
  /** When the runtime took each line from the program, in milliseconds since the epoch, where that is known. */
  readonly times?: readonly number[];
  /** True when the first line held may not be the log's first line. */
  readonly cut: boolean;
}

/** Whether an object that the pod names exists. Never holds a value of a Secret. */
export interface ReferenceRecord {
  readonly kind:
    | 'ConfigMap'
    | 'Secret'
    | 'PersistentVolumeClaim'
    | 'ServiceAccount'
    | 'PersistentVolume'
    | 'StorageClass'
    | 'PriorityClass'
    | 'RuntimeClass'
    /** Only of the node that the pod is bound to, where that does not exist. */
    | 'Node';
  readonly name: string;
  readonly exists: boolean;
  /** How long it has been there, in the server's words (`5s`), where those were asked for. */
  readonly age?: string;
  /** The keys it has, where that could be seen without reading values of a Secret. */
  readonly keys?: readonly string[];
  /** The object itself, for a claim: its phase and events matter. Never for a Secret or ConfigMap. */
  readonly object?: JsonObject;
  readonly events?: readonly EventRecord[];
  /** Names alike that do exist, nearest first. */
  readonly nearest?: readonly string[];
}
