import { asNumber, asText, at, asObject, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { NotKubernetes, parseObject, whole, type Answer, type Decode } from '../transport/answer.js';
import type { ReadOptions, Transport } from '../transport/transport.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly continueToken?: string;
  /** Objects that follow, where the server tells. */
  readonly remaining?: number;
  readonly resourceVersion?: string;
}

/** How a list is read, page by page. */
export interface ListOptions<T> {
  readonly query?: ReadOptions['query'];
  /** Asked before each page: the wire form may change from page to page. */
  readonly accept?: () => string;
  /** Objects a page; 0 for all at once. */
  readonly limit: number;
  readonly decode: Decode<Page<T>>;
  /** What tells an object from others, so that none is seen twice; undefined: not to be told. */
  readonly keyOf: (item: T) => string | undefined;
  /** Once no continue token lasts: read all in one answer (`whole`), or leave that to the caller. */
  readonly onExpired: 'whole' | 'stop';
  /** Keys seen in other lists that may overlap with this one; added to. */
  readonly seen?: Set<string>;
  /** Told of a page before the next one is asked for. */
  readonly onPage?: (page: Page<T>) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How a list ended: undefined when it was whole, else the answer that ended it. */
export type ListEnd = Exclude<Answer<never>, { kind: 'ok' }> | undefined;

/**
 * A list, page by page; the next page is on its way while one is looked at. An expired token
 * (410) goes on with the token that the server gives instead, else the list starts again; nothing
 * is handed out twice. A token that was seen before ends it: such a server would page for ever.
 */
export async function* listPages<T>(
  transport: Transport,
  path: string,
  options: ListOptions<T>,
): AsyncGenerator<Page<T>, ListEnd> {
  const seen = options.seen ?? new Set<string>();
  const tokens = new Set<string>();
  let limit = options.limit;
  let restarts = 0;
  const fetch = (token: string | undefined): Promise<Answer<Page<T>>> =>
    transport.read(path, options.decode, {
      query: { ...options.query, limit: limit === 0 ? undefined : limit, continue: token },
      ...present('accept', options.accept?.()),
      ...present('signal', options.signal),
    });
  for (let token: string | undefined, next = fetch(undefined); ;) {
    const answer = await next;
    switch (answer.kind) {
      case 'ok': {
        token = answer.body.continueToken;
        options.onPage?.(answer.body);
        const isLoop = token !== undefined && tokens.has(token);
        if (token !== undefined && !isLoop) {
          tokens.add(token);
          next = fetch(token);
          // Waited for in the next round; until then its failure is nobody's.
          next.catch(() => undefined);
        }
        yield { ...answer.body, items: answer.body.items.filter((item) => isNew(seen, options.keyOf(item))) };
        if (token === undefined) return undefined;
        if (isLoop) return REPEATS;
        break;
      }
      case 'gone': {
        token = answer.continueToken;
        if (token === undefined || tokens.has(token)) {
          // The first time from the start; when that expires as well, tokens are of no use here.
          if (restarts++ > 0 && (options.onExpired === 'stop' || limit === 0)) return answer;
          if (restarts > 1) limit = 0;
          token = undefined;
          tokens.clear();
        } else tokens.add(token);
        next = fetch(token);
        break;
      }
      case 'failed':
        if (answer.cause !== 'too-large' || limit <= 1) return answer;
        limit = Math.ceil(limit / 8);
        next = fetch(token);
        break;
      default:
        return answer;
    }
  }
}

const REPEATS: ListEnd = {
  kind: 'failed',
  cause: 'not-kubernetes',
  why: 'the server repeats a continue token, so that its list would never end',
};

function isNew(seen: Set<string>, key: string | undefined): boolean {
  if (key === undefined) return true;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** Decodes a page of any list; an answer without items is no list. */
export const decodeList: Decode<Page<JsonObject>> = whole((body, contentType) => {
  const object = parseObject(body, contentType);
  const items = at(object, 'items') ?? at(object, 'rows');
  if (!Array.isArray(items)) throw new NotKubernetes('it is a list without items');
  return { items: items.map((item) => asObject(item as JsonObject) ?? {}), ...pageOf(object) };
});

/** The list's own metadata. */
export function pageOf(list: JsonObject): Omit<Page<never>, 'items'> {
  return {
    ...present('continueToken', asText(at(list, 'metadata', 'continue'))),
    ...present('remaining', asNumber(at(list, 'metadata', 'remainingItemCount'))),
    ...present('resourceVersion', asText(at(list, 'metadata', 'resourceVersion'))),
  };
}

/** The UID, else namespace and name. */
export function objectKey(object: JsonObject): string | undefined {
  const name = asText(at(object, 'metadata', 'name'));
  const uid = asText(at(object, 'metadata', 'uid'));
  return (
    uid ?? (name === undefined ? undefined : `${asText(at(object, 'metadata', 'namespace')) ?? ''}/${name}`)
  );
}

/** A whole list, or as much of it as could be read. */
export interface Listed {
  readonly items: readonly JsonObject[];
  readonly end: ListEnd;
}

/** A whole list of raw objects, paged; `keep` reduces each page before the next is looked at. */
export async function listAll(
  transport: Transport,
  path: string,
  options: {
    readonly query?: ReadOptions['query'];
    readonly signal?: AbortSignal | undefined;
    readonly keep?: (item: JsonObject) => boolean;
    /** Waited for before the first page is reduced, so that it can be asked for before `keep` can tell. */
    readonly ready?: Promise<unknown>;
  },
): Promise<Listed> {
  const pages = listPages(transport, path, {
    ...present('query', options.query),
    ...present('signal', options.signal),
    limit: 500,
    decode: decodeList,
    keyOf: objectKey,
    onExpired: 'whole',
  });
  const items: JsonObject[] = [];
  for (;;) {
    const { done, value } = await pages.next();
    await options.ready;
    if (done === true) return { items, end: value };
    items.push(...(options.keep === undefined ? value.items : value.items.filter(options.keep)));
  }
}
