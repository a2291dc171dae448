import type { JsonObject } from '../../../domain/values/json.js';

/** What became of one read. Nothing here is thrown, so that no caller can forget a refusal. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly body: T }
  /** 403, in the server's words. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /**
   * 404. `namesObject`: the Status names the object, so it does not exist; else the path may be
   * wrong, or something between us and the server answered.
   */
  | { readonly kind: 'not-found'; readonly message: string; readonly namesObject: boolean }
  /** 410; `continueToken` carries on with an inconsistent list. */
  | { readonly kind: 'gone'; readonly message: string; readonly continueToken?: string }
  /** Any other 4xx, in the server's words. */
  | { readonly kind: 'rejected'; readonly status: number; readonly message: string }
  | Failed;

/** No usable answer, after all the retries that made sense. */
export interface Failed {
  readonly kind: 'failed';
  readonly cause: FailureCause;
  /** One line for the user. */
  readonly why: string;
}

/** Why no answer came that says anything of the object. */
export type FailureCause =
  /** Nothing listens there, or the name or the route is not known. */
  | 'unreachable'
  /** The certificate is not trusted, or the other side speaks no TLS. */
  | 'untrusted'
  | 'unauthorized'
  /** Silence for too long, or the time of --request-timeout is over. */
  | 'timeout'
  | 'throttled'
  | 'server-error'
  /** The connection ended in the middle, again and again. */
  | 'cut'
  /** Something answers that is no Kubernetes API. */
  | 'not-kubernetes'
  | 'too-large';

/**
 * Reads an answer's body as it arrives; told the content type first. Both functions throw
 * `Garbled` when what arrived cannot be all of it, `NotKubernetes` when it is something else.
 */
export type Decode<T> = (contentType: string) => Decoder<T>;

/** Takes a body chunk by chunk. */
export interface Decoder<T> {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => T;
}

/** A decoder that waits for the whole body. */
export function whole<T>(decode: (body: Buffer, contentType: string) => T): Decode<T> {
  return (contentType) => {
    const chunks: Buffer[] = [];
    return {
      push: (chunk) => void chunks.push(chunk),
      end: () => decode(Buffer.concat(chunks), contentType),
    };
  };
}

/** The body is no valid document: it may have been cut, so it is fetched again. */
export class Garbled extends Error {
  override readonly name = 'Garbled';
}

/** The body is whole and is not what a Kubernetes API answers. */
export class NotKubernetes extends Error {
  override readonly name = 'NotKubernetes';
}

/** @throws NotKubernetes unless the content type is JSON. */
export function expectJson(contentType: string): void {
  if (/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)) return;
  throw new NotKubernetes(
    contentType === '' ? 'it has no content type' : `it is ${contentType.slice(0, 60)}`,
  );
}

/** A JSON object of the API: an object with a `kind`, as every answer of it has. */
export function parseObject(body: Buffer, contentType: string): JsonObject {
  expectJson(contentType);
  if (body.length === 0) throw new NotKubernetes('it is empty');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Garbled('it is no valid JSON', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, 'kind')) {
    throw new NotKubernetes('it is JSON without a kind');
  }
  return value as JsonObject;
}

/** Decodes one object of JSON. */
export const decodeObject: Decode<JsonObject> = whole(parseObject);

/** Decodes a log: any bytes are text. */
export const decodeText: Decode<string> = whole((body) => body.toString('utf8'));
