import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Io } from '../../../src/cli/io.js';
import { run } from '../../../src/cli/run.js';
import type { Json, JsonObject } from '../../../src/domain/values/json.js';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Paths that the API server was asked for. */
  readonly requests: readonly string[];
}

/** What the API server holds: a list's path to its items. */
export type Cluster = Readonly<Record<string, readonly JsonObject[]>>;

export interface ServerOptions {
  readonly cluster?: Cluster;
  /** Answers of any other kind, by their path; a Status is sent with its code. */
  readonly answers?: Readonly<Record<string, JsonObject>>;
  /** What containers have written, by `POD/CONTAINER`. */
  readonly logs?: Readonly<Record<string, string>>;
}

export interface RunOptions extends ServerOptions {
  readonly env?: Io['env'];
  readonly stdin?: string;
  /** Another server than the one that holds the cluster. */
  readonly server?: string;
}

export interface RunningServer {
  readonly url: string;
  /** Paths that it was asked for. */
  readonly requests: readonly string[];
  readonly stop: () => void;
}

/** An API server that holds these objects, which never change. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://server');
    requests.push(url.pathname);
    if (url.searchParams.get('watch') === 'true') {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      return;
    }
    const written = logOf(options, url);
    if (written !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(written);
      return;
    }
    const { status, body } = answer(options, url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
}

/** Runs the program in that folder against such a server. */
export async function runIn(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = {}, stdin = '' } = options;
  const { url, requests, stop } = await startServer(options);
  const out = { stdout: '', stderr: '' };
  try {
    const server = options.server ?? url;
    const status = await run([...args, '--server', server], ioOf(cwd, out, env, stdin));
    return { status, ...out, requests };
  } finally {
    stop();
  }
}

function logOf({ logs = {} }: ServerOptions, url: URL): string | undefined {
  const pod = /\/pods\/([^/]+)\/log$/.exec(url.pathname)?.[1];
  return pod === undefined ? undefined : logs[`${pod}/${url.searchParams.get('container') ?? ''}`];
}

function answer(
  { cluster = {}, answers = {} }: ServerOptions,
  url: URL,
): { readonly status: number; readonly body: Json } {
  const given = answers[url.pathname];
  if (given !== undefined) return { status: Number(given['code'] ?? 200), body: given };
  const held = Object.hasOwn(cluster, url.pathname) ? cluster[url.pathname] : undefined;
  const name = /metadata\.name=([^,]+)/.exec(url.searchParams.get('fieldSelector') ?? '')?.[1];
  if (held !== undefined) {
    const items = held.filter(
      (item) => name === undefined || (item['metadata'] as JsonObject)['name'] === name,
    );
    return { status: 200, body: { kind: 'List', metadata: { resourceVersion: '1' }, items } };
  }
  if (/^\/api\/v1\/namespaces\/[^/]+$/.test(url.pathname))
    return { status: 200, body: { kind: 'Namespace' } };
  const parent = url.pathname.replace(/\/[^/]+$/, '');
  const siblings = Object.hasOwn(cluster, parent) ? cluster[parent] : undefined;
  const named = siblings?.find(
    (item) => (item['metadata'] as JsonObject)['name'] === url.pathname.slice(parent.length + 1),
  );
  if (named !== undefined) return { status: 200, body: named };
  const isList =
    /\/(?:pods|events|deployments|replicasets|statefulsets|daemonsets|controllerrevisions|jobs|cronjobs)$/.test(
      url.pathname,
    );
  if (isList) return { status: 200, body: { kind: 'List', metadata: { resourceVersion: '1' }, items: [] } };
  const last = url.pathname.split('/').at(-1) ?? '';
  return {
    status: 404,
    body: {
      kind: 'Status',
      status: 'Failure',
      message: `"${last}" not found`,
      reason: 'NotFound',
      details: { name: last },
      code: 404,
    },
  };
}

function ioOf(cwd: string, out: { stdout: string; stderr: string }, env: Io['env'], stdin: string): Io {
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => void (out[name] += text),
    isTerminal: false,
    isClosed: () => false,
  });
  return {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: (async function* () {
      yield await Promise.resolve(Buffer.from(stdin));
    })(),
    env: { KUBECONFIG: '/nonexistent', ...env },
    cwd,
    now: Date.now,
    signal: new AbortController().signal,
  };
}
