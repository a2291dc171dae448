import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../domain/values/json.js';
import type { ClusterIo } from '../connection.js';
import type { Credential, Credentials } from '../credentials/credential.js';
import { expiryOf } from '../credentials/expiry.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { MAX_IN_FLIGHT } from './agent.js';
import { decodeObject, type Answer, type Decode } from './answer.js';
import { exchange, openStream, type Head } from './exchange.js';
import { createJudge } from './judge.js';
import { ExchangeError, toFailed } from './network-error.js';
import { createPreparer, type Preparer, type ReadOptions } from './prepare.js';
import {
  backoff,
  createPatience,
  retriesAfter,
  retriesOfStatus,
  retryAfter,
  type Patience,
} from './retry.js';
import { createServerClock, type ServerClock } from './server-clock.js';
import { createSlots } from './slots.js';
import { createWarnings } from './warnings.js';

export type { ReadOptions } from './prepare.js';

/** Raw reads from one API server: GET, and nothing else. */
export interface Transport {
  /** A JSON object of the API. */
  readonly get: (path: string, options?: ReadOptions) => Promise<Answer<JsonObject>>;
  /** Anything else, by its own decoder. */
  readonly read: <T>(path: string, decode: Decode<T>, options?: ReadOptions) => Promise<Answer<T>>;
  /**
   * An answer that goes on (a watch): its head, then its bytes. Once: whoever reads it starts again.
   * @throws ExchangeError when the connection ends before the answer does.
   */
  readonly stream: (
    path: string,
    options: ReadOptions & { readonly idleMs: number },
  ) => AsyncGenerator<Head | Buffer, void, undefined>;
  /** After a stream was refused with 401: whether another credential could be had. */
  readonly renew: () => Promise<boolean>;
  /** Milliseconds since the epoch by the server's clock, as of its last answer. */
  readonly serverTime: () => number | undefined;
  /** By how many milliseconds the server's clock is ahead of ours. */
  readonly serverAhead: () => number;
  /** Forgets how long the server has given nothing: who waits for hours asks again after a long outage. */
  readonly startAnew: () => void;
  readonly close: () => void;
}

/** A page of 500 pods is 5 MB or so; an object is at most 3 MB (etcd's request limit). */
const MAX_BYTES = 48 * 1_048_576;
/** A credential that was good and expired in mid-scan is renewed; a burst may use up several. */
const MAX_RENEWALS = 5;

/** The only way to the API server of a target: GET requests over kept connections. */
export function createTransport(
  target: Target,
  credentials: Credentials,
  io: ClusterIo,
  requestTimeoutSeconds = 0,
): Transport {
  const connection = connect(target, credentials, io, requestTimeoutSeconds);
  const inSlot = createSlots(MAX_IN_FLIGHT);
  const { prepare } = connection;
  return {
    get: (path, options) => inSlot(() => read(connection, path, decodeObject, options)),
    read: (path, decode, options) => inSlot(() => read(connection, path, decode, options)),
    stream: async function* (path, options) {
      const parts = openStream(
        await prepare.stream(path, options, await credentials.current(), options.idleMs),
      );
      for await (const part of parts) {
        if (!Buffer.isBuffer(part)) connection.onHead(part);
        yield part;
      }
    },
    renew: async () => (await credentials.renew(await credentials.current())) !== undefined,
    serverTime: connection.serverClock.last,
    serverAhead: connection.serverClock.ahead,
    startAnew: connection.patience.onSuccess,
    close: prepare.close,
  };
}

/** What all reads of one server share. */
interface Connection {
  readonly host: string;
  readonly credentials: Credentials;
  readonly prepare: Preparer;
  readonly patience: Patience;
  /** Credentials that the server took at least once. */
  readonly accepted: WeakSet<Credential>;
  readonly clock: () => number;
  readonly trace: ((line: string) => void) | undefined;
  readonly noteThrottling: () => void;
  readonly onHead: (head: Head) => void;
  readonly serverClock: ServerClock;
}

function connect(
  target: Target,
  credentials: Credentials,
  io: ClusterIo,
  requestTimeoutSeconds: number,
): Connection {
  const clock = io.clock ?? Date.now;
  const warn = createWarnings(io.warn);
  const serverClock = createServerClock(clock);
  return {
    host: target.server.host,
    credentials,
    prepare: createPreparer(target, io, requestTimeoutSeconds),
    patience: createPatience(clock),
    accepted: new WeakSet(),
    clock,
    trace: io.trace,
    noteThrottling: once(() => io.warn('the API server is throttling; waiting as it asks')),
    onHead: (head) => {
      serverClock.hear(head.headers.date);
      warn(head.warnings);
    },
    serverClock,
  };
}

interface Attempt<T> {
  readonly answer: Answer<T>;
  readonly head?: Head;
  readonly failure?: ExchangeError;
  /** How often what happened may be tried again. */
  readonly retries: number;
}

async function attempt<T>(
  connection: Connection,
  path: string,
  decode: Decode<T>,
  options: ReadOptions,
  credential: Credential,
): Promise<Attempt<T>> {
  const { clock, patience, accepted, host, onHead } = connection;
  const prepared = await connection.prepare.read(path, options, credential);
  const startedAt = clock();
  const trace = (end: string): void =>
    connection.trace?.(`GET ${prepared.url.href} ${end} in ${clock() - startedAt} milliseconds`);
  const judge = createJudge(decode, host);
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
    return {
      answer: toFailed(error),
      failure: error,
      retries: retriesAfter(error.reason, patience.wasReached()),
    };
  }
}

/** A read with its retries: within bounds, as the server asks, and with a new credential where one expired. */
async function read<T>(
  connection: Connection,
  path: string,
  decode: Decode<T>,
  options: ReadOptions = {},
): Promise<Answer<T>> {
  const { credentials, patience, accepted, clock } = connection;
  let credential = await credentials.current();
  let renewals = 0;
  for (let tries = 0; ;) {
    if (patience.left() === 0) return gaveUp(connection.host);
    const { answer, head, failure, retries } = await attempt(connection, path, decode, options, credential);
    if (head?.status === 401) {
      const mayRenew = renewals++ < (accepted.has(credential) ? MAX_RENEWALS : 1);
      const renewed = mayRenew ? await credentials.renew(credential) : undefined;
      if (renewed === undefined)
        return withExpiry(answer, expiryOf(credential, connection.serverClock.last() ?? clock()));
      credential = renewed;
      continue;
    }
    if (retries === 0) return answer;
    patience.onTrouble();
    const asked = retryAfter(head?.headers['retry-after'], clock());
    const isStale = failure?.reason === 'stale' && tries === 0;
    const wait = isStale ? 0 : (asked ?? backoff(tries, Math.random()));
    if (tries++ >= retries) return answer;
    if (wait > patience.left()) return asked === undefined ? answer : tooLong(answer, asked);
    if (head?.status === 429) connection.noteThrottling();
    await sleep(wait, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

function withExpiry<T>(answer: Answer<T>, expiry: string | undefined): Answer<T> {
  if (answer.kind !== 'failed' || expiry === undefined) return answer;
  return { ...answer, why: `${answer.why}: ${expiry}` };
}

function gaveUp(host: string): Answer<never> {
  return { kind: 'failed', cause: 'timeout', why: `the server ${host} has given no usable answer for 30s` };
}

function tooLong<T>(answer: Answer<T>, asked: number): Answer<T> {
  if (answer.kind !== 'failed') return answer;
  return { ...answer, why: `${answer.why}; it asks to wait ${Math.ceil(asked / 1000)}s, which is too long` };
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
