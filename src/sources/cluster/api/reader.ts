import type { JsonObject } from '../../../domain/values/json.js';
import type { Answer } from '../transport/answer.js';
import type { ReadOptions, Transport } from '../transport/transport.js';
import { listAll, type Listed } from './list.js';

/** Reads for one collection: what was asked once is not asked again. */
export interface Reader {
  readonly get: (path: string, options?: ReadOptions) => Promise<Answer<JsonObject>>;
  readonly list: (path: string, query?: ReadOptions['query']) => Promise<Listed>;
  readonly transport: Transport;
  readonly signal?: AbortSignal | undefined;
}

/** A reader for one collection: what is asked twice is read once. */
export function createReader(transport: Transport, signal: AbortSignal | undefined): Reader {
  const objects = new Map<string, Promise<Answer<JsonObject>>>();
  const lists = new Map<string, Promise<Listed>>();
  return {
    transport,
    signal,
    get: (path, options = {}) =>
      remember(objects, JSON.stringify([path, options.query, options.accept]), () =>
        transport.get(path, { ...options, signal }),
      ),
    list: (path, query) =>
      remember(lists, JSON.stringify([path, query]), () =>
        listAll(transport, path, { ...(query === undefined ? {} : { query }), signal }),
      ),
  };
}

function remember<T>(held: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = held.get(key);
  if (known !== undefined) return known;
  const asked = ask();
  held.set(key, asked);
  return asked;
}
