import type { Missing } from '../../../domain/evidence.js';
import { isNodeWell } from '../../../domain/kubernetes/node-condition.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import type { NodeSnapshot, Snapshot, WorkloadSnapshot } from '../../../domain/snapshot.js';
import { isWithin } from '../../candidate.js';
import type { CollectOptions, Collection, Selection } from '../../source.js';
import { removedPodName } from '../../removed-pod.js';
import { toNodeSnapshot, toPodSnapshot, toWorkloadSnapshot } from '../../to-snapshot.js';
import { keyOf, type Catalog, type ObjectEntry, type PodEntry } from '../catalog/catalog.js';
import { Chains, REVISION_KINDS } from '../catalog/chain.js';
import { HAS_CHANGED, missingMakers, notInFiles, withoutStatus } from '../gaps.js';
import { gonePods, namedWorkloads } from './gone.js';
import { areEventsKnown, eventsOf, objectAt, podMaterial } from './pod-material.js';
import type { FilesRequest } from '../request.js';
import { select, type Selected } from './selection.js';
import { nextTurn } from '../turn.js';
import { mayMakePods } from '../catalog/workload-trouble.js';

/** One reading of the catalog. Throws SourceError (usage) for a selector that cannot be read. */
export function collectFiles(
  catalog: Catalog,
  selection: Selection,
  options: CollectOptions,
  { paths, everySubject = false }: Pick<FilesRequest, 'paths' | 'everySubject'>,
): Collection {
  const chains = new Chains(catalog);
  const selected = select(catalog, chains, selection);
  const newest = catalog.newest.ms;
  const now = options.now ?? newest ?? Date.now();
  const isWholeScan = options.depth === 'candidates' && selection.names.length === 0;
  const missing: Missing[] = [
    ...catalog.gaps,
    ...(isWholeScan ? missingMakers((kind) => catalog.holds(kind)) : []),
  ];
  for (const namespace of selected.absentNamespaces) {
    missing.push(notInFiles('namespaces', `the files hold nothing of ${namespace}`, { namespace }));
  }
  const mute = selected.pods.filter((pod) => !pod.saysHowItIs);
  if (mute.length > 0) missing.push(withoutStatus(mute));
  const isHeld = catalog.isComplete || isAllFound(selection, selected);
  let isComplete = isHeld && selected.absentNamespaces.length === 0 && mute.length === 0;
  const lose: Walk['lose'] = (what, { namespace, name }, why) => {
    missing.push(notInFiles(what, why, { namespace, name }));
    isComplete = false;
  };
  return {
    snapshots: walk({ catalog, chains, selection, selected, options, now, everySubject, lose }),
    result: () => ({
      source: {
        kind: 'files',
        format: [...catalog.formats].sort().join(', '),
        paths,
        nowFrom: options.now !== undefined ? 'flag' : newest === undefined ? 'clock' : 'newest-timestamp',
      },
      now,
      podsSeen: selected.pods.length,
      containersSeen: selected.pods.reduce((sum, pod) => sum + pod.containers, 0),
      complete: isComplete,
      missing,
      namespaces: selected.namespaces,
      notFound: selected.notFound,
      gone: gonePods(catalog, selected),
      workloads: namedWorkloads(chains, selection, selected),
    }),
  };
}

/** Pods that were named and are there: what else the files could not give was not asked for. */
function isAllFound({ names }: Selection, { notFound }: Selected): boolean {
  return names.length > 0 && notFound.length === 0 && names.every(({ resource }) => resource === 'pods');
}

type Named = { readonly namespace: string; readonly name: string };

interface Walk {
  readonly catalog: Catalog;
  readonly chains: Chains;
  readonly selection: Selection;
  readonly selected: Selected;
  readonly options: CollectOptions;
  readonly now: number;
  readonly everySubject: boolean;
  readonly lose: (what: 'pods' | 'workloads', subject: Named, why: string) => void;
}

/** Pods between two looks at whether the user pressed Ctrl-C. */
const PODS_A_TURN = 50;

async function* walk(context: Walk): AsyncGenerator<Snapshot> {
  const { selected, options, now, everySubject } = context;
  const isScan = options.depth === 'candidates';
  const pods = isScan
    ? selected.pods.filter((pod) => isWithin(pod.candidacy, now, options.sinceSeconds))
    : selected.pods;
  options.onProgress?.({ pages: 1, pods: selected.pods.length, candidates: pods.length });
  let turn = 0;
  for (const entry of pods) {
    if (++turn % PODS_A_TURN === 0) await nextTurn();
    options.signal?.throwIfAborted();
    const snapshot = readPodSnapshot(context, entry);
    if (snapshot !== undefined) yield snapshot;
  }
  yield* workloadSnapshots(context);
  if (isScan || everySubject) yield* nodeSnapshots(context, pods);
}

