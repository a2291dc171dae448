import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import type { ReferenceRecord } from '../../../domain/snapshot.js';
import { matchEvents } from '../../events.js';
import { nearestNames } from '../../nearest.js';
import { isRefusedForTaints, taintsOf } from '../../refused-for-taints.js';
import { referencesOf, type PodReference } from '../../references.js';
import type { CollectOptions } from '../../source.js';
import type { PodMaterial } from '../../to-snapshot.js';
import { keyOf, type Catalog, type PodEntry } from '../catalog/catalog.js';
import { splitKey, type Chains } from '../catalog/chain.js';
import { HAS_CHANGED, notInFiles } from '../gaps.js';
import { podLogs } from './pod-logs.js';

/** Everything that the files hold about one pod. */
export function podMaterial(
  catalog: Catalog,
  chains: Chains,
  entry: PodEntry,
  pod: JsonObject,
  now: number,
  options: Pick<CollectOptions, 'tailLines' | 'containers'>,
): PodMaterial {
  const { namespace, name, nodeName } = entry;
  const node = nodeName === '' ? undefined : objectAt(catalog, keyOf('Node', '', nodeName));
  const owners = chains.ownersOf(entry).map((key) => chains.toRecord(key));
  const { logs, missing: missingLogs } = podLogs(catalog, entry, pod, options);
  const ownKey = keyOf('Pod', namespace, name);
  const events = eventsOf(catalog, ownKey);
  const missing: Missing[] = [];
  if (events.length < (catalog.events.get(ownKey)?.length ?? 0))
    missing.push(notInFiles('events', HAS_CHANGED, { namespace }));
  if (!areEventsKnown(catalog, namespace))
    missing.push(notInFiles('events', 'not in the files', { namespace }));
  if (nodeName !== '' && node === undefined)
    missing.push(notInFiles('node', 'not in the files', { name: nodeName }));
  if (nodeName !== '' && !areEventsKnown(catalog, 'Node') && !areEventsKnown(catalog, 'default')) {
    missing.push(
      notInFiles('nodeEvents', 'not in the files: they lie in namespace default', { name: nodeName }),
    );
  }
  const absent = owners.find((owner) => owner.object === undefined);
  if (absent !== undefined) {
    missing.push(
      notInFiles('owner', `${absent.kind} ${absent.name} is not in the files`, {
        namespace,
        name: absent.name,
      }),
    );
  }
  missing.push(...missingLogs);
  return {
    pod,
    events,
    ...(node === undefined ? {} : { node }),
    ...(isRefusedForTaints(pod) && { taintedNodes: nodesOf(catalog).map(taintsOf) }),
    nodeEvents: nodeName === '' ? [] : eventsOf(catalog, keyOf('Node', '', nodeName)),
    owners,
    logs,
    references: [
      ...referencesOf(pod).flatMap((reference) => toReferences(catalog, namespace, reference, now)),
      ...(nodeName === '' || node !== undefined
        ? []
        : toReferences(catalog, '', { kind: 'Node', name: nodeName }, now)),
    ],
    missing,
    now,
  };
}

/** The object that a key names. */
export function objectAt(catalog: Catalog, key: string): JsonObject | undefined {
  const entry = catalog.objects.get(key);
  return entry === undefined ? undefined : catalog.slots.getShared(entry.slot);
}

function nodesOf(catalog: Catalog): readonly JsonObject[] {
  return [...catalog.objects.values()].flatMap(({ kind, slot }) =>
    kind === 'Node' ? [catalog.slots.getShared(slot) ?? {}] : [],
  );
}

/** The events that name an object, parsed again. */
export function eventsOf(catalog: Catalog, key: string): readonly JsonObject[] {
  return (catalog.events.get(key) ?? []).flatMap((slot) => {
    const event = catalog.slots.get(slot);
    return event === undefined ? [] : [event];
  });
}

/**
 * Whether the files hold the events of a namespace: one of them, a list of them, or events of
 * several other namespaces, which says that all were asked for.
 */
export function areEventsKnown(catalog: Catalog, namespace: string): boolean {
  if (catalog.listed.has(`Event/${namespace}`)) return true;
  return [...catalog.listed].filter((key) => key.startsWith('Event/')).length >= 2;
}

const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'Node',
]);

/** What is known of an object that the pod needs; nothing where the files do not hold that kind. */
function toReferences(
  catalog: Catalog,
  podNamespace: string,
  { kind, name }: PodReference,
  now: number,
): readonly ReferenceRecord[] {
  const namespace = CLUSTER_WIDE.has(kind) ? '' : podNamespace;
  const key = keyOf(kind, namespace, name);
  const entry = catalog.objects.get(key);
  if (entry === undefined) {
    if (!catalog.listed.has(`${kind}/${namespace}`)) return [];
    const others = [...catalog.objects.keys()]
      .map(splitKey)
      .filter((other) => other.kind === kind && other.namespace === namespace);
    return [
      {
        kind,
        name,
        exists: false,
        nearest: nearestNames(
          name,
          others.map((other) => other.name),
        ),
      },
    ];
  }
  const object = entry.keys === undefined ? catalog.slots.get(entry.slot) : undefined;
  const events = object === undefined ? [] : matchEvents(object, kind, eventsOf(catalog, key), now);
  const record: ReferenceRecord = {
    kind,
    name,
    exists: true,
    ...(entry.keys === undefined ? {} : { keys: entry.keys }),
    ...(object === undefined ? {} : { object, events }),
  };
  return kind === 'PersistentVolumeClaim' && object !== undefined
    ? [record, ...behindClaim(catalog, object, now)]
    : [record];
}

/** The volume and the class that a claim names. One that is bound needs its class no more. */
function behindClaim(catalog: Catalog, claim: JsonObject, now: number): readonly ReferenceRecord[] {
  const volume = asText(at(claim, 'spec', 'volumeName'));
  const isBound = asText(at(claim, 'status', 'phase')) === 'Bound';
  const storageClass = isBound ? undefined : asText(at(claim, 'spec', 'storageClassName'));
  return [
    ...(volume === undefined
      ? []
      : toReferences(catalog, '', { kind: 'PersistentVolume', name: volume }, now)),
    ...(storageClass === undefined
      ? []
      : toReferences(catalog, '', { kind: 'StorageClass', name: storageClass }, now)),
  ];
}
