import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ExchangeError, toExchangeError } from './network-error.js';

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
export async function exchange(options: Exchange, maxBytes: number, sinkFor: (head: Head) => Sink): Promise<Head> {
  return withResponse(options, async (head, body) => {
    const sink = sinkFor(head);
    let size = 0;
    const take = async (source: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of source) {
        size += chunk.length;
        if (size > maxBytes) throw new ExchangeError('too-large', `the answer is larger than ${Math.round(maxBytes / 1_048_576)} MiB`);
        sink(chunk);
      }
    };
    await (isGzip(head) ? pipeline(body, createGunzip(), take) : pipeline(body, take));
    return head;
  });
}

/** One GET whose body is handed to `consume` as it arrives. */
export async function withResponse<T>(
  options: Exchange,
  consume: (head: Head, body: IncomingMessage) => Promise<T>,
): Promise<T> {
  const { signal, url } = options;
  signal?.throwIfAborted();
  const request = await start(options);
  let isAnswered = false;
  const timers = watchTime(request, options);
  const onAbort = (): void => void request.destroy(new ExchangeError('cut', 'aborted'));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
      request.end();
    });
    isAnswered = true;
    response.on('data', timers.refresh).pause();
    const head = {
      status: response.statusCode ?? 0,
      headers: response.headers,
      warnings: response.headersDistinct['warning'] ?? [],
    };
    return await consume(head, response);
  } catch (error) {
    request.destroy();
    signal?.throwIfAborted();
    const failure = timers.failure() ?? toExchangeError(error, url.host);
    const isStale = failure.reason === 'cut' && request.reusedSocket && !isAnswered;
    throw isStale ? new ExchangeError('stale', failure.message, { cause: error }) : failure;
  } finally {
    timers.stop();
    signal?.removeEventListener('abort', onAbort);
  }
}

async function start({ url, agent, headers }: Exchange): Promise<ClientRequest> {
  const { request } = url.protocol === 'http:' ? await import('node:http') : await import('node:https');
  const options: RequestOptions = { method: 'GET', agent, headers: headers as NodeJS.Dict<string | string[]> };
  try {
    return request(url, options);
  } catch (error) {
    throw toExchangeError(error, url.host);
  }
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
  const total =
    totalMs === undefined
      ? undefined
      : setTimeout(fail('deadline', `the server ${url.host} did not answer within ${totalMs / 1000}s (--request-timeout)`), totalMs);
  return {
    refresh: () => void idle.refresh(),
    failure: () => failure,
    stop: () => {
      clearTimeout(idle);
      clearTimeout(total);
    },
  };
}

function isGzip(head: Head): boolean {
  return head.headers['content-encoding']?.toLowerCase() === 'gzip';
}