function readPodSnapshot(
  { catalog, chains, options, now, lose }: Walk,
  entry: PodEntry,
): Snapshot | undefined {
  if (entry.slot === undefined) {
    lose('pods', entry, 'the stream was too large to keep pods that are well; save it to a file');
    return undefined;
  }
  const pod = catalog.slots.get(entry.slot);
  if (pod === undefined) {
    lose('pods', entry, HAS_CHANGED);
    return undefined;
  }
  return toPodSnapshot(podMaterial(catalog, chains, entry, pod, now, options));
}

function* workloadSnapshots(context: Walk): Generator<WorkloadSnapshot> {
  const { selection, selected, options, everySubject } = context;
  const isAsked = everySubject || selection.names.length > 0;
  if (!isAsked && options.depth === 'each') return;
  const pods = countPods(context);
  for (const entry of selected.workloads) {
    if (isAsked ? !mayMakePods(entry.kind) : !isWorthALook(context.catalog, entry)) continue;
    const snapshot = readWorkload(context, entry, pods);
    if (snapshot !== undefined) yield snapshot;
  }
}

/** What a Deployment or CronJob made speaks through it; a CronJob has no condition of its own. */
function isWorthALook(catalog: Catalog, entry: ObjectEntry): boolean {
  if (entry.kind === 'ReplicaSet' && entry.owner !== undefined) return false;
  if (entry.isTroubled) return true;
  return entry.kind === 'CronJob' && catalog.events.has(keyOf(entry.kind, entry.namespace, entry.name));
}

function countPods({ catalog, chains }: Walk): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pod of catalog.pods.values()) {
    for (const key of chains.ownersOf(pod)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function readWorkload(
  { catalog, chains, now, lose }: Walk,
  entry: ObjectEntry,
  pods: ReadonlyMap<string, number>,
): WorkloadSnapshot | undefined {
  const { kind, namespace, name } = entry;
  const workload = catalog.slots.get(entry.slot);
  if (workload === undefined) {
    lose('workloads', { namespace, name: `${kind}/${name}` }, HAS_CHANGED);
    return undefined;
  }
  const key = keyOf(kind, namespace, name);
  const childKind = kind === 'CronJob' ? 'Job' : kind === 'Deployment' ? REVISION_KINDS[kind] : undefined;
  const children = childKind === undefined ? [] : chains.childrenOf(key, childKind);
  const newest = children[0]?.entry;
  const events = [
    ...eventsOf(catalog, key),
    ...(newest === undefined ? [] : eventsOf(catalog, keyOf(newest.kind, namespace, newest.name))),
  ];
  const podCount = pods.get(key) ?? 0;
  const removed = removedPodName(kind, podCount, events);
  return toWorkloadSnapshot({
    workload,
    kind,
    events,
    removed:
      removed === undefined
        ? undefined
        : { name: removed, events: eventsOf(catalog, keyOf('Pod', namespace, removed)) },
    children: children.map(({ entry: child, object }) => ({ kind: child.kind, object })),
    podCount,
    missing: areEventsKnown(catalog, namespace)
      ? []
      : [notInFiles('events', 'not in the files', { namespace })],
    now,
  });
}

/** Nodes of the pods in trouble that have trouble of their own. */
function* nodeSnapshots(
  { catalog, now, everySubject }: Walk,
  pods: readonly PodEntry[],
): Generator<NodeSnapshot> {
  const nodes = [...catalog.objects.values()].filter(({ kind }) => kind === 'Node');
  const named = everySubject ? nodes.map((node) => node.name) : pods.map((pod) => pod.nodeName);
  for (const name of new Set(named.filter((each) => each !== ''))) {
    const key = keyOf('Node', '', name);
    const node = objectAt(catalog, key);
    if (node === undefined) continue;
    const events = eventsOf(catalog, key);
    const isTroubled = !isNodeWell(node);
    if (!everySubject && !isTroubled && !hasWarning(events)) continue;
    const isKnown = areEventsKnown(catalog, 'Node') || areEventsKnown(catalog, 'default');
    yield toNodeSnapshot(
      node,
      events,
      isKnown ? [] : [notInFiles('nodeEvents', 'not in the files', { name })],
      now,
    );
  }
}

function hasWarning(events: readonly JsonObject[]): boolean {
  return events.some((event) => asText(at(event, 'type')) === 'Warning');
}
