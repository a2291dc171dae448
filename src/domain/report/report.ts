import type { CauseId } from '../rules/cause.js';
import type { Evidence, Missing } from '../evidence.js';
import type { ReportGonePod } from './gone.js';
import type { ReportScope, ReportSource, ReportSummary } from './looked-at.js';
import type { ContainerKind } from '../kubernetes/pod.js';
import type { ReportCheck } from './report-check.js';
import type { RevisionChange } from '../kubernetes/revision-change.js';
import type { Confidence, Heals, RemediationStep, Severity } from '../rules/rule.js';

/**
 * The report: the machine-readable contract of `-o json|yaml`, published as
 * schema/report.schema.json. Fields are only added within a version. Times are RFC 3339 in UTC.
 */
export interface Report {
  readonly apiVersion: 'exitdiag.github.io/v1alpha1';
  readonly kind: 'Report';
  /** When this was made; with recorded input the same as `now`. */
  readonly generatedAt: string;
  /** The time that ages count from. */
  readonly now: string;
  readonly tool: { readonly name: 'kubectl-exitdiag'; readonly version: string };
  readonly command: string;
  readonly source: ReportSource;
  readonly scope: ReportScope;
  /** False when a pod or workload of the selection may not have been looked at at all. */
  readonly complete: boolean;
  readonly missing: readonly Missing[];
  readonly summary: ReportSummary;
  readonly groups: readonly ReportGroup[];
  readonly workloads: readonly ReportWorkload[];
  readonly nodes: readonly ReportNode[];
  readonly pods: readonly ReportPod[];
  readonly check?: ReportCheck;
  /** Pods that were asked for by name, are no more, and have left events; they count in no summary. */
  readonly gone?: readonly ReportGonePod[];
}

/** An object of the cluster, by its name. */
export interface ObjectReference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The workload that a person made, of which the pod is one. */
export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly revision?: string;
  /** Pods that it wants, where that could be seen. */
  readonly desired?: number;
  /** Of these, how many are ready. */
  readonly ready?: number;
  /** Ready pods of older revisions, in a rollout to this pod's. */
  readonly readyOfOlder?: number;
  /** What its newest revision changed, of the last day, where its pod has a finding. */
  readonly change?: RevisionChange;
}

/** An end that is no failure, and why. */
export interface BenignEntry {
  readonly cause: CauseId;
  readonly why: string;
}

/** A cause with what it is worth, what shows it and what to do. */
export interface Diagnosis {
  /** From 1 within its container, pod, workload or node. */
  readonly rank: number;
  readonly ruleId: string;
  readonly cause: CauseId;
  readonly title: string;
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly heals: Heals;
  /** Whether it explains the state now or the end of the instance before. */
  readonly about: 'current' | 'last';
  /** With a baseline: true when it was known before. */
  readonly known?: boolean;
  /** The one object, registry or endpoint that it is about, where that is known: others may wait for it too. */
  readonly concerns?: ObjectReference;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
  readonly remediation: readonly RemediationStep[];
  readonly references: readonly string[];
}

/** A pod that was looked at, and what is told of it. What its containers tell stands with them. */
export interface ReportPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly createdAt?: string;
  /** When a pod that is over ended, as far as its conditions and containers tell. */
  readonly endedAt?: string;
  readonly owner?: OwnerReference;
  readonly node?: string;
  readonly phase: string;
  readonly reason?: string;
  /** What kubectl's STATUS column would say. */
  readonly status: string;
  /** Ready containers of all that count, as kubectl's READY column: `1/2`. */
  readonly readiness: string;
  readonly benign?: BenignEntry;
  readonly missing: readonly Missing[];
  readonly diagnoses: readonly Diagnosis[];
  readonly containers: readonly ReportContainer[];
}

/** A container of a pod: what it does now, how it last ended, and why. */
export interface ReportContainer {
  readonly name: string;
  readonly kind: ContainerKind;
  readonly image: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly current: ReportState;
  readonly last?: ReportTermination;
  /** When its restart was first put off, as far as events still tell. */
  readonly backOffSince?: string;
  readonly benign?: BenignEntry;
  readonly diagnoses: readonly Diagnosis[];
}

/** `current` of a container: what it does now. */
export interface ReportState {
  readonly state: 'running' | 'waiting' | 'terminated' | 'none';
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly durationSeconds?: number;
  readonly outcome?: 'exited' | 'signalled' | 'unknown';
  /** When the next start is due, where the back-off message tells. */
  readonly nextTryInSeconds?: number;
}

/** `last` of a container: the one end that the kubelet keeps. */
export interface ReportTermination {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly durationSeconds?: number;
  readonly outcome: 'exited' | 'signalled' | 'unknown';
}

/** A place in a file of the user's own. */
export interface FilePlace {
  /** Relative to the working directory where it lies below that; its parts joined by `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** A workload, with what is wrong with it beside its pods: mostly that it gets none. */
export interface ReportWorkload {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  /** Its controller: the CronJob of a Job. */
  readonly owner?: ObjectReference;
  readonly generation?: number;
  readonly observedGeneration?: number;
  readonly revision?: string;
  readonly desired?: number;
  readonly ready?: number;
  /** When its pods could first not be made or it was given up; else when it was made. */
  readonly since?: string;
  readonly verdict?: string;
  /** Where the manifest of `check -f` names it. */
  readonly place?: FilePlace;
  readonly diagnoses: readonly Diagnosis[];
}

/** A node of pods in trouble: its conditions, and what is wrong with it. */
export interface ReportNode {
  readonly name: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly since?: string;
  }[];
  readonly diagnoses: readonly Diagnosis[];
}

/** Failures with one cause and one subject. */
export interface ReportGroup {
  /** Cause, subject kind, namespace, name and container: stable over runs and over pods. */
  readonly key: string;
  readonly by: 'owner' | 'node' | 'registry' | 'object' | 'endpoint';
  readonly subject: ObjectReference;
  readonly owners: readonly OwnerReference[];
  readonly revisions: readonly string[];
  readonly cause: CauseId;
  /** By how many of the pods that its owners want are hit; else that of its worst diagnosis. */
  readonly severity: Severity;
  readonly diagnosis: Diagnosis;
  readonly count: number;
  readonly nodes: readonly string[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly members: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly container?: string;
  }[];
  /** What the members show only together: the newest revision fails while an older one serves. */
  readonly note?: string;
  /** Keys of groups that this one may explain (`by: node`). */
  readonly explains?: readonly string[];
  /** The command to look closer. */
  readonly closer: string;
}
