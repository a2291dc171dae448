import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import type { Snapshot } from '../../../domain/snapshot.js';
import { isCandidate } from '../../candidate.js';
import { UNREADABLE, isReadable } from '../../readable.js';
import { toPodSnapshot } from '../../to-snapshot.js';
import { mapAhead } from '../ahead.js';
import { notWhole, type Collecting, type Snapshots } from '../collecting.js';
import { countPod } from '../pod/read-pod.js';
import { withoutManagedFields } from '../pod/slim.js';
import { podsOf, readNamed } from '../pod/select.js';
import { shortAmong } from '../workload/short-jobs.js';
import { PODS } from '../api/resources.js';
import { findCandidates, type Candidates } from './find-candidates.js';
import { namespaceFacts, stem, wantedNames, type NamespaceFacts } from './namespace-facts.js';
import { openNodes, type Nodes } from './nodes.js';
import { scanPod, type KnownWorkloads } from './scan-pod.js';
import { scanWorkload } from './scan-workload.js';
import { ownerKey, type ShortWorkload } from '../workload/short-workload.js';
import { readWorkloads, type Workloads } from './workloads.js';

/** Pods whose details are read at the same time; each asks for a log or two. */
const WINDOW = 16;

/** Everything in trouble: workloads that lack pods, then pods, a namespace after the other. */
export async function* collectCandidates(collecting: Collecting): Snapshots {
  const candidates: Candidates = new Map();
  try {
    const workloads = await choose(collecting, candidates);
    for await (const snapshot of readDetails(collecting, candidates, workloads)) {
      if (snapshot.kind === 'pod') drop(candidates, snapshot.pod);
      yield snapshot;
    }
  } catch (error) {
    if (collecting.options.signal?.aborted !== true) throw error;
    // What the lists told is all that can still be said; the caller says that it was interrupted.
    for (const { text } of [...candidates.values()].flat()) yield bare(collecting, unpack(text));
    throw error;
  }
}

/** A pod that was told is held no longer. */
function drop(candidates: Candidates, pod: JsonObject): void {
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const left = candidates.get(namespace)?.filter(({ name }) => name !== nameOf(pod)) ?? [];
  if (left.length === 0) candidates.delete(namespace);
  else candidates.set(namespace, left);
}

/** Adds the pods of the selection that may be in trouble; returns what is known of their workloads. */
async function choose(collecting: Collecting, candidates: Candidates): Promise<readonly Workloads[]> {
  const { selection, tally } = collecting;
  // A scan of named workloads reads owners one by one: there are few.
  if (selection.names.length > 0) {
    const short = await chooseNamed(collecting, candidates);
    return [{ owners: new Map(), refused: new Map(), short, missing: [] }];
  }
  const search = findCandidates(collecting, candidates);
  const owners = search.then(() => ownersOf(candidates));
  // In a namespace nothing waits for the pods; of a whole cluster there is too much to be held at once.
  const early = (selection.all ? [] : selection.namespaces).map((namespace) => {
    const stop = new AbortController();
    return { namespace, stop, reading: readWorkloads(within(collecting, stop.signal), namespace, owners) };
  });
  // When the search fails, so do they, and it is the search that tells why.
  for (const follower of [owners, ...early.map(({ reading }) => reading)]) follower.catch(() => undefined);
  const isSeen = ({ namespace }: { readonly namespace: string }): boolean => tally.namespaces.has(namespace);
  await search.finally(() => {
    for (const one of early) if (!isSeen(one)) one.stop.abort();
  });
  const seen = early.filter(isSeen).map(({ reading }) => reading);
  const readScope = (namespace?: string): Promise<Workloads> => readWorkloads(collecting, namespace, owners);
  const workloads = await Promise.all(selection.all ? scopes(collecting).map(readScope) : seen);
  for (const gap of workloads.flatMap((one) => one.missing)) notWhole(tally, gap);
  return workloads;
}

/** The same, stopped by that signal too. */
function within(collecting: Collecting, signal: AbortSignal): Collecting {
  const { options } = collecting;
  const signals = options.signal === undefined ? [signal] : [signal, options.signal];
  return { ...collecting, options: { ...options, signal: AbortSignal.any(signals) } };
}

