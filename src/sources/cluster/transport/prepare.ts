import type { Agent } from 'node:http';
import { asBoolean, at } from '../../../domain/values/json.js';
import type { ClusterIo } from '../connection.js';
import type { Credential } from '../credentials/credential.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { MAX_IN_FLIGHT, openAgent } from './agent.js';
import type { Exchange } from './exchange.js';

/** What one read asks for. */
export interface ReadOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** The `Accept` header; JSON when absent. */
  readonly accept?: string;
  /** Bytes, decompressed, over which an answer is refused. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Makes exchanges ready to send; holds the connections. */
export interface Preparer {
  readonly read: (path: string, options: ReadOptions, credential: Credential) => Promise<Exchange>;
  /** A stream lives long: it must not take the place of reads, nor be compressed. */
  readonly stream: (
    path: string,
    options: ReadOptions,
    credential: Credential,
    idleMs: number,
  ) => Promise<Exchange>;
  readonly close: () => void;
}

const IDLE_MS = 10_000;
const USER_AGENT = 'kubectl-exitdiag';

/** Keeps one agent for each credential, so that connections are used again. */
export function createPreparer(target: Target, io: ClusterIo, requestTimeoutSeconds: number): Preparer {
  const gzip = wantsGzip(target);
  const reads = holdAgent((credential) => openAgent(target, credential, io, MAX_IN_FLIGHT));
  const streams = holdAgent((credential) => openAgent(target, credential, io, Infinity));
  const headers = (options: ReadOptions, credential: Credential): Exchange['headers'] => ({
    accept: options.accept ?? 'application/json',
    'user-agent': USER_AGENT,
    ...credential.headers,
  });
  return {
    read: async (path, options, credential) => ({
      url: urlOf(target.server, path, options.query),
      agent: await reads.for(credential),
      headers: { ...headers(options, credential), ...(gzip ? { 'accept-encoding': 'gzip' } : {}) },
      idleMs: IDLE_MS,
      ...(requestTimeoutSeconds > 0 ? { totalMs: requestTimeoutSeconds * 1000 } : {}),
      signal: options.signal,
    }),
    stream: async (path, options, credential, idleMs) => ({
      url: urlOf(target.server, path, options.query),
      agent: await streams.for(credential),
      headers: headers(options, credential),
      idleMs,
      signal: options.signal,
    }),
    close: () => {
      reads.close();
      streams.close();
    },
  };
}

/** One agent, for as long as the client's certificate stays the same. */
function holdAgent(open: (credential: Credential) => Promise<Agent>): {
  readonly for: (credential: Credential) => Promise<Agent>;
  readonly close: () => void;
} {
  let held: { readonly cert: Credential['cert']; readonly agent: Promise<Agent> } | undefined;
  const close = (): void => {
    held?.agent.then(
      (agent) => agent.destroy(),
      () => undefined,
    );
  };
  return {
    for: (credential) => {
      if (held !== undefined && held.cert !== credential.cert) {
        close();
        held = undefined;
      }
      held ??= { cert: credential.cert, agent: open(credential) };
      return held.agent;
    },
    close,
  };
}

function urlOf(server: URL, path: string, query: ReadOptions['query'] = {}): URL {
  const url = new URL(server.href);
  url.username = '';
  url.password = '';
  url.pathname = `${server.pathname.replace(/\/$/, '')}${path}`;
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

/** On the same machine compressing costs more time than it saves. */
function wantsGzip({ cluster, server }: Target): boolean {
  const isNear =
    server.hostname === 'localhost' || server.hostname.startsWith('127.') || server.hostname === '[::1]';
  return !isNear && asBoolean(at(cluster, 'disable-compression')) !== true;
}
