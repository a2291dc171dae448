import { impliedController } from '../../../domain/kubernetes/controller.js';
import { countContainers } from '../../../domain/kubernetes/container-count.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import type { PodSnapshot } from '../../../domain/snapshot.js';
import { toPodSnapshot } from '../../to-snapshot.js';
import { notWhole, type Collecting } from '../collecting.js';
import { resourceOfKind } from '../api/discovery.js';
import type { Reader } from '../api/reader.js';
import { pathOf } from '../api/resources.js';
import { eventsOf, nodeEvents } from './events.js';
import { readSettledLogs } from './settled-logs.js';
import { NO_NODE, absentOf, readNode, readTaints } from './node.js';
import { readOwners } from './owners.js';
import { UNREADABLE, isReadable } from '../../readable.js';
import { readReferences } from './references.js';
import { withoutManagedFields } from './slim.js';

/** Everything that is known of one pod, each part read at the same time. */
export async function podSnapshot(collecting: Collecting, pod: JsonObject): Promise<PodSnapshot> {
  const { reader, options, tally } = collecting;
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const name = asText(at(pod, 'metadata', 'name')) ?? '';
  const nodeName = asText(at(pod, 'spec', 'nodeName'));
  countPod(collecting, pod);
  const unreadable = isReadable(pod) ? [] : [{ ...UNREADABLE, namespace, name }];
  for (const gap of unreadable) notWhole(tally, gap);
  askAhead(reader, pod, namespace);
  const [events, owners, logs, references, node, ofNode, taints] = await Promise.all([
    eventsOf(reader, 'Pod', namespace, name),
    readOwners(
      reader,
      (resource, ns, owner) => reader.get(pathOf(resource, { namespace: ns, name: owner })),
      pod,
    ),
    readSettledLogs(collecting, pod, {
      tailLines: options.tailLines,
      containers: options.containers,
      extent: 'all',
      signal: options.signal,
    }),
    readReferences(reader, pod, collecting.now()),
    nodeName === undefined ? NO_NODE : readNode(reader, nodeName),
    nodeName === undefined ? { events: [], missing: [] } : nodeEvents(reader, nodeName),
    readTaints(reader, pod),
  ]);
  tally.namespaces.add(namespace);
  return toPodSnapshot({
    pod: withoutManagedFields(logs.pod),
    events: events.events,
    ...present('node', node.node),
    ...present('taintedNodes', taints.taintedNodes),
    nodeEvents: ofNode.events,
    owners: owners.owners,
    logs: logs.logs,
    references: [...references.references, ...absentOf(node)],
    missing: [
      ...unreadable,
      ...[events, owners, logs, references, node, ofNode, taints].flatMap((part) => part.missing),
    ],
    now: collecting.now(),
  });
}

/** Names tell who is behind the pod's controller: asked for with it, that is a round trip less. */
function askAhead(reader: Reader, pod: JsonObject, namespace: string): void {
  const implied = impliedController(pod);
  if (implied?.apiVersion === undefined) return;
  const { apiVersion, kind, name } = implied;
  const ask = async (): Promise<void> => {
    const resource = await resourceOfKind(reader, apiVersion, kind);
    if (resource !== undefined) await reader.get(pathOf(resource, { namespace, name }));
  };
  // The reader remembers the answer for who asks for it; a failure is theirs to tell.
  ask().catch(() => undefined);
}

/** Counts a pod that was looked at, with its containers. */
export function countPod({ tally }: Pick<Collecting, 'tally'>, pod: JsonObject): void {
  tally.podsSeen++;
  tally.containersSeen += countContainers(pod);
}
