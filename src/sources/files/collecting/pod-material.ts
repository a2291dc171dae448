import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { readPod } from '../../../domain/kubernetes/pod.js';
import type { ReferenceRecord } from '../../../domain/snapshot.js';
import { matchEvents } from '../../events.js';
import { nearestNames } from '../../nearest.js';
import { isRefusedForTaints, taintsOf } from '../../refused-for-taints.js';
import { referencesOf, type PodReference } from '../../references.js';
import type { CollectOptions } from '../../source.js';
import { missingLog, type PodMaterial, type RawLog } from '../../to-snapshot.js';
import { whichLogs } from '../../which-logs.js';
import { keyOf, type Catalog, type LogEntry, type PodEntry } from '../catalog/catalog.js';
import { splitKey, type Chains } from '../catalog/chain.js';
import { notInFiles } from '../gaps.js';

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
  const logs = options.tailLines === 0 ? [] : logsOf(catalog, entry, pod, options);
  const missing: Missing[] = [];
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
  missing.push(...missingLogs(catalog, pod, logs, options));
  return {
    pod,
    events: eventsOf(catalog, keyOf('Pod', namespace, name)),
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

function logsOf(
  catalog: Catalog,
  entry: PodEntry,
  pod: JsonObject,
  options: Pick<CollectOptions, 'tailLines' | 'containers'>,
): readonly RawLog[] {
  const found = new Map<string, RawLog>();
  const longest = new Map<string, number>();
  const names = readPod(pod).containers.map(({ name }) => name);
  for (const log of catalog.logs.get(`${entry.namespace}/${entry.name}`) ?? []) {
    // A file may bear the pod's name, where it was saved by `kubectl logs POD`.
    const isOfPod = !names.includes(log.container) && log.container === entry.name;
    const container = isOfPod ? defaultContainer(pod) : log.container;
    if (options.containers.length > 0 && !options.containers.includes(container)) continue;
    const key = `${container}/${log.which}`;
    // Of two files for one log the longer tells more: a tool that was refused leaves an empty one.
    if ((longest.get(key) ?? -1) >= log.where.length) continue;
    longest.set(key, log.where.length);
    found.set(key, {
      container,
      which: log.which,
      ...readTail(catalog, log, options.tailLines),
    });
  }
  return [...found.values()];
}

/** kubectl pkg/cmd/util/podcmd/podcmd.go FindOrDefaultContainerByName, v0.34. */
function defaultContainer(pod: JsonObject): string {
  const said = asText(at(pod, 'metadata', 'annotations', 'kubectl.kubernetes.io/default-container'));
  return said ?? readPod(pod).containers.find(({ kind }) => kind === 'main')?.name ?? '';
}

/** The most that is read of one log's end. */
const MAX_TAIL_BYTES = 1024 * 1024;

function readTail(catalog: Catalog, { where }: LogEntry, tailLines: number): Pick<RawLog, 'text' | 'cut'> {
  const bytes =
    'tail' in where
      ? where.tail
      : catalog.slots.readAt(
          where.file,
          where.offset + Math.max(0, where.length - MAX_TAIL_BYTES),
          Math.min(where.length, MAX_TAIL_BYTES),
        );
  const isCut = bytes.length < where.length;
  const text = decode(bytes);
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length <= tailLines) return { text, cut: isCut };
  return { text: lines.slice(-tailLines).join('\n'), cut: true };
}

/** PowerShell's `>` writes UTF-16. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  return bytes.toString().replace(/^\ufeff/, '');
}

/** Why a format holds no more logs than it does. */
const LOG_LIMITS: Readonly<Record<string, string>> = {
  'cluster-info-dump': 'kubectl cluster-info dump keeps no previous logs',
  'cluster-info-directory': 'kubectl cluster-info dump keeps no previous logs',
  'support-bundle': 'not in the bundle: it keeps logs of few pods',
  'must-gather':
    'not in the must-gather: early versions of oc keep no logs of pods that do not run, and an empty file is what is left where it was refused',
};

/** The logs that would tell why a container died or is not ready, where the files lack them. */
function missingLogs(
  catalog: Catalog,
  pod: JsonObject,
  logs: readonly RawLog[],
  options: Pick<CollectOptions, 'tailLines' | 'containers'>,
): readonly Missing[] {
  if (options.tailLines === 0) return [];
  const limit = [...catalog.formats].map((format) => LOG_LIMITS[format]).find((text) => text !== undefined);
  const why = limit ?? 'not in the files';
  return readPod(pod).containers.flatMap((container) => {
    if (options.containers.length > 0 && !options.containers.includes(container.name)) return [];
    const which = whichLogs(container, 'optional')[0];
    if (which === undefined) return [];
    const has = (kind: RawLog['which']): boolean =>
      logs.some((log) => log.container === container.name && log.which === kind);
    // While a container waits or has ended, its "current" log is that of the instance that died.
    const isRunning = container.current.kind === 'running';
    if (has(which) || (!isRunning && (has('current') || has('previous')))) return [];
    return [missingLog(pod, { container: container.name, which }, { why })];
  });
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
