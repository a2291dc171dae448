import { asObject, asText, at, type Json, type JsonObject } from '../../../domain/values/json.js';
import { Garbled, NotKubernetes, type Answer, type Decode, type Decoder } from './answer.js';
import { decodeStatus } from './decode-status.js';
import type { Head, Sink } from './exchange.js';
import { ExchangeError } from './network-error.js';

/** Reads one answer: the body of a good one by `decode`, that of a refusal as a Status. */
export interface Judge<T> {
  readonly sinkFor: (head: Head) => Sink;
  readonly verdict: (head: Head) => Answer<T>;
}

/**
 * What an answer means. The body is decoded while it arrives.
 * @throws ExchangeError `garbled`, by both functions, for a body that was cut: it is fetched again.
 */
export function createJudge<T>(decode: Decode<T>, host: string): Judge<T> {
  let good: Decoder<T> | undefined;
  let refused: Decoder<JsonObject | undefined> | undefined;
  let foreign: NotKubernetes | undefined;
  /** Runs a decoder; what is no Kubernetes answer is kept for the verdict. */
  const guarded = <R>(run: () => R): R | undefined => {
    try {
      return run();
    } catch (error) {
      if (error instanceof NotKubernetes) foreign = error;
      else if (error instanceof Garbled) {
        throw new ExchangeError('garbled', `the answer of ${host} cannot be read: ${error.message}`, {
          cause: error,
        });
      } else throw error;
      return undefined;
    }
  };
  return {
    sinkFor: ({ status, headers }) => {
      const contentType = headers['content-type'] ?? '';
      if (status < 200 || status >= 300) {
        refused = decodeStatus(contentType);
        return refused.push;
      }
      good = guarded(() => decode(contentType));
      return (chunk) => {
        if (foreign === undefined) guarded(() => good?.push(chunk));
      };
    },
    verdict: ({ status }) => {
      if (status >= 300 && status < 400)
        return notKubernetes(host, `it redirects (${status}), which is not followed`);
      if (refused !== undefined) return refusal(status, refused.end(), host);
      const decoder = good;
      const body =
        foreign === undefined && decoder !== undefined
          ? guarded(() => ({ value: decoder.end() }))
          : undefined;
      return body === undefined
        ? notKubernetes(host, foreign?.message ?? 'it is empty')
        : { kind: 'ok', body: body.value };
    },
  };
}

function notKubernetes(host: string, why: string): Answer<never> {
  return {
    kind: 'failed',
    cause: 'not-kubernetes',
    why: `${host} gave an answer that is not a Kubernetes API answer: ${why}`,
  };
}

/** A Go server says 400 in plain text to whoever speaks HTTP where it wants TLS. */
function bareRefusal(status: number, object: JsonObject | undefined): string {
  const hint =
    status === 400 && object === undefined ? '; if its address begins with http://, try https://' : '';
  return `the server answered with status ${status}${hint}`;
}

function refusal(status: number, object: JsonObject | undefined, host: string): Answer<never> {
  const message = said(object, 'message')?.slice(0, 2000) ?? bareRefusal(status, object);
  switch (status) {
    case 401:
      return {
        kind: 'failed',
        cause: 'unauthorized',
        why: `You must be logged in to the server: ${host} refuses the credentials (${message})`,
      };
    case 403:
      return { kind: 'forbidden', message };
    case 404:
      return { kind: 'not-found', message, namesObject: said(detailsOf(object), 'name') !== undefined };
    case 410: {
      const token = said(object, 'metadata', 'continue');
      return { kind: 'gone', message, ...(token === undefined ? {} : { continueToken: token }) };
    }
    case 429:
      return { kind: 'failed', cause: 'throttled', why: `the API server ${host} is throttling: ${message}` };
    default:
      if (status >= 500)
        return {
          kind: 'failed',
          cause: 'server-error',
          why: `the server ${host} failed (${status}): ${message}`,
        };
      return { kind: 'rejected', status, message };
  }
}

/** What stands there; protobuf sends what is empty, JSON leaves it out. */
function said(object: Json | undefined, ...path: readonly string[]): string | undefined {
  const text = asText(at(object, ...path));
  return text === '' ? undefined : text;
}

function detailsOf(object: JsonObject | undefined): Json | undefined {
  return asObject(at(object, 'details'));
}
