import type { Cluster } from '../../../sources/cluster/index.js';
import { watchSelection, type SelectionListener } from '../../../sources/cluster/scan/watch-selection.js';
import { createBell, type Bell } from '../../../sources/cluster/watch/bell.js';
import { SourceError } from '../../../sources/source.js';
import { createDue, type Due } from './due.js';
import { keyOf, type Picture } from './picture.js';
import type { Place, Reading } from './reading.js';
import type { ScanRequest } from '../request.js';

/** What a watch works with. Times are milliseconds since the epoch. */
export interface Following {
  readonly cluster: Pick<Cluster, 'transport' | 'namespace'>;
  readonly request: ScanRequest;
  readonly picture: Picture;
  readonly reading: Reading;
  /** Ours. */
  readonly clock: () => number;
  /** The server's. */
  readonly serverClock: () => number;
  readonly signal: AbortSignal;
  /** The picture is up to date. */
  readonly show: () => void;
  /** Something about the watch itself. */
  readonly say: (text: string) => void;
}

/** A change is looked into a little later: one change seldom comes alone. Milliseconds, as all here. */
const DEBOUNCE = 500;
/** What is in trouble is read again after this: events and logs come without a change of the pod. */
const REFRESH = 30_000;
/** The picture is shown again after this, for its ages and for what grows too old to count. */
const REDRAW = 5_000;
/** Where changes never end, the picture is shown this long after the last time. */
const PATIENCE = 3_000;
/** What changes together is shown together. */
const PACE = 1_000;
/** So many pods and workloads are read before the picture may be shown again. */
const BATCH = 32;
const RETRY = 5_000;

/**
 * Watches, reads what changed and shows the picture, until the signal is aborted.
 * @throws NotWatchable; SourceError when the server was never heard
 */
export async function follow(following: Following): Promise<void> {
  const { cluster, request, serverClock, clock, signal, show } = following;
  const bell = createBell();
  const due = createDue<Place>();
  const watched: { isReady: boolean; failure?: Error } = { isReady: false };
  const listener = createListener(following, due, bell, () => (watched.isReady = true));
  const options = { sinceSeconds: request.keep.sinceSeconds, now: serverClock, signal };
  watchSelection(cluster, request.selection, options, listener).catch((error: unknown) => {
    watched.failure = error instanceof Error ? error : new Error(String(error));
    bell.ring();
  });
  let shownAt = clock();
  while (!signal.aborted) {
    if (watched.failure !== undefined) throw watched.failure;
    const batch = due.take(clock(), BATCH);
    if (batch.length > 0) await readBatch(following, due, batch);
    const next = due.next() ?? Number.POSITIVE_INFINITY;
    const isSettled = next > clock() + DEBOUNCE;
    if (watched.isReady && !signal.aborted && clock() - shownAt >= (isSettled ? PACE : PATIENCE)) {
      show();
      shownAt = clock();
    }
    const untilShown = watched.isReady ? Math.max(0, shownAt + PACE - clock()) || REDRAW : REDRAW;
    await bell.wait(Math.min(untilShown, Math.max(0, next - clock())), signal);
  }
}

/** Of named objects one key stands for all: whose a pod is shows when they are read. */
const NAMES: Place = { resource: '', namespace: '', name: '' };

function createListener(
  { request, picture, clock, say }: Following,
  due: Due<Place>,
  bell: Bell,
  onReady: () => void,
): SelectionListener {
  const isOfNames = request.names.length > 0;
  const soon = (key: string, place: Place): void => {
    due.set(key, place, clock() + DEBOUNCE);
    bell.ring();
  };
  if (isOfNames) soon('', NAMES);
  return {
    onSeen: ({ resource, namespace, name, containers, isCandidate }) => {
      const key = keyOf(resource, namespace, name);
      if (isOfNames) return soon('', NAMES);
      if (resource === 'pods') picture.containers.set(key, containers);
      if (isCandidate) return soon(key, { resource, namespace, name });
      forget(picture, due, key);
      bell.ring();
    },
    onGone: ({ resource, namespace, name }) => {
      const key = keyOf(resource, namespace, name);
      picture.containers.delete(key);
      forget(picture, due, key);
      if (isOfNames) soon('', NAMES);
      else bell.ring();
    },
    onReady: () => {
      onReady();
      bell.ring();
    },
    onLost: (why) => say(`the connection is lost, trying again (${why})`),
    onFound: () => say('the connection is back'),
    onMissing: (gap) => picture.refused.push(gap),
  };
}

function forget(picture: Picture, due: Due<Place>, key: string): void {
  picture.pods.delete(key);
  picture.workloads.delete(key);
  due.delete(key);
}

/** Reads and sets what is to be read again; a server that cannot be reached is asked again later. */
async function readBatch(
  { reading, picture, clock, say, signal, request }: Following,
  due: Due<Place>,
  batch: readonly Place[],
): Promise<void> {
  const again = (place: Place, key: string, after: number): void => due.set(key, place, clock() + after);
  try {
    if (request.names.length > 0) await reading.names();
    else await reading.places(batch);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof SourceError)) throw error;
    say(`${error.message}; trying again`);
    for (const place of batch) again(place, placeKey(place), RETRY);
    picture.isStale = true;
    return;
  }
  if (picture.isStale) say('the server answers again');
  picture.isStale = false;
  for (const place of batch) {
    const key = placeKey(place);
    // It may have been deleted while it was read.
    if (place.resource === 'pods' && !picture.containers.has(key)) picture.pods.delete(key);
    if (place === NAMES || picture.pods.has(key) || picture.workloads.has(key)) again(place, key, REFRESH);
  }
}

function placeKey(place: Place): string {
  return place === NAMES ? '' : keyOf(place.resource, place.namespace, place.name);
}
