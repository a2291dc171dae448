import type { ServerResponse } from 'node:http';
import { json, list, startFakeApi, text, type Reply } from '../../sources/cluster/fake-api.js';
import type { JsonObject } from '../../../src/domain/values/json.js';

/** A cluster whose pods change while it is watched. */
export interface WatchedServer {
  readonly url: string;
  readonly asked: readonly string[];
  /** Puts a pod there, or in the place of that name, and tells every watcher. */
  readonly set: (pod: JsonObject) => void;
  readonly remove: (pod: JsonObject) => void;
  /** Cuts every watch off, without a word. */
  readonly cut: () => void;
  /** Tells every watcher that its place in the history is forgotten. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

const shop = '/api/v1/namespaces/shop';

/** `others` answer before the cluster does, by path without the query. */
export async function startWatchedServer(
  pods: readonly JsonObject[],
  others: Readonly<Record<string, Reply>> = {},
): Promise<WatchedServer> {
  const held = new Map(pods.map((one) => [nameOf(one), one]));
  const watchers = new Set<ServerResponse>();
  let version = 1;
  /** What was told, in order: number n made version n + 2. */
  const history: string[] = [];
  const tell = (type: string, object: JsonObject): void => {
    history.push(`${JSON.stringify({ type, object })}\n`);
    for (const watcher of watchers) watcher.write(history.at(-1));
  };
  const versioned = (pod: JsonObject): JsonObject => ({
    ...pod,
    metadata: { ...(pod['metadata'] as JsonObject), resourceVersion: String(++version) },
  });
  const stream = (isOfPods: boolean): Reply => {
    return (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      if (!isOfPods) return;
      const from = Number(/resourceVersion=(\d+)/.exec(request.url ?? '')?.[1]);
      response.write(history.slice(from - 1).join(''));
      watchers.add(response);
      response.on('close', () => watchers.delete(response));
    };
  };
  const answer = (url: string): Reply => {
    const [path = ''] = url.split('?');
    const other = others[path];
    if (other !== undefined) return other;
    if (url.includes('watch=true')) return stream(path.endsWith('/pods'));
    const pod = held.get(new RegExp(`^${shop}/pods/([^/]+)$`).exec(path)?.[1] ?? '');
    if (pod !== undefined) return json({ kind: 'Pod', apiVersion: 'v1', ...pod });
    if (path.endsWith('/log')) return text('panic: no route to database\n');
    if (path.endsWith('/nodes/n1')) return json({ kind: 'Node', metadata: { name: 'n1' }, status: {} });
    if (path.endsWith('/pods'))
      return list('PodList', [...held.values()], { resourceVersion: String(version) });
    return path.includes('/pods/') ? json({ kind: 'Status', details: { name: 'x' } }, 404) : list('List', []);
  };
  const api = await startFakeApi(answer);
  return {
    url: api.url,
    asked: api.asked,
    set: (pod) => {
      const now = versioned(pod);
      const type = held.has(nameOf(pod)) ? 'MODIFIED' : 'ADDED';
      held.set(nameOf(pod), now);
      tell(type, now);
    },
    remove: (pod) => {
      held.delete(nameOf(pod));
      tell('DELETED', versioned(pod));
    },
    cut: () => {
      for (const watcher of watchers) watcher.destroy();
    },
    forget: () => {
      const gone = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } };
      for (const watcher of watchers) watcher.end(`${JSON.stringify(gone)}\n`);
      watchers.clear();
    },
    close: api.close,
  };
}

function nameOf(pod: JsonObject): string {
  return (pod['metadata'] as { readonly name: string }).name;
}
