import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { ExchangeError, toExchangeError } from './network-error.js';

/** One GET request. */
export interface Exchange {
  readonly url: URL;
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Milliseconds without a byte after which the other side counts as gone. */
  readonly idleMs: number;
  /** Milliseconds for the whole answer; absent: no limit. */
  readonly totalMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What comes before a body. */
export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** `Warning` headers, as sent. */
  readonly warnings: readonly string[];
}

/** Takes the body, decompressed, chunk by chunk. */
export type Sink = (chunk: Buffer) => void;

/**
 * One GET, once, to its end. Redirects are answers like any other: following one would hand the
 * token to whoever it names.
 * @throws ExchangeError when no whole answer came; the signal's reason when it was aborted.
 */
export async function exchange(
  options: Exchange,
  maxBytes: number,
  sinkFor: (head: Head) => Sink,
): Promise<Head> {
  const begun = await begin(options);
  const { head, body } = begun;
  let size = 0;
  try {
    const sink = sinkFor(head);
    const drain = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of source) {
        size += chunk.length;
        if (size > maxBytes) {
          throw new ExchangeError(
            'too-large',
            `the answer is larger than ${Math.round(maxBytes / 1_048_576)} MiB`,
          );
        }
        sink(chunk);
      }
    };
    await (isGzip(head) ? unpack(body, drain) : drain(body));
    return head;
  } catch (error) {
    throw begun.fail(error);
  } finally {
    begun.end();
  }
}

/** Loads what it needs for it: short answers come as they are. */
async function unpack(
  body: IncomingMessage,
  drain: (source: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const { pipeline } = await import('node:stream/promises');
  const { createGunzip } = await import('node:zlib');
  // When the last stage throws, `pipeline` may reject with the abort of an earlier one.
  let own: unknown;
  try {
    await pipeline(body, createGunzip(), (source: AsyncIterable<Buffer>) =>
      drain(source).catch((error: unknown) => {
        own = error;
        throw error;
      }),
    );
  } catch (error) {
    throw own ?? error;
  }
}

/** An answer that goes on: the head first, then the body as it arrives. It ends with the iteration. */
export async function* openStream(options: Exchange): AsyncGenerator<Head | Buffer, void, undefined> {
  const begun = await begin(options);
  try {
    yield begun.head;
    for await (const chunk of begun.body as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw begun.fail(error);
  } finally {
    begun.end();
    begun.body.destroy();
  }
}

interface Begun {
  readonly head: Head;
  readonly body: IncomingMessage;
  /** Names what went wrong, and closes the connection. */
  readonly fail: (error: unknown) => unknown;
  readonly end: () => void;
}

/**
 * Node refuses a whole answer for one control character in a header, such as a warning that quotes
 * an object; kubectl takes it (Go's net/textproto checks no values). It is then asked for once more
 * and read leniently: nobody else's answers come over this connection, so there is none to smuggle
 * in (RFC 9110, section 5.5), and what is shown of a header is made inert like all text.
 */
async function begin(options: Exchange, isLenient = false): Promise<Begun> {
  const { signal, url } = options;
  signal?.throwIfAborted();
  const request = await start(options, isLenient);
  let isAnswered = false;
  const timers = watchTime(request, options);
  const onAbort = (): void => void request.destroy(new ExchangeError('cut', 'aborted'));
  signal?.addEventListener('abort', onAbort, { once: true });
  const end = (): void => {
    timers.stop();
    signal?.removeEventListener('abort', onAbort);
  };
  const fail = (error: unknown): unknown => {
    request.destroy();
    if (signal?.aborted === true) return signal.reason;
    const failure = timers.failure() ?? toExchangeError(error, url.host);
    const isStale = failure.reason === 'cut' && request.reusedSocket && !isAnswered;
    return isStale ? new ExchangeError('stale', failure.message, { cause: error }) : failure;
  };
  try {
    const body = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.on('error', reject);
      request.end();
    });
    isAnswered = true;
    body.on('data', timers.refresh).pause();
    return { head: headOf(body), body, fail, end };
  } catch (error) {
    end();
    if (!isLenient && (error as NodeJS.ErrnoException).code === 'HPE_INVALID_HEADER_TOKEN') {
      return begin(options, true);
    }
    throw fail(error);
  }
}

async function start({ url, agent, headers }: Exchange, isLenient: boolean): Promise<ClientRequest> {
  const { request } = url.protocol === 'http:' ? await import('node:http') : await import('node:https');
  const options: RequestOptions = {
    method: 'GET',
    agent,
    headers: headers as NodeJS.Dict<string | string[]>,
    ...(isLenient ? { insecureHTTPParser: true } : {}),
  };
  try {
    return request(url, options);
  } catch (error) {
    throw toExchangeError(error, url.host);
  }
}

function headOf(response: IncomingMessage): Head {
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    warnings: response.headersDistinct['warning'] ?? [],
  };
}

function isGzip(head: Head): boolean {
  return head.headers['content-encoding']?.toLowerCase() === 'gzip';
}

interface Timers {
  readonly refresh: () => void;
  readonly stop: () => void;
  readonly failure: () => ExchangeError | undefined;
}

function watchTime(request: ClientRequest, { idleMs, totalMs, url }: Exchange): Timers {
  let failure: ExchangeError | undefined;
  const fail = (reason: 'idle' | 'deadline', words: string) => (): void => {
    failure = new ExchangeError(reason, words);
    request.destroy(failure);
  };
  const idle = setTimeout(fail('idle', `the server ${url.host} sent nothing for ${idleMs / 1000}s`), idleMs);
  const late = `the server ${url.host} did not answer within ${(totalMs ?? 0) / 1000}s (--request-timeout)`;
  const total = totalMs === undefined ? undefined : setTimeout(fail('deadline', late), totalMs);
  return {
    refresh: () => void idle.refresh(),
    failure: () => failure,
    stop: () => {
      clearTimeout(idle);
      clearTimeout(total);
    },
  };
}
