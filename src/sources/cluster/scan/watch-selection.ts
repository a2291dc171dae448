import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { countContainers } from '../../../domain/kubernetes/container-count.js';
import { isCandidate } from '../../candidate.js';
import { SourceError, type Selection } from '../../source.js';
import { missing, whyNot } from '../api/missing.js';
import { PODS, pathOf, type Resource } from '../api/resources.js';
import type { Cluster } from '../index.js';
import { watchList, type WatchItem } from '../watch/watch-list.js';
import { LISTED, failedLately, selectedBy, wantsMore } from '../workload/short-workload.js';

/** A pod or workload of the selection, and what its own record says. */
export interface Seen {
  /** Canonical plural, as in `NamedObject`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** Containers of a pod; 0 of a workload. */
  readonly containers: number;
  /** Whether it may be in trouble, so that its events, logs and owner are worth reading. */
  readonly isCandidate: boolean;
}

/** Who is told of what a watch sees. */
export interface SelectionListener {
  readonly onSeen: (seen: Seen) => void;
  readonly onGone: (gone: Pick<Seen, 'resource' | 'namespace' | 'name'>) => void;
  /** All that exists has been told once. */
  readonly onReady: () => void;
  readonly onLost: (why: string) => void;
  /** The server is heard again. */
  readonly onFound: () => void;
  /** A kind of workload may not be watched. */
  readonly onMissing: (gap: Missing) => void;
}

interface WatchSelectionOptions {
  readonly sinceSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Pods may not be watched, or not everywhere at once; reading them may be allowed all the same. */
export class NotWatchable extends SourceError {}

/**
 * Tells of the pods of a selection, and of the workloads beside them that lack pods, for as long as
 * the signal lets it. Of named objects the pods of their namespaces are told: whose they are shows
 * when they are read. Memory: a key for each object.
 * @throws NotWatchable; SourceError when the server was never heard
 */
export async function watchSelection(
  cluster: Pick<Cluster, 'transport' | 'namespace'>,
  selection: Selection,
  options: WatchSelectionOptions,
  listener: SelectionListener,
): Promise<void> {
  const feeds = feedsOf(selection, cluster.namespace);
  const isSelected = selectedBy(selection);
  let waiting = feeds.length;
  let isHeard = false;
  const lost = new Set<Feed>();
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const follow = async (feed: Feed): Promise<void> => {
    let isReady = false;
    const ready = (): void => {
      if (isReady) return;
      isReady = true;
      if (--waiting === 0) listener.onReady();
    };
    for await (const item of watchList(cluster.transport, feed.path, { query: feed.query, signal })) {
      if (item.type === 'LOST') {
        if (!isHeard) throw new SourceError(item.why);
        cluster.transport.startAnew();
        if (lost.add(feed).size === 1) listener.onLost(item.why);
        continue;
      }
      isHeard = true;
      if (lost.delete(feed) && lost.size === 0) listener.onFound();
      if (item.type === 'SYNCED') ready();
      else if (item.type === 'REFUSED') {
        listener.onMissing(refusal(feed, item));
        ready();
        return;
      } else if (item.type !== 'FOUND') tell(feed, item, { ...options, isSelected }, listener);
    }
  };
  try {
    await Promise.all(feeds.map(follow));
  } finally {
    failed.abort();
  }
}

interface Feed {
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly path: string;
  readonly query: NonNullable<Parameters<typeof watchList>[2]>['query'];
}

function feedsOf(selection: Selection, fallback: string): readonly Feed[] {
  const named = selection.namespaces.length > 0 ? selection.namespaces : [fallback];
  const namespaces = selection.all ? [undefined] : named;
  const isOfNames = selection.names.length > 0;
  const labels = isOfNames ? {} : { labelSelector: selection.selector };
  const fields = isOfNames ? {} : { fieldSelector: selection.fieldSelector };
  // As of a scan that looks once: a field selector selects pods by what only pods have.
  const workloads = fields.fieldSelector === undefined ? LISTED : [];
  return namespaces.flatMap((namespace) => {
    const feed = (resource: Resource, query: Feed['query']): Feed => ({
      resource,
      namespace,
      path: pathOf(resource, { namespace }),
      query,
    });
    return [feed(PODS, { ...labels, ...fields }), ...workloads.map((resource) => feed(resource, {}))];
  });
}

/** @throws NotWatchable for pods: without them there is nothing to tell. */
function refusal({ resource, namespace }: Feed, { verb, answer }: WatchItem & { type: 'REFUSED' }): Missing {
  const gap = missing({ what: 'workloads', resource, verb, namespace }, answer);
  if (resource !== PODS) return gap;
  const where = namespace === undefined ? 'everywhere at once' : `in namespace ${namespace}`;
  throw new NotWatchable(`pods may not be watched ${where} (${whyNot(answer)})`);
}

function tell(
  { resource }: Feed,
  item: Extract<WatchItem, { readonly object: JsonObject }>,
  options: WatchSelectionOptions & { readonly isSelected: (workload: JsonObject) => boolean },
  listener: SelectionListener,
): void {
  const { object } = item;
  const place = {
    resource: resource.plural,
    namespace: asText(at(object, 'metadata', 'namespace')) ?? 'default',
    name: asText(at(object, 'metadata', 'name')) ?? '',
  };
  if (item.type === 'DELETED') {
    listener.onGone(place);
    return;
  }
  listener.onSeen({
    ...place,
    containers: resource === PODS ? countContainers(object) : 0,
    isCandidate:
      resource === PODS
        ? isCandidate(object, options.now(), options.sinceSeconds)
        : options.isSelected(object) && (wantsMore(resource, object) || failedLately(object, options)),
  });
}