async function chooseNamed(
  collecting: Collecting,
  candidates: Candidates,
): Promise<readonly ShortWorkload[]> {
  const { selection, options, tally, now } = collecting;
  const short: ShortWorkload[] = [];
  for (const namespace of selection.namespaces) {
    for (const name of selection.names) {
      tally.namespaces.add(namespace);
      const found = await readNamed(collecting, name, namespace);
      if (found === undefined) continue;
      const { resource, object } = found;
      const pods = resource === PODS ? [object] : await podsOf(collecting, resource, object, namespace);
      if (resource !== PODS) {
        tally.workloads.push({
          resource: resource.plural,
          kind: resource.kind,
          namespace,
          name: name.name,
          pods: pods.map(nameOf),
        });
        short.push(...(await shortAmong(collecting, { resource, namespace, object }, pods)));
      }
      for (const pod of pods) {
        countPod(collecting, pod);
        if (!isReadable(pod)) notWhole(tally, { ...UNREADABLE, namespace, name: nameOf(pod) });
        if (isCandidate(pod, now(), options.sinceSeconds)) add(candidates, namespace, pod);
      }
    }
  }
  return short;
}

function nameOf(object: JsonObject): string {
  return asText(at(object, 'metadata', 'name')) ?? '';
}

function add(candidates: Candidates, namespace: string, pod: JsonObject): void {
  const others = candidates.get(namespace) ?? [];
  if (others.some((other) => other.name === nameOf(pod))) return;
  candidates.set(namespace, [
    ...others,
    {
      namespace,
      name: nameOf(pod),
      text: Buffer.from(JSON.stringify(withoutManagedFields(pod))),
      isWhole: true,
    },
  ]);
}

/** A candidate as it was kept until its turn. */
export function unpack(text: Buffer): JsonObject {
  return JSON.parse(text.toString('utf8')) as JsonObject;
}

async function* readDetails(
  collecting: Collecting,
  candidates: Candidates,
  workloads: readonly Workloads[],
): Snapshots {
  const known: KnownWorkloads = {
    owners: new Map(workloads.flatMap((one) => [...one.owners])),
    refused: new Map(workloads.flatMap((one) => [...one.refused])),
  };
  const short = workloads.flatMap((one) => one.short);
  const nodes = openNodes(collecting);
  yield* mapAhead(tasks(collecting, candidates, short, known, nodes), WINDOW, (task) => task());
}

/** Workloads of all namespaces are listed where pods were: at once, or in those that could be read. */
function scopes({ tally }: Collecting): readonly (string | undefined)[] {
  return tally.namespaces.size > 0 ? [...tally.namespaces] : [undefined];
}

/** Keys of the workloads that own pods in trouble, as far as their names tell. */
function ownersOf(candidates: Candidates): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { namespace, text } of [...candidates.values()].flat()) {
    const owner = controllerOf(unpack(text));
    if (owner === undefined) continue;
    const isSet = owner.kind === 'ReplicaSet';
    keys.add(
      isSet
        ? ownerKey('Deployment', namespace, stem(owner.name))
        : ownerKey(owner.kind, namespace, owner.name),
    );
  }
  return keys;
}

type Task = () => Promise<Snapshot>;

function* tasks(
  collecting: Collecting,
  candidates: Candidates,
  short: readonly ShortWorkload[],
  workloads: KnownWorkloads,
  nodes: Nodes,
): Generator<Task> {
  const namespaces = new Set([...short.map((one) => one.namespace), ...candidates.keys()]);
  for (const namespace of namespaces) {
    const pods = candidates.get(namespace) ?? [];
    const here = short.filter((one) => one.namespace === namespace);
    const facts = factsOf(
      collecting,
      namespace,
      pods.map((one) => unpack(one.text)),
      here,
    );
    for (const one of here) yield () => scanWorkload(collecting, facts, one);
    for (const one of pods) yield () => scanPod({ collecting, facts, nodes, workloads }, one);
  }
}

function factsOf(
  collecting: Collecting,
  namespace: string,
  pods: readonly JsonObject[],
  short: readonly ShortWorkload[],
): NamespaceFacts {
  const names = new Set([...wantedNames(pods), ...short.map((one) => nameOf(one.object))]);
  return namespaceFacts(collecting, namespace, names);
}

const INTERRUPTED: Missing = {
  what: 'events',
  why: 'interrupted',
  costs: 'events, logs, node and owner were not read any more',
};

function bare(collecting: Collecting, pod: JsonObject): Snapshot {
  return toPodSnapshot({
    pod,
    events: [],
    nodeEvents: [],
    owners: [],
    logs: [],
    references: [],
    missing: [INTERRUPTED],
    now: collecting.now(),
  });
}
