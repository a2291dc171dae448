import { asObject, asText, at, type Json, type JsonObject } from '../../../domain/json.js';
import { Garbled, NotKubernetes, decodeObject, type Answer, type Decode } from './answer.js';
import { ExchangeError } from './network-error.js';
import type { Whole } from './exchange.js';

/**
 * What a whole answer means.
 * @throws ExchangeError `garbled` for a body that was cut, so that it is fetched again.
 */
export function judge<T>(whole: Whole, decode: Decode<T>, host: string): Answer<T> {
  const { status, headers } = whole;
  const contentType = headers['content-type'] ?? '';
  if (status >= 300 && status < 400) return notKubernetes(host, `it redirects (${status}), which is not followed`);
  try {
    if (status >= 200 && status < 300) return { kind: 'ok', body: decode(whole.body, contentType) };
  } catch (error) {
    if (error instanceof NotKubernetes) return notKubernetes(host, error.message);
    if (error instanceof Garbled) {
      throw new ExchangeError('garbled', `the answer of ${host} cannot be read: ${error.message}`, { cause: error });
    }
    throw error;
  }
  return refusal(status, statusObject(whole, contentType), host);
}

function notKubernetes(host: string, why: string): Answer<never> {
  return { kind: 'failed', cause: 'not-kubernetes', why: `${host} gave an answer that is not a Kubernetes API answer: ${why}` };
}

/** The Status that an API server sends with a refusal, where it did. */
function statusObject(whole: Whole, contentType: string): JsonObject | undefined {
  try {
    const object = decodeObject(whole.body, contentType);
    return asText(at(object, 'kind')) === 'Status' ? object : undefined;
  } catch {
    return undefined;
  }
}

function refusal(status: number, object: JsonObject | undefined, host: string): Answer<never> {
  const message = asText(at(object, 'message'))?.slice(0, 2000) ?? `the server answered with status ${status}`;
  switch (status) {
    case 401:
      return { kind: 'failed', cause: 'unauthorized', why: `You must be logged in to the server: ${host} refuses the credentials (${message})` };
    case 403:
      return { kind: 'forbidden', message };
    case 404:
      return { kind: 'not-found', message, namesObject: asText(at(detailsOf(object), 'name')) !== undefined };
    case 410: {
      const token = asText(at(object, 'metadata', 'continue'));
      return { kind: 'gone', message, ...(token === undefined ? {} : { continueToken: token }) };
    }
    case 429:
      return { kind: 'failed', cause: 'throttled', why: `the API server ${host} is throttling: ${message}` };
    default:
      if (status >= 500) return { kind: 'failed', cause: 'server-error', why: `the server ${host} failed (${status}): ${message}` };
      return { kind: 'rejected', status, message };
  }
}

function detailsOf(object: JsonObject | undefined): Json | undefined {
  return asObject(at(object, 'details'));
}
