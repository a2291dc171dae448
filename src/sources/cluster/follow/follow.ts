import type { Missing } from '../../../domain/evidence.js';
import type { JsonObject } from '../../../domain/values/json.js';
import type { PodSnapshot, WorkloadSnapshot } from '../../../domain/snapshot.js';
import { SourceError, type CollectionResult, type NotFound } from '../../source.js';
import { EVENTS, PODS } from '../api/resources.js';
import { resultOf, startCollecting } from '../collecting.js';
import type { Cluster } from '../index.js';
import { podSnapshot } from '../pod/read-pod.js';
import { workloadSnapshot } from '../pod/workload.js';
import { feedsOf, type Feed } from './feeds.js';
import { createMirror, type Mirror } from './mirror.js';
import { pictureOf, type Picture } from './picture.js';
import { createBell, type Bell } from '../watch/bell.js';
import { POLL_SECONDS, readAgain, runFeed, type FeedListener } from './run-feed.js';
import { findTargets, type Target, type Wanted } from './target.js';

export type { Picture } from './picture.js';
export type { Target, Wanted, WantedObject } from './target.js';

/** Workloads that are followed while they change. */
export interface Follow {
  readonly targets: readonly Target[];
  readonly notFound: readonly NotFound[];
  /** What may not be read, so far. */
  readonly missing: () => readonly Missing[];
  readonly look: () => readonly Picture[];
  /** Resolves at the next change, or after so many milliseconds. */
  readonly changed: (atMostMs: number) => Promise<void>;
  /** What is to be said to the user since the last call: a connection lost, polling. */
  readonly takeNews: () => readonly string[];
  /** Why something that is followed is not heard of at the moment; what `look` gives of it is old then. */
  readonly lost: () => string | undefined;
  /** Reads once more what is followed; resolves why the server did not answer, where it did not. */
  readonly readAgain: () => Promise<string | undefined>;
  readonly warningsOf: (uid: string) => number;
  /** Reads all there is about these, once; what they share is read once. */
  readonly reading: () => Reading;
  readonly describe: (podsSeen: number, containersSeen: number) => CollectionResult;
  readonly close: () => void;
}

/** Reads one subject whole, as far as it has changed. */
export interface Reading {
  readonly pod: (pod: JsonObject) => Promise<PodSnapshot>;
  readonly workload: (picture: Picture, workload: JsonObject) => Promise<WorkloadSnapshot>;
}

/** How a follow reads. */
export interface FollowOptions {
  readonly tailLines: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/**
 * Finds the workloads and follows them, their revisions and their pods by watches. Resolves when
 * all of it has been seen once.
 * @throws SourceError when nothing can be said: a dead server, refused credentials, pods unreadable.
 */
export async function followWorkloads(
  cluster: Cluster,
  wanted: Wanted,
  options: FollowOptions,
): Promise<Follow> {
  const { transport } = cluster;
  const selection =
    wanted.kind === 'selection' ? wanted.selection : { namespaces: [], all: false, names: [] };
  const collecting = (): ReturnType<typeof startCollecting> =>
    startCollecting(
      transport,
      selection,
      { depth: 'each', tailLines: options.tailLines, chunkSize: 500, containers: [], signal: options.signal },
      options.clock,
    );
  const first = collecting();
  const { targets, notFound, missing } = await findTargets(first, wanted);
  const gaps: Missing[] = [...missing];
  const bell = createBell();
  const mirror = createMirror(bell.ring);
  const news: string[] = [];
  const lost = new Map<Feed, string>();
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  const feeds = feedsOf(targets);
  const { failed } = await startFeeds({ cluster, feeds, mirror, gaps, news, lost, bell, signal }).catch(
    (error: unknown) => {
      ended.abort();
      throw error;
    },
  );
  return {
    targets,
    notFound,
    missing: () => gaps,
    look: () => targets.map((target) => pictureOf(mirror, target)),
    changed: async (atMostMs) => {
      await Promise.race([bell.wait(atMostMs, signal), failed]);
    },
    takeNews: () => news.splice(0),
    lost: () => [...lost.values()][0],
    readAgain: () => Promise.race([readAllAgain(feeds, { transport, mirror, signal }), failed]),
    warningsOf: mirror.warningsOf,
    reading: () => {
      const reading = collecting();
      return {
        pod: (pod) => podSnapshot(reading, pod),
        workload: (picture, workload) =>
          workloadSnapshot(reading, picture.target.resource, workload, picture.pods.length),
      };
    },
    describe: (podsSeen, containersSeen) => ({
      ...resultOf(first, cluster.context),
      podsSeen,
      containersSeen,
      missing: gaps,
    }),
    close: () => ended.abort(),
  };
}

async function readAllAgain(
  feeds: readonly Feed[],
  run: Parameters<typeof readAgain>[1],
): Promise<string | undefined> {
  const asked = feeds.filter(({ resource }) => resource !== EVENTS);
  const whys = await Promise.all(asked.map((feed) => readAgain(feed, run)));
  return whys.find((why) => why !== undefined);
}

interface Start {
  readonly cluster: Cluster;
  readonly feeds: readonly Feed[];
  readonly mirror: Mirror;
  readonly gaps: Missing[];
  readonly news: string[];
  /** The feeds that hear nothing of the server, and why; one may be back before another. */
  readonly lost: Map<Feed, string>;
  readonly bell: Bell;
  readonly signal: AbortSignal;
}

/** Starts all feeds and waits until each has told everything once. `failed` rejects when one breaks. */
async function startFeeds(start: Start): Promise<{ readonly failed: Promise<never> }> {
  const { cluster, feeds, mirror, gaps, news, lost, bell, signal } = start;
  const polled: string[] = [];
  const listener = (own: Feed, onReady: () => void): FeedListener => ({
    onReady,
    onLost: (why) => {
      if (lost.size === 0) news.push(`the connection is lost (${why}); trying again`);
      lost.set(own, why);
      bell.ring();
    },
    onFound: () => {
      if (lost.delete(own) && lost.size === 0) news.push('the connection is back');
    },
    onPolling: (what) => {
      if (polled.length === 0) news.push(`${what} may not be watched: asking every ${POLL_SECONDS}s instead`);
      polled.push(what);
    },
    onRefused: (feed, gap) => {
      lost.delete(feed);
      if (feed.resource === PODS) {
        throw new SourceError(
          `pods in namespace ${feed.namespace} may not be listed (${gap.why}), so nothing can be told of them${gap.grant === undefined ? '' : `; it needs ${gap.grant}`}`,
        );
      }
      gaps.push(gap);
    },
  });
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => undefined);
  const ready = feeds.map(
    (feed) =>
      new Promise<void>((resolve) => {
        runFeed(feed, {
          transport: cluster.transport,
          mirror,
          listener: listener(feed, resolve),
          signal,
        }).catch((error: unknown) => {
          if (!signal.aborted) fail(error);
          resolve();
        });
      }),
  );
  await Promise.race([Promise.all(ready), failed]);
  return { failed };
}
