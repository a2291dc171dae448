import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { present } from '../../../domain/values/present.js';
import type { OwnerRecord, PodSnapshot, ReferenceRecord } from '../../../domain/snapshot.js';
import { matchEvents } from '../../events.js';
import { UNREADABLE, isReadable } from '../../readable.js';
import { toPodSnapshot } from '../../to-snapshot.js';
import { whyNot } from '../api/missing.js';
import { onlyNamed } from '../api/only-named.js';
import { PODS, REPLICA_SETS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { readSettledLogs } from '../pod/settled-logs.js';
import { readOwners, revisionsAmong, type Owners, type ReadOwner } from '../pod/owners.js';
import { NO_NODE, absentOf, readTaints } from '../pod/node.js';
import { readMadeSince } from '../pod/references.js';
import { withoutManagedFields } from '../pod/slim.js';
import type { EventIndex, NamespaceFacts } from './namespace-facts.js';
import { claimNames } from './namespace-facts.js';
import type { Nodes } from './nodes.js';
import type { Candidate } from './wire/seen-pod.js';
import { ownerKey } from '../workload/short-workload.js';
import type { Workloads } from './workloads.js';

/** What one pod of a scan is read with. */
export interface ScanPodWith {
  readonly collecting: Collecting;
  readonly facts: NamespaceFacts;
  readonly nodes: Nodes;
  /** What the lists of workloads told already. */
  readonly workloads: KnownWorkloads;
}

/** The lists of workloads of all namespaces that were read. */
export type KnownWorkloads = Pick<Workloads, 'owners' | 'refused'>;

/** A candidate with everything that a scan reads of it: little of its own, the rest from lists. */
export async function scanPod(having: ScanPodWith, candidate: Candidate): Promise<PodSnapshot> {
  const { collecting, facts, nodes } = having;
  const { options } = collecting;
  const { pod, missing: vanished } = await wholePod(collecting, candidate);
  const nodeName = asText(at(pod, 'spec', 'nodeName'));
  const [events, owners, logs, node, taints] = await Promise.all([
    facts.events(),
    ownersOf(having, pod),
    vanished.length > 0
      ? { pod, logs: [], missing: [] }
      : readSettledLogs(collecting, pod, {
          tailLines: options.tailLines,
          containers: options.containers,
          extent: 'one',
          signal: options.signal,
        }),
    nodeName === undefined ? NO_NODE : nodes.read(nodeName),
    readTaints(collecting.reader, pod),
  ]);
  const object = node.node;
  const ofNode =
    nodeName === undefined ? { events: [], missing: [] } : await nodes.eventsOf(object, nodeName);
  const ofPod = events.of('Pod', asText(at(pod, 'metadata', 'name')) ?? '');
  return toPodSnapshot({
    pod: logs.pod,
    events: ofPod,
    ...(object === undefined ? {} : { node: object }),
    ...present('taintedNodes', taints.taintedNodes),
    nodeEvents: ofNode.events,
    owners: owners.owners,
    logs: logs.logs,
    references: [
      ...claims(pod, events, collecting.now()),
      ...(await readMadeSince(collecting.reader, pod, ofPod)),
      ...absentOf(node),
    ],
    missing: [
      ...vanished,
      ...events.missing,
      ...owners.missing,
      ...logs.missing,
      ...node.missing,
      ...taints.missing,
      ...ofNode.missing,
    ],
    now: collecting.now(),
  });
}

/** The claims of the pod of which events tell. */
function claims(pod: JsonObject, events: EventIndex, now: number): readonly ReferenceRecord[] {
  const kind = 'PersistentVolumeClaim';
  return claimNames(pod).flatMap((name) => {
    const ofClaim = events.of(kind, name);
    return ofClaim.length === 0
      ? []
      : [
          {
            kind,
            name,
            exists: true,
            events: matchEvents({ metadata: { name } }, kind, ofClaim, now),
          } as const,
        ];
  });
}

/** A pod of which only the first look is known is read whole; by now it may be gone. */
async function wholePod(
  { transport, options }: Collecting,
  { namespace, name, text, isWhole }: Candidate,
): Promise<{ readonly pod: JsonObject; readonly missing: readonly Missing[] }> {
  const known = JSON.parse(text.toString('utf8')) as JsonObject;
  if (isWhole) return { pod: known, missing: [] };
  const answer = onlyNamed(
    await transport.get(pathOf(PODS, { namespace, name }), { signal: options.signal }),
    name,
  );
  if (answer.kind === 'ok' && isReadable(answer.body))
    return { pod: withoutManagedFields(answer.body), missing: [] };
  const why =
    answer.kind === 'ok'
      ? UNREADABLE.why
      : answer.kind === 'not-found'
        ? 'the pod went away during the scan'
        : whyNot(answer);
  return {
    pod: known,
    missing: [
      { what: 'status', namespace, name, why, costs: 'only its state is known, not what it was made of' },
    ],
  };
}

/** ReplicaSets come from the namespace's list, Deployments and others from the lists of workloads. */
async function ownersOf({ collecting, facts, workloads }: ScanPodWith, pod: JsonObject): Promise<Owners> {
  const isOfSet = controllerOf(pod)?.kind === 'ReplicaSet';
  const sets = isOfSet ? await facts.replicaSets() : undefined;
  const readOwner: ReadOwner = async (resource, namespace, name) => {
    const isSet = resource === REPLICA_SETS;
    const known = isSet
      ? sets?.byName.get(name)
      : workloads.owners.get(ownerKey(resource.kind, namespace, name));
    if (known !== undefined) return { kind: 'ok', body: known };
    const refusal = isSet ? sets?.end : workloads.refused.get(resource.kind);
    return refusal ?? collecting.reader.get(pathOf(resource, { namespace, name }));
  };
  const chain = await readOwners(collecting.reader, readOwner, pod, 'without revisions');
  return {
    owners: chain.owners.map((owner): OwnerRecord =>
      owner.kind === 'Deployment' && owner.object !== undefined && sets !== undefined
        ? { ...owner, revisions: revisionsAmong(owner.object, [...sets.byName.values()]) }
        : owner,
    ),
    missing: [...chain.missing, ...(sets?.missing ?? [])],
  };
}
