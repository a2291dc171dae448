import {
  CONTROLLER_REVISIONS,
  CRON_JOBS,
  DAEMON_SETS,
  DEPLOYMENTS,
  EVENTS,
  JOBS,
  PODS,
  REPLICATION_CONTROLLERS,
  REPLICA_SETS,
  STATEFUL_SETS,
  pathOf,
  type Resource,
} from '../api/resources.js';
import { podSelector } from '../api/selector.js';
import type { ReadOptions } from '../transport/transport.js';
import type { Target } from './target.js';

/** One list that is kept up to date. */
export interface Feed {
  readonly resource: Resource;
  readonly namespace: string;
  readonly path: string;
  readonly query: NonNullable<ReadOptions['query']>;
  /** The one object that it holds, where it is about one. */
  readonly name?: string;
}

/** With more workloads than this in a namespace, its lists are followed whole, not once for each. */
const FEW = 3;

/** The lists to follow for these workloads, each once. */
export function feedsOf(targets: readonly Target[]): readonly Feed[] {
  const namespaces = new Set(targets.map(({ namespace }) => namespace));
  const feeds = [...namespaces].flatMap((namespace) => {
    const within = targets.filter((target) => target.namespace === namespace);
    const own = within.flatMap((target) => feedsOfTarget(target, within.length > FEW));
    // Events tell of what the status does not: a mount that fails, a pod that is refused.
    return [...own, feed(EVENTS, namespace, {})];
  });
  return [...new Map(feeds.map((one) => [JSON.stringify([one.path, one.query]), one])).values()];
}

function feedsOfTarget(target: Target, isWide: boolean): readonly Feed[] {
  const { resource, namespace, name } = target;
  const itself = isWide
    ? feed(resource, namespace, {})
    : { ...feed(resource, namespace, { fieldSelector: `metadata.name=${name}` }), name };
  const selector = podSelector(target.resource, target.object);
  const query = isWide || selector === undefined ? {} : { labelSelector: selector };
  const parts = partsOf(resource, selector !== undefined).map((part) => feed(part, namespace, query));
  return [itself, ...parts];
}

/** What stands between a workload and its pods, and the pods. */
function partsOf(resource: Resource, hasSelector: boolean): readonly Resource[] {
  switch (resource) {
    case PODS:
      return [];
    case DEPLOYMENTS:
      return [REPLICA_SETS, PODS];
    case STATEFUL_SETS:
    case DAEMON_SETS:
      return [CONTROLLER_REVISIONS, PODS];
    case CRON_JOBS:
      return [JOBS, PODS];
    case JOBS:
    case REPLICA_SETS:
    case REPLICATION_CONTROLLERS:
      return [PODS];
    default:
      return hasSelector ? [PODS] : [];
  }
}

function feed(resource: Resource, namespace: string, query: Feed['query']): Feed {
  return { resource, namespace, path: pathOf(resource, { namespace }), query };
}
