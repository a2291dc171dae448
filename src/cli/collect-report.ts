import {
  groupFailures,
  reportNode,
  reportPod,
  reportWorkload,
  suspectNodes,
  type ReportParts,
} from '../engine/index.js';
import { asText, at } from '../domain/values/json.js';
import type { ReportNode, ReportPod, ReportWorkload } from '../domain/report/report.js';
import type { Rulebook } from '../domain/rules/rulebook.js';
import type { PodSnapshot } from '../domain/snapshot.js';
import type { Collection, CollectionResult } from '../sources/source.js';
import type { Context } from './command.js';
import { commandLine } from './command-line.js';
import type { Io } from './io.js';
import { VERSION } from './version.js';

/** What one reading gave, judged. */
export interface Judged {
  readonly pods: readonly ReportPod[];
  readonly workloads: readonly ReportWorkload[];
  readonly nodes: readonly ReportNode[];
  readonly result: CollectionResult;
}

/**
 * Reads a collection to its end, or to `atMost` pods, and diagnoses what comes. With
 * `nodesOf: 'pods'` the nodes of these pods are diagnosed too.
 */
export async function judge(
  collection: Collection,
  rulebook: Rulebook,
  atMost = Number.POSITIVE_INFINITY,
  nodesOf: 'pods' | 'none' = 'none',
): Promise<Judged> {
  const pods: ReportPod[] = [];
  const workloads: ReportWorkload[] = [];
  const nodes = new Map<string, ReportNode>();
  for await (const snapshot of collection.snapshots) {
    if (snapshot.kind === 'pod') {
      pods.push(judgePod(snapshot, rulebook));
      if (nodesOf === 'pods') addNode(nodes, snapshot, rulebook);
    } else if (snapshot.kind === 'workload') workloads.push(reportWorkload(snapshot, rulebook));
    else {
      const node = reportNode(snapshot, rulebook);
      nodes.set(node.name, node);
    }
    if (pods.length >= atMost) break;
  }
  return { pods, workloads, nodes: [...nodes.values()], result: collection.result() };
}

/**
 * What is told of a pod, as a copy that holds nothing but its own text: what is cut out of a log or a
 * message refers to all of it (V8's sliced strings), so that a scan would hold every log that it read.
 */
export function judgePod(snapshot: PodSnapshot, rulebook: Rulebook): ReportPod {
  return JSON.parse(JSON.stringify(reportPod(snapshot, rulebook))) as ReportPod;
}

/** Adds the node that the pod is on, once. */
export function addNode(nodes: Map<string, ReportNode>, snapshot: PodSnapshot, rulebook: Rulebook): void {
  const { node, nodeEvents: events, now } = snapshot;
  const name = asText(at(node, 'metadata', 'name'));
  if (node === undefined || name === undefined || nodes.has(name)) return;
  nodes.set(name, reportNode({ kind: 'node', node, events, now, missing: [] }, rulebook));
}

type Collected =
  'version' | 'command' | 'source' | 'now' | 'generatedAt' | 'complete' | 'podsSeen' | 'containersSeen';

/** What a report says of the collection that it was made from; one of files is the same whenever it is made. */
export function collectedParts(
  { source, now, complete, podsSeen, containersSeen }: CollectionResult,
  { typed }: Context,
  io: Io,
): Pick<ReportParts, Collected> {
  return {
    version: VERSION,
    command: commandLine(typed),
    source,
    now,
    generatedAt: source.kind === 'files' ? now : io.now(),
    complete,
    podsSeen,
    containersSeen,
  };
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
