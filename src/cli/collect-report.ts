import { groupFailures, reportNode, reportPod, reportWorkload, suspectNodes } from '../engine/index.js';
import type { ReportNode, ReportPod, ReportWorkload } from '../domain/report.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { Collection, CollectionResult } from '../sources/source.js';

/** What one reading gave, judged. */
export interface Judged {
  readonly pods: readonly ReportPod[];
  readonly workloads: readonly ReportWorkload[];
  readonly nodes: readonly ReportNode[];
  readonly result: CollectionResult;
}

/** Reads a collection to its end, or to `atMost` pods, and diagnoses what comes. */
export async function judge(
  collection: Collection,
  rulebook: Rulebook,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Judged> {
  const pods: ReportPod[] = [];
  const workloads: ReportWorkload[] = [];
  const nodes: ReportNode[] = [];
  for await (const snapshot of collection.snapshots) {
    if (snapshot.kind === 'pod') pods.push(reportPod(snapshot, rulebook));
    else if (snapshot.kind === 'workload') workloads.push(reportWorkload(snapshot, rulebook));
    else nodes.push(reportNode(snapshot, rulebook));
    if (pods.length >= atMost) break;
  }
  return { pods, workloads, nodes, result: collection.result() };
}

/** The groups of what was judged, with the nodes that may be behind several. */
export function groupsOf({
  pods,
  workloads,
  nodes,
}: Omit<Judged, 'result'>): ReturnType<typeof groupFailures> {
  const groups = groupFailures(pods, workloads);
  return [...suspectNodes(pods, nodes, groups), ...groups];
}
