import type { Missing } from '../domain/evidence.js';
import { asText, at, type JsonObject } from '../domain/values/json.js';
import { readPod, type ContainerView } from '../domain/kubernetes/pod.js';
import { present } from '../domain/values/present.js';
import type {
  ContainerLog,
  EventRecord,
  NodeSnapshot,
  NodeTaints,
  OwnerRecord,
  PodSnapshot,
  ReferenceRecord,
  WorkloadSnapshot,
} from '../domain/snapshot.js';
import { matchEvents } from './events.js';
import { readLog, type Excuse } from './logs.js';
import { newestEvents } from './newest-events.js';
import { removedPod, type RemovedPod } from './removed-pod.js';
import { knownSecrets, maskObject } from './redact/known-secrets.js';
import { redactObject, redactShared } from './redact/redact.js';

/** What a source found out about one pod, raw: not yet matched, bounded or redacted. */
export interface PodMaterial {
  readonly pod: JsonObject;
  /** Events that may be the pod's; those of others are left out here. */
  readonly events: readonly JsonObject[];
  readonly node?: JsonObject;
  /** Of a pod that was refused for taints. */
  readonly taintedNodes?: readonly NodeTaints[] | undefined;
  /** Events that may be the node's. */
  readonly nodeEvents: readonly JsonObject[];
  readonly owners: readonly OwnerRecord[];
  readonly logs: readonly RawLog[];
  readonly references: readonly ReferenceRecord[];
  readonly missing: readonly Missing[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A log as it was read, before it is cut and cleaned. */
export interface RawLog {
  readonly container: string;
  readonly which: 'current' | 'previous';
  /** As the kubelet sent it, perhaps with ANSI colours and hostile bytes. */
  readonly text: string;
  readonly cut: boolean;
}

/** What a pod's own spec shows as a secret is hidden wherever its texts have it. */
function withoutKnown(snapshot: PodSnapshot, raw: JsonObject): PodSnapshot {
  const mask = knownSecrets(raw, snapshot.pod);
  if (mask === undefined) return snapshot;
  return {
    ...snapshot,
    pod: maskObject(snapshot.pod, mask),
    events: snapshot.events.map((record) => ({ ...record, event: maskObject(record.event, mask) })),
    logs: snapshot.logs.map((log) => ({ ...log, lines: log.lines.map(mask) })),
  };
}

/** Matches events to the pod, turns the kubelet's excuses into `missing`, redacts secrets. */
export function toPodSnapshot(material: PodMaterial): PodSnapshot {
  const { pod, node, now } = material;
  const read = material.logs.map((raw) => ({ raw, log: readLog(raw.text, raw.cut) }));
  const logs = read.flatMap(({ raw, log }): readonly ContainerLog[] =>
    log.kind === 'lines'
      ? [
          {
            container: raw.container,
            which: raw.which,
            lines: log.lines,
            ...present('times', log.times),
            cut: log.cut,
          },
        ]
      : [],
  );
  const missed = new Set(
    readPod(pod)
      .containers.filter((container) => hasBegun(container) && !hasOneLog(container, logs))
      .map(({ name }) => name),
  );
  const excuses = read.flatMap(({ raw, log }) =>
    log.kind === 'excuse' && missed.has(raw.container) ? [missingLog(pod, raw, log)] : [],
  );
  const nodeName = asText(at(pod, 'spec', 'nodeName'));
  const nodeSubject = node ?? (nodeName === undefined ? undefined : { metadata: { name: nodeName } });
  const own = newestEvents(matchEvents(pod, 'Pod', material.events, now), 'events');
  const ofNode = newestEvents(
    nodeSubject === undefined ? [] : matchEvents(nodeSubject, 'Node', material.nodeEvents, now),
    'nodeEvents',
  );
  const snapshot: PodSnapshot = {
    kind: 'pod',
    now,
    pod: redactObject(pod),
    events: redactEvents(own.events),
    ...(node === undefined ? {} : { node }),
    ...present('taintedNodes', material.taintedNodes),
    nodeEvents: redactEvents(ofNode.events),
    owners: material.owners.map(redactOwner),
    logs,
    references: material.references.map(redactReference),
    missing: [...material.missing, ...excuses, ...own.gaps, ...ofNode.gaps],
  };
  return withoutKnown(snapshot, pod);
}

/** A container that never ran has no log to miss. */
function hasBegun({ current, last, restartCount }: ContainerView): boolean {
  return (
    current.kind === 'running' || current.kind === 'terminated' || last !== undefined || restartCount > 0
  );
}

/**
 * Of a container that waits both its logs are the one of the instance that died (kubelet
 * pkg/kubelet/kubelet_pods.go validateContainerLogStatus, v1.34), and of two instances that ended
 * the kubelet keeps the newer one alone (pkg/kubelet/kuberuntime/kuberuntime_gc.go evictContainers,
 * one dead container of each by default): who has read that log misses none.
 */
function hasOneLog({ name, current }: ContainerView, logs: readonly ContainerLog[]): boolean {
  const own = logs.filter(({ container }) => container === name);
  if (current.kind === 'terminated') return own.some(({ which }) => which === 'current');
  const isBetween = current.kind === 'waiting' || current.kind === 'none';
  return isBetween && own.some(({ lines }) => lines.length > 0);
}

/** What a source found out about one workload; its events are chosen and redacted here. */
export interface WorkloadMaterial {
  readonly workload: JsonObject;
  readonly kind: string;
  readonly events: readonly JsonObject[];
  /** What stands between it and its pods, newest first, each with its kind. */
  readonly children: readonly { readonly kind: string; readonly object: JsonObject }[];
  readonly podCount: number;
  /** The pod of a Job that was removed with it, and the events that name it. */
  readonly removed?: RemovedPod | undefined;
  readonly missing: readonly Missing[];
  readonly now: number;
}

/** The workload's own events and those of its newest child, which makes the pods. */
export function toWorkloadSnapshot(material: WorkloadMaterial): WorkloadSnapshot {
  const { workload, kind, children, now } = material;
  const newest = children[0];
  const own = newestEvents(matchEvents(workload, kind, material.events, now), 'events');
  const ofNewest = newestEvents(
    newest === undefined ? [] : matchEvents(newest.object, newest.kind, material.events, now),
    'events',
  );
  return {
    kind: 'workload',
    now,
    workload: redactObject(workload),
    events: redactEvents([...own.events, ...ofNewest.events]),
    children: children.map((child) => redactObject(child.object)),
    podCount: material.podCount,
    ...present('removedPod', removedPodOf(material)),
    missing: [...material.missing, ...own.gaps, ...ofNewest.gaps],
  };
}

function removedPodOf({ workload, removed, now }: WorkloadMaterial): PodSnapshot | undefined {
  if (removed === undefined || removed.events.length === 0) return undefined;
  return toPodSnapshot({
    pod: removedPod(workload, removed),
    events: removed.events,
    nodeEvents: [],
    owners: [],
    logs: [],
    references: [],
    missing: [],
    now,
  });
}

/** A node with the events that are its own. */
export function toNodeSnapshot(
  node: JsonObject,
  events: readonly JsonObject[],
  missing: readonly Missing[],
  now: number,
): NodeSnapshot {
  const own = newestEvents(matchEvents(node, 'Node', events, now), 'nodeEvents');
  return { kind: 'node', now, node, events: redactEvents(own.events), missing: [...missing, ...own.gaps] };
}

function redactEvents(records: readonly EventRecord[]): readonly EventRecord[] {
  return records.map((record) => ({ ...record, event: redactObject(record.event) }));
}

function redactOwner(owner: OwnerRecord): OwnerRecord {
  return {
    ...owner,
    ...(owner.object === undefined ? {} : { object: redactShared(owner.object) }),
    ...(owner.revisions === undefined
      ? {}
      : {
          revisions: owner.revisions.map((revision) => ({
            ...revision,
            template: redactShared(revision.template),
          })),
        }),
  };
}

function redactReference(reference: ReferenceRecord): ReferenceRecord {
  return {
    ...reference,
    ...(reference.object === undefined ? {} : { object: redactShared(reference.object) }),
    ...(reference.events === undefined ? {} : { events: redactEvents(reference.events) }),
  };
}

/** A log that could not be had, said the same way by every source. */
export function missingLog(
  pod: JsonObject,
  log: Pick<RawLog, 'container' | 'which'>,
  { why, gone }: Excuse,
): Missing {
  const namespace = asText(at(pod, 'metadata', 'namespace'));
  const isPrevious = log.which === 'previous';
  const isOver = readPod(pod).containers.some(
    ({ name, current }) => name === log.container && current.kind === 'terminated',
  );
  return {
    what: isPrevious ? 'previousLog' : 'log',
    ...(namespace === undefined ? {} : { namespace }),
    name: log.container,
    why,
    ...present('gone', gone),
    costs: isPrevious
      ? `what ${log.container} wrote ${isOver ? 'in the life before this one' : 'before it ended'} cannot be read`
      : `what ${log.container} ${isOver ? 'wrote' : 'writes'} cannot be read`,
  };
}
