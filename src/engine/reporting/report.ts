import type { Missing } from '../../domain/evidence.js';
import { readConditions } from '../../domain/kubernetes/condition.js';
import { asNumber, asText, at, type JsonObject } from '../../domain/values/json.js';
import { diagnosesOf } from '../../domain/report/diagnoses.js';
import { deploymentRevision } from '../../domain/kubernetes/deployment-revision.js';
import { controllerOf } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type {
  Report,
  ReportGroup,
  ReportNode,
  ReportPod,
  ReportWorkload,
} from '../../domain/report/report.js';
import type { ReportScope, ReportSource, ReportSummary } from '../../domain/report/looked-at.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { NodeSnapshot, PodSnapshot, WorkloadSnapshot } from '../../domain/snapshot.js';
import { asTime, toTimestamp } from '../../domain/values/time.js';
import { readyPods, wantedPods } from '../../domain/kubernetes/wanted-pods.js';
import { diagnoseWorkload } from '../diagnosis/diagnose-workload.js';
import { diagnoseNode, diagnosePod } from '../diagnosis/diagnose.js';
import { toReportPod } from './report-pod.js';

/** Everything that a report is made of, once all snapshots were diagnosed. */
export interface ReportParts {
  readonly version: string;
  readonly command: string;
  readonly source: ReportSource;
  readonly scope: ReportScope;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly generatedAt: number;
  readonly complete: boolean;
  readonly missing: readonly Missing[];
  readonly podsSeen: number;
  readonly containersSeen: number;
  /** Pods and workloads with a finding that the options left out. */
  readonly leftOut?: number;
  readonly groups: readonly ReportGroup[];
  readonly workloads: readonly ReportWorkload[];
  readonly nodes: readonly ReportNode[];
  readonly pods: readonly ReportPod[];
}

/** Diagnoses one pod into the report's shape. */
export function reportPod(snapshot: PodSnapshot, rulebook: Rulebook): ReportPod {
  return toReportPod(snapshot, diagnosePod(snapshot, rulebook));
}

/** Diagnoses one workload into the report's shape. */
export function reportWorkload(snapshot: WorkloadSnapshot, rulebook: Rulebook): ReportWorkload {
  const { workload } = snapshot;
  const number = (...path: readonly string[]): number | undefined => asNumber(at(workload, ...path));
  return {
    namespace: asText(at(workload, 'metadata', 'namespace')) ?? 'default',
    kind: asText(at(workload, 'kind')) ?? 'Unknown',
    name: asText(at(workload, 'metadata', 'name')) ?? '',
    ...present('uid', asText(at(workload, 'metadata', 'uid'))),
    ...present('owner', ownerOf(workload)),
    ...present('generation', number('metadata', 'generation')),
    ...present('observedGeneration', number('status', 'observedGeneration')),
    ...present('revision', deploymentRevision(workload)),
    ...present('desired', wantedPods(workload)),
    ...present('ready', readyPods(workload)),
    ...present('since', failingSince(workload)),
    diagnoses: diagnoseWorkload(snapshot, rulebook).diagnoses,
  };
}

function ownerOf(workload: JsonObject): ReportWorkload['owner'] {
  const owner = controllerOf(workload);
  return owner === undefined ? undefined : { kind: owner.kind, name: owner.name };
}

/** When its pods could first not be made or it was given up; else when it was made. */
function failingSince(workload: JsonObject): string | undefined {
  const failure = readConditions(workload).find(
    ({ type, status }) => (type === 'ReplicaFailure' || type === 'Failed') && status === 'True',
  );
  const since = failure?.at ?? asTime(at(workload, 'metadata', 'creationTimestamp'));
  return since === undefined ? undefined : toTimestamp(since);
}

/** Diagnoses one node into the report's shape. */
export function reportNode(snapshot: NodeSnapshot, rulebook: Rulebook): ReportNode {
  return {
    name: asText(at(snapshot.node, 'metadata', 'name')) ?? '',
    conditions: readConditions(snapshot.node).map((c) => ({
      type: c.type,
      status: c.status,
      ...(c.reason === '' ? {} : { reason: c.reason }),
      ...present('since', c.at === undefined ? undefined : toTimestamp(c.at)),
    })),
    diagnoses: diagnoseNode(snapshot, rulebook).diagnoses,
  };
}

/** Assembles the report; judges nothing. */
export function buildReport(parts: ReportParts): Report {
  return {
    apiVersion: 'exitdiag.github.io/v1alpha1',
    kind: 'Report',
    generatedAt: toTimestamp(parts.generatedAt),
    now: toTimestamp(parts.now),
    tool: { name: 'kubectl-exitdiag', version: parts.version },
    command: parts.command,
    source: parts.source,
    scope: parts.scope,
    complete: parts.complete,
    missing: parts.missing,
    summary: summarise(parts),
    groups: parts.groups,
    workloads: parts.workloads,
    nodes: parts.nodes,
    pods: parts.pods,
  };
}

/** Counts the first diagnosis of each container and of each pod, workload and node. */
function summarise(parts: ReportParts): ReportSummary {
  const subjects = [
    ...parts.pods.flatMap((p) => [p.diagnoses, ...p.containers.map((c) => c.diagnoses)]),
    ...parts.workloads.map((w) => w.diagnoses),
    ...parts.nodes.map((n) => n.diagnoses),
  ];
  const firsts = subjects.flatMap((diagnoses) => diagnoses[0] ?? []);
  return {
    pods: parts.podsSeen,
    containers: parts.containersSeen,
    diagnosed: parts.pods.filter((p) => diagnosesOf(p).length > 0).length,
    benign: parts.pods.reduce(
      (sum, p) =>
        sum + Number(p.benign !== undefined) + p.containers.filter((c) => c.benign !== undefined).length,
      0,
    ),
    ...(parts.leftOut === undefined || parts.leftOut === 0 ? {} : { leftOut: parts.leftOut }),
    byCause: tally(firsts.map((d) => d.cause)),
    bySeverity: tally(firsts.map((d) => d.severity)),
  };
}

function tally(keys: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
