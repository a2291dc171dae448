import { reportWorkload } from '../../../engine/index.js';
import type { ReportNode, ReportPod } from '../../../domain/report/report.js';
import type { Rulebook } from '../../../domain/rules/rulebook.js';
import type { Cluster } from '../../../sources/cluster/index.js';
import type { CollectionResult, NamedObject, Selection } from '../../../sources/source.js';
import { addNode, judgePod } from '../../collect-report.js';
import { collectOptions } from '../collect-options.js';
import type { ScanArguments, ScanRequest } from '../request.js';
import { keyOf, type Picture } from './picture.js';

/** An object of the cluster, by resource, namespace and name. */
export interface Place extends NamedObject {
  readonly namespace: string;
}

/** Reads and judges what changed, and puts it into the picture. */
export interface Reading {
  /** What is not found in trouble any more leaves the picture. */
  readonly places: (places: readonly Place[]) => Promise<void>;
  /** All that was named on the command line, anew; undefined when it was interrupted. */
  readonly names: () => Promise<CollectionResult | undefined>;
}

interface ReadingOptions {
  readonly cluster: Cluster;
  readonly parsed: ScanArguments;
  readonly request: ScanRequest;
  readonly rulebook: Rulebook;
  readonly signal: AbortSignal;
  readonly picture: Picture;
}

/** Reads through the source of `options` and keeps its picture. */
export function createReading(options: ReadingOptions): Reading {
  const { request, picture } = options;
  return {
    places: async (places) => {
      const namespaces = [...new Set(places.map(({ namespace }) => namespace))];
      await Promise.all(
        namespaces.map(async (namespace) => {
          const names = places.filter((place) => place.namespace === namespace);
          const found = await read(options, { namespaces: [namespace], all: false, names });
          if (found === undefined) return;
          for (const { resource, name } of names) {
            const key = keyOf(resource, namespace, name);
            if (resource === 'pods' && !found.keys.has(key)) picture.pods.delete(key);
            if (resource !== 'pods' && !found.keys.has(key)) picture.workloads.delete(key);
          }
          picture.gaps.set(namespace, found.result);
        }),
      );
      forgetNodes(picture);
    },
    names: async () => {
      const found = await read(options, request.selection);
      if (found === undefined) return undefined;
      for (const held of [picture.pods, picture.workloads]) {
        for (const key of held.keys()) if (!found.keys.has(key)) held.delete(key);
      }
      forgetNodes(picture);
      picture.gaps.set('', found.result);
      picture.named = found.result;
      return found.result;
    },
  };
}

interface Found {
  readonly keys: ReadonlySet<string>;
  readonly result: CollectionResult;
}

/** Undefined when it was interrupted: then it is not known what is missing. */
async function read(options: ReadingOptions, selection: Selection): Promise<Found | undefined> {
  const { cluster, parsed, request, rulebook, signal, picture } = options;
  const collection = cluster.collect(selection, { ...collectOptions(parsed, request), signal });
  const keys = new Set<string>();
  const nodes = new Map<string, ReportNode>();
  for await (const snapshot of collection.snapshots) {
    if (signal.aborted) return undefined;
    if (snapshot.kind === 'pod') {
      const pod = judgePod(snapshot, rulebook);
      const key = keyOf('pods', pod.namespace, pod.name);
      keys.add(key);
      picture.pods.set(key, pod);
      addNode(nodes, snapshot, rulebook);
    } else if (snapshot.kind === 'workload') {
      const workload = reportWorkload(snapshot, rulebook);
      const key = keyOf(pluralOf(workload.kind), workload.namespace, workload.name);
      keys.add(key);
      picture.workloads.set(key, workload);
    }
  }
  for (const node of nodes.values()) picture.nodes.set(node.name, node);
  return signal.aborted ? undefined : { keys, result: collection.result() };
}

/** A node is of interest while a pod in trouble is on it. */
function forgetNodes(picture: Picture): void {
  const used = new Set([...picture.pods.values()].map((pod: ReportPod) => pod.node));
  for (const name of picture.nodes.keys()) if (!used.has(name)) picture.nodes.delete(name);
}

/** The kinds that are watched have regular plurals. */
function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`;
}
