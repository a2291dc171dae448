import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { asBoolean, at } from '../../../domain/json.js';
import type { ClusterIo } from '../connection.js';
import type { Credential, Credentials } from '../credentials/credentials.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { MAX_IN_FLIGHT, openAgent } from './agent.js';
import { decodeObject, type Answer, type Decode } from './answer.js';
import { exchange, withResponse, type Exchange, type Head } from './exchange.js';
import { createJudge } from './judge.js';
import { ExchangeError, toFailed } from './network-error.js';
import { backoff, createPatience, retriesAfter, retriesOfStatus, retryAfter } from './retry.js';
import { createSlots } from './slots.js';
import { createWarnings } from './warnings.js';
import type { JsonObject } from '../../../domain/json.js';
import type { IncomingMessage } from 'node:http';

export interface ReadOptions {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** The `Accept` header; JSON when absent. */
  readonly accept?: string;
  /** Bytes, decompressed, over which an answer is refused. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Raw reads from one API server: GET, and nothing else. */
export interface Transport {
  /** A JSON object of the API. */
  readonly get: (path: string, options?: ReadOptions) => Promise<Answer<JsonObject>>;
  /** Anything else, by its own decoder. */
  readonly read: <T>(path: string, decode: Decode<T>, options?: ReadOptions) => Promise<Answer<T>>;
  /** An answer as it arrives (a watch), once: whoever reads it starts again when it ends. */
  readonly stream: <T>(path: string, consume: (head: Head, body: IncomingMessage) => Promise<T>, options: ReadOptions & { readonly idleMs: number }) => Promise<T>;
  /** Milliseconds since the epoch by the server's clock, as of its last answer. */
  readonly serverTime: () => number | undefined;
  readonly close: () => void;
}

const IDLE_MS = 10_000;
/** A page of 500 pods is 5 MB or so; an object is at most 3 MB (etcd's request limit). */
const MAX_BYTES = 48 * 1_048_576;
const USER_AGENT = 'kubectl-exitdiag';
/** A credential that was good and expired in mid-scan is renewed; a burst may use up several. */
const MAX_RENEWALS = 5;

export function createTransport(
  target: Target,
  credentials: Credentials,
  io: ClusterIo,
  requestTimeoutSeconds = 0,
): Transport {
  const clock = io.clock ?? Date.now;
  const patience = createPatience(clock);
  const inSlot = createSlots(MAX_IN_FLIGHT);
  const warn = createWarnings(io.warn);
  const noteThrottling = once(() => io.warn('the API server is throttling; waiting as it asks'));
  const accepted = new WeakSet<Credential>();
  let open: { readonly credential: Credential; readonly agent: Promise<Agent> } | undefined;
  let serverTime: number | undefined;

  const agentFor = (credential: Credential): Promise<Agent> => {
    if (open === undefined || open.credential.cert !== credential.cert) {
      open = { credential, agent: openAgent(target, credential, io) };
    }
    return open.agent;
  };
  const prepare = async (path: string, credential: Credential, options: ReadOptions, idleMs: number): Promise<Exchange> => ({
    url: urlOf(target.server, path, options.query),
    agent: await agentFor(credential),
    headers: {
      accept: options.accept ?? 'application/json',
      'user-agent': USER_AGENT,
      ...(wantsGzip(target) ? { 'accept-encoding': 'gzip' } : {}),
      ...credential.headers,
    },
    idleMs,
    ...(requestTimeoutSeconds > 0 ? { totalMs: requestTimeoutSeconds * 1000 } : {}),
    signal: options.signal,
  });
  const onHead = (head: Head): void => {
    const date = Date.parse(head.headers.date ?? '');
    if (!Number.isNaN(date)) serverTime = date;
    warn(head.warnings);
  };

  /** One attempt: an answer, or how long to wait before the next one. */
  async function attempt<T>(path: string, decode: Decode<T>, options: ReadOptions, credential: Credential): Promise<Attempt<T>> {
    const prepared = await prepare(path, credential, options, IDLE_MS);
    const startedAt = clock();
    const trace = (end: string): void => io.trace?.(`GET ${prepared.url.href} ${end} in ${clock() - startedAt} milliseconds`);
    const judge = createJudge(decode, target.server.host);
    try {
      const head = await exchange(prepared, options.maxBytes ?? MAX_BYTES, (begun) => {
        onHead(begun);
        return judge.sinkFor(begun);
      });
      trace(String(head.status));
      const answer = judge.verdict(head);
      if (answer.kind !== 'failed') patience.onSuccess();
      if (head.status !== 401 && head.status < 500) accepted.add(credential);
      return { answer, head, retries: retriesOfStatus(head.status) };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      trace(error.message);
      return { answer: toFailed(error), failure: error, retries: retriesAfter(error.reason, patience.wasReached()) };
    }
  }

  async function read<T>(path: string, decode: Decode<T>, options: ReadOptions = {}): Promise<Answer<T>> {
    let credential = await credentials.current();
    let renewals = 0;
    for (let tries = 0; ; ) {
      if (patience.left() === 0) return gaveUp(target.server.host);
      const { answer, head, failure, retries } = await attempt(path, decode, options, credential);
      if (head?.status === 401) {
        const renewed = renewals++ < (accepted.has(credential) ? MAX_RENEWALS : 1) ? await credentials.renew(credential) : undefined;
        if (renewed === undefined) return answer;
        credential = renewed;
        continue;
      }
      if (retries === 0) return answer;
      patience.onTrouble();
      const asked = retryAfter(head?.headers['retry-after'], clock());
      const wait = failure?.reason === 'stale' && tries === 0 ? 0 : (asked ?? backoff(tries, Math.random()));
      if (tries++ >= retries) return answer;
      if (wait > patience.left()) return asked === undefined ? answer : tooLong(answer, asked);
      if (head?.status === 429) noteThrottling();
      await sleep(wait, undefined, options.signal === undefined ? {} : { signal: options.signal });
    }
  }

  return {
    get: (path, options) => inSlot(() => read(path, decodeObject, options)),
    read: (path, decode, options) => inSlot(() => read(path, decode, options)),
    stream: async (path, consume, options) => {
      const prepared = await prepare(path, await credentials.current(), options, options.idleMs);
      const { totalMs: _none, ...endless } = prepared;
      return withResponse(endless, (head, body) => {
        onHead(head);
        patience.onSuccess();
        return consume(head, body);
      });
    },
    serverTime: () => serverTime,
    close: () => void open?.agent.then((agent) => agent.destroy(), () => undefined),
  };
}

interface Attempt<T> {
  readonly answer: Answer<T>;
  readonly head?: Head;
  readonly failure?: ExchangeError;
  readonly retries: number;
}

function urlOf(server: URL, path: string, query: ReadOptions['query'] = {}): URL {
  const url = new URL(server.href);
  url.username = '';
  url.password = '';
  url.pathname = `${server.pathname.replace(/\/$/, '')}${path}`;
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

/** On the same machine compressing costs more time than it saves. */
function wantsGzip({ cluster, server }: Target): boolean {
  const isNear = server.hostname === 'localhost' || server.hostname.startsWith('127.') || server.hostname === '[::1]';
  return !isNear && asBoolean(at(cluster, 'disable-compression')) !== true;
}

function gaveUp(host: string): Answer<never> {
  return { kind: 'failed', cause: 'timeout', why: `the server ${host} has given no usable answer for 30s` };
}

function tooLong<T>(answer: Answer<T>, asked: number): Answer<T> {
  return answer.kind === 'failed' ? { ...answer, why: `${answer.why}; it asks to wait ${Math.ceil(asked / 1000)}s, which is too long` } : answer;
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
