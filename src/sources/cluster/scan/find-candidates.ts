import { present } from '../../../domain/values/present.js';
import { listAll, listPages, type ListEnd } from '../api/list.js';
import { missing } from '../api/missing.js';
import { NAMESPACES, PODS, pathOf } from '../api/resources.js';
import { asText, at } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import { notWhole, type Collecting } from '../collecting.js';
import { isNamespaceGone, refuseFatal } from '../pod/select.js';
import { UNREADABLE } from '../../readable.js';
import { PROTOBUF } from '../transport/protobuf.js';
import { decodePods } from './wire/decode-pods.js';
import { candidateWithin, type Candidate, type SeenPod } from './wire/seen-pod.js';

/** Candidates by namespace, in the order in which the server named them. */
export type Candidates = Map<string, Candidate[]>;

/**
 * Looks at every pod of the selection once and adds those that may be in trouble to `found`, which
 * holds what was seen by then when it is interrupted.
 */
export async function findCandidates(collecting: Collecting, found: Candidates): Promise<void> {
  const search = startSearch(collecting, found);
  await searchAll(search);
  if (search.unreadable > 0) {
    const pods = search.unreadable === 1 ? '1 pod' : `${search.unreadable} pods`;
    const why = `${pods} came without a readable status`;
    notWhole(collecting.tally, { ...UNREADABLE, why });
  }
}

async function searchAll(search: Search): Promise<void> {
  const { collecting } = search;
  const { selection, tally } = collecting;
  if (!selection.all) {
    for (const namespace of selection.namespaces) await searchNamespace(search, namespace);
    return;
  }
  const end = await searchList(search, undefined, 'stop');
  if (end === undefined) return;
  // Without the right to list everywhere, or where no token lasts, namespaces are read one by one.
  if (end.kind !== 'forbidden' && end.kind !== 'gone') {
    if (tally.podsSeen === 0) refuseFatal(end);
    notWhole(tally, missing({ what: 'pods', resource: PODS, verb: 'list' }, end));
    return;
  }
  const namespaces = await namespacesOf(collecting, end);
  for (const namespace of namespaces) await searchNamespace(search, namespace);
  if (tally.namespaces.size === 0 && tally.podsSeen === 0) {
    const why = end.kind === 'forbidden' ? end.message : 'the list of pods expires while it is read';
    throw new SourceError(
      `${why}; nor may they be listed in any of its ${namespaces.length} namespaces: name one with -n`,
    );
  }
}

interface Search {
  readonly collecting: Collecting;
  readonly found: Candidates;
  /** Keys of the pods that were counted: lists may overlap. */
  readonly seen: Set<string>;
  pages: number;
  candidates: number;
  /** Pods that do not say how they are. */
  unreadable: number;
  /** See `docs/decisions/0002-wire-form.md`. */
  form: 'protobuf' | 'json';
}

function startSearch(collecting: Collecting, found: Candidates): Search {
  return {
    collecting,
    found,
    seen: new Set(),
    pages: 0,
    candidates: 0,
    unreadable: 0,
    form: 'protobuf',
  };
}

/** @throws SourceError when the namespaces cannot be told: then nothing can be said of the cluster. */
async function namespacesOf(
  { transport, options, tally }: Collecting,
  refusal: NonNullable<ListEnd>,
): Promise<readonly string[]> {
  const { items, end } = await listAll(transport, pathOf(NAMESPACES, {}), { signal: options.signal });
  if (end !== undefined && items.length === 0) {
    const why = refusal.kind === 'forbidden' ? refusal.message : 'the list of pods expires while it is read';
    throw new SourceError(`${why}; namespaces may not be listed either: name one with -n`);
  }
  if (end !== undefined)
    notWhole(tally, missing({ what: 'namespaces', resource: NAMESPACES, verb: 'list' }, end));
  return items.flatMap((item) => asText(at(item, 'metadata', 'name')) ?? []);
}

async function searchNamespace(search: Search, namespace: string): Promise<void> {
  const { tally, selection } = search.collecting;
  const seenBefore = tally.podsSeen;
  const end = await searchList(search, namespace, 'whole');
  if (end === undefined) {
    // A namespace that does not exist has an empty list of pods too.
    const isEmpty = !selection.all && tally.podsSeen === seenBefore;
    if (!isEmpty || !(await isNamespaceGone(search.collecting, namespace))) tally.namespaces.add(namespace);
    return;
  }
  const gap = missing({ what: 'pods', resource: PODS, verb: 'list', namespace }, end);
  if (!selection.all && selection.namespaces.length === 1 && tally.podsSeen === 0) {
    if (end.kind === 'forbidden')
      throw new SourceError(`${end.message}; it takes the right ${gap.grant ?? ''}`);
    refuseFatal(end);
  }
  notWhole(tally, gap);
}

/** Of so many pods one in trouble makes the next page come as JSON: one page costs less than many pods. */
const PODS_A_CANDIDATE = 60;

async function searchList(
  search: Search,
  namespace: string | undefined,
  onExpired: 'whole' | 'stop',
): Promise<ListEnd> {
  const { transport, selection, options, now } = search.collecting;
  const { signal } = options;
  const pages = listPages<SeenPod>(transport, pathOf(PODS, { namespace }), {
    query: { labelSelector: selection.selector, fieldSelector: selection.fieldSelector },
    accept: () => (search.form === 'protobuf' ? `${PROTOBUF},application/json` : 'application/json'),
    limit: options.chunkSize,
    decode: decodePods(candidateWithin(now, options.sinceSeconds)),
    keyOf: (pod) => pod.key,
    seen: search.seen,
    onPage: ({ items }) => {
      const count = items.filter((pod) => pod.candidate !== undefined).length;
      search.form = count * PODS_A_CANDIDATE > items.length ? 'json' : 'protobuf';
    },
    onExpired,
    ...present('signal', signal),
  });
  for (;;) {
    const { done, value } = await pages.next();
    if (done === true) return value;
    search.pages++;
    keep(search, value.items);
    options.onProgress?.({
      pages: search.pages,
      pods: search.collecting.tally.podsSeen,
      candidates: search.candidates,
      ...present('remaining', value.remaining),
    });
  }
}

function keep(search: Search, pods: readonly SeenPod[]): void {
  const { found } = search;
  const { tally } = search.collecting;
  for (const { containers, candidate, isReadable } of pods) {
    tally.podsSeen++;
    tally.containersSeen += containers;
    if (!isReadable) search.unreadable++;
    if (candidate === undefined) continue;
    search.candidates++;
    const others = found.get(candidate.namespace);
    if (others === undefined) found.set(candidate.namespace, [candidate]);
    else others.push(candidate);
  }
}
