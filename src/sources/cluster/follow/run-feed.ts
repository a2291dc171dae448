import { setTimeout as sleep } from 'node:timers/promises';
import type { Missing } from '../../../domain/evidence.js';
import { listAll, objectKey } from '../api/list.js';
import { missing, whyNot } from '../api/missing.js';
import { onlyNamed } from '../api/only-named.js';
import {
  CONTROLLER_REVISIONS,
  EVENTS,
  JOBS,
  PODS,
  REPLICA_SETS,
  pathOf,
  qualified,
} from '../api/resources.js';
import type { Answer } from '../transport/answer.js';
import type { Transport } from '../transport/transport.js';
import { watchList } from '../watch/watch-list.js';
import type { Feed } from './feeds.js';
import type { Mirror } from './mirror.js';

/** What a feed tells beside its objects. */
export interface FeedListener {
  /** Everything that exists has been told once, or nothing will come. */
  readonly onReady: () => void;
  readonly onLost: (why: string) => void;
  readonly onFound: () => void;
  /** Said once: it goes on without the right to watch. */
  readonly onPolling: (what: string) => void;
  readonly onRefused: (feed: Feed, gap: Missing) => void;
}

/** Seconds between two lists where a watch is not allowed. */
export const POLL_SECONDS = 2;

/** What a feed reads from, what it keeps up to date, and whom it tells. */
export interface FeedRun {
  readonly transport: Transport;
  readonly mirror: Mirror;
  readonly listener: FeedListener;
  readonly signal: AbortSignal;
}

/** Keeps the mirror up to date with one list until the signal is aborted. */
export async function runFeed(feed: Feed, run: FeedRun): Promise<void> {
  const { transport, mirror, listener, signal } = run;
  for await (const item of watchList(transport, feed.path, { query: feed.query, signal })) {
    switch (item.type) {
      case 'ADDED':
      case 'MODIFIED':
        if (feed.resource !== EVENTS) listener.onFound();
        mirror.set(feed, item.object);
        break;
      case 'DELETED':
        listener.onFound();
        mirror.remove(feed, item.object);
        break;
      case 'FOUND':
        if (feed.resource !== EVENTS) listener.onFound();
        break;
      case 'SYNCED':
        if (feed.resource !== EVENTS) listener.onFound();
        listener.onReady();
        break;
      case 'LOST':
        transport.startAnew();
        // The server sends no bookmarks for events, so a quiet namespace looks like a lost connection.
        if (feed.resource !== EVENTS) listener.onLost(item.why);
        break;
      case 'REFUSED':
        if (feed.resource === EVENTS) return listener.onReady();
        if (item.verb === 'list' && feed.name === undefined) return refuse(feed, item.answer, listener);
        listener.onPolling(`${qualified(feed.resource)} in ${feed.namespace}`);
        return poll(feed, run, item.verb === 'list');
    }
  }
}

function refuse(feed: Feed, answer: Refusal, listener: FeedListener): void {
  const what = WHATS.get(feed.resource) ?? 'workloads';
  listener.onRefused(
    feed,
    missing({ what, resource: feed.resource, verb: 'list', namespace: feed.namespace }, answer),
  );
  listener.onReady();
}

const WHATS: ReadonlyMap<Feed['resource'], Missing['what']> = new Map<Feed['resource'], Missing['what']>([
  [PODS, 'pods'],
  [REPLICA_SETS, 'revisions'],
  [CONTROLLER_REVISIONS, 'revisions'],
  [JOBS, 'workloads'],
]);

/** Lists again and again; an object that may only be read by its name is read so. */
async function poll(feed: Feed, run: FeedRun, byName: boolean): Promise<void> {
  const { transport, listener, signal } = run;
  for (;;) {
    const refused = await readInto(feed, run, byName);
    if (refused === undefined) listener.onFound();
    else if (refused.kind === 'failed') {
      transport.startAnew();
      listener.onLost(whyNot(refused));
    } else return refuse(feed, refused, listener);
    listener.onReady();
    await sleep(POLL_SECONDS * 1000, undefined, { signal });
  }
}

/**
 * Reads what a feed holds once more, for a watch whose connection broke without a word tells nothing either.
 * Resolves why the server did not answer, where it did not.
 */
export async function readAgain(feed: Feed, run: Omit<FeedRun, 'listener'>): Promise<string | undefined> {
  const unlisted = await readInto(feed, run, false);
  const refused =
    unlisted?.kind === 'forbidden' && feed.name !== undefined ? await readInto(feed, run, true) : unlisted;
  return refused?.kind === 'failed' ? whyNot(refused) : undefined;
}

type Refusal = Exclude<Answer<never>, { kind: 'ok' }>;

/** Brings the mirror to what the server has now; resolves why it could not. */
async function readInto(
  feed: Feed,
  { transport, mirror, signal }: Omit<FeedRun, 'listener'>,
  byName: boolean,
): Promise<Refusal | undefined> {
  const read = byName ? await readOne(transport, feed, signal) : await readList(transport, feed, signal);
  if (read.kind === 'refused') return read.answer;
  mirror.keepOnly(feed, new Set(read.items.map((item) => objectKey(item) ?? '')));
  for (const item of read.items) mirror.set(feed, item);
  return undefined;
}

type ReadAll =
  | { readonly kind: 'items'; readonly items: Awaited<ReturnType<typeof listAll>>['items'] }
  | { readonly kind: 'refused'; readonly answer: Refusal };

async function readList(transport: Transport, feed: Feed, signal: AbortSignal): Promise<ReadAll> {
  const { items, end } = await listAll(transport, feed.path, { query: feed.query, signal });
  return end === undefined ? { kind: 'items', items } : { kind: 'refused', answer: end };
}

async function readOne(transport: Transport, feed: Feed, signal: AbortSignal): Promise<ReadAll> {
  const { resource, namespace, name = '' } = feed;
  const answer = onlyNamed(await transport.get(pathOf(resource, { namespace, name }), { signal }), name);
  if (answer.kind === 'ok') return { kind: 'items', items: [answer.body] };
  if (answer.kind === 'not-found') return { kind: 'items', items: [] };
  return { kind: 'refused', answer };
}
