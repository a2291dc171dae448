import { setTimeout as sleep } from 'node:timers/promises';
import { asNumber, asObject, asText, at, type Json, type JsonObject } from '../../../domain/values/json.js';
import { decodeList, listPages, objectKey } from '../api/list.js';
import type { Answer } from '../transport/answer.js';
import type { Head } from '../transport/exchange.js';
import { ExchangeError } from '../transport/network-error.js';
import { backoff } from '../transport/retry.js';
import type { ReadOptions, Transport } from '../transport/transport.js';
import { createLineCutter } from './lines.js';

/** What a list that is kept up to date tells. */
export type WatchItem =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: JsonObject }
  /** Everything that exists has been told, at the beginning and again after a gap. */
  | { readonly type: 'SYNCED' }
  /** Nothing is heard of the server at the moment; it is tried again. */
  | { readonly type: 'LOST'; readonly why: string }
  /** After that, the server took a watch again; it may have nothing to tell for long. */
  | { readonly type: 'FOUND' }
  /** It may not be listed or watched; nothing more will come. `verb` is the one that is lacking. */
  | {
      readonly type: 'REFUSED';
      readonly verb: 'list' | 'watch';
      readonly answer: Exclude<Answer<never>, { kind: 'ok' }>;
    };

/** What of a list is watched, and until when. */
export interface WatchOptions {
  readonly query?: ReadOptions['query'];
  readonly signal?: AbortSignal | undefined;
}

/** The server ends a watch by itself after this, and it is begun anew. */
const WATCH_SECONDS = 290;
/** Bookmarks come once a minute (KEP-956); without one for longer the connection is dead. */
const IDLE_MS = 150_000;

/**
 * A list and then its changes, for as long as the caller listens: the watch resumes where it was
 * when the server ends it or the connection is cut, and lists again when the server has forgotten
 * that place (410); what came and went in a gap is told then. Memory: one key for each object.
 * @throws the signal's reason when it is aborted.
 */
export async function* watchList(
  transport: Transport,
  path: string,
  options: WatchOptions = {},
): AsyncGenerator<WatchItem, void, undefined> {
  const known = new Map<string, Known>();
  for (let failures = 0; ;) {
    const listed = yield* relist(transport, path, options, known);
    if (listed.kind === 'refused') return;
    if (listed.kind === 'listed') yield { type: 'SYNCED' };
    let version = listed.kind === 'listed' ? listed.version : undefined;
    while (version !== undefined) {
      const ended: Ended = yield* follow(transport, path, options, known, { version, isLost: failures > 0 });
      if (ended.kind === 'refused') return;
      version = ended.kind === 'ended' ? ended.version : undefined;
      if (ended.kind === 'ended') failures = ended.isLost ? failures + 1 : 0;
      if (failures > 0) await pause(failures, options.signal);
    }
    // Also a server that forgets at once must not be asked without a pause.
    await pause(++failures, options.signal);
  }
}

interface Known {
  readonly version: string;
  /** What is left to tell of it when it is found gone: who it was. */
  readonly object: JsonObject;
}

function pause(failures: number, signal: AbortSignal | undefined): Promise<void> {
  return sleep(
    backoff(Math.min(failures, 5), Math.random()),
    undefined,
    signal === undefined ? {} : { signal },
  );
}

type Listed =
  | { readonly kind: 'listed'; readonly version: string | undefined }
  | { readonly kind: 'again' }
  | { readonly kind: 'refused' };

async function* relist(
  transport: Transport,
  path: string,
  options: WatchOptions,
  known: Map<string, Known>,
): AsyncGenerator<WatchItem, Listed, undefined> {
  const present = new Set<string>();
  let version: string | undefined;
  const pages = listPages(transport, path, {
    ...options,
    limit: 500,
    decode: decodeList,
    keyOf: objectKey,
    onExpired: 'whole',
  });
  for (;;) {
    const { done, value } = await pages.next();
    if (done === true) {
      if (value === undefined) break;
      if (value.kind === 'failed' || value.kind === 'gone') {
        yield { type: 'LOST', why: value.kind === 'failed' ? value.why : value.message };
        return { kind: 'again' };
      }
      yield { type: 'REFUSED', verb: 'list', answer: value };
      return { kind: 'refused' };
    }
    version ??= value.resourceVersion;
    for (const object of value.items) {
      const key = objectKey(object) ?? '';
      present.add(key);
      const before = known.get(key);
      if (before?.version === versionOf(object)) continue;
      known.set(key, remember(object));
      yield { type: before === undefined ? 'ADDED' : 'MODIFIED', object };
    }
  }
  for (const [key, { object }] of known) {
    if (present.has(key)) continue;
    known.delete(key);
    yield { type: 'DELETED', object };
  }
  return { kind: 'listed', version };
}

type Ended =
  | { readonly kind: 'ended'; readonly version: string; readonly isLost: boolean }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'refused' };

/** One watch, from a version until it ends, whyever. */
async function* follow(
  transport: Transport,
  path: string,
  options: WatchOptions,
  known: Map<string, Known>,
  from: { readonly version: string; readonly isLost: boolean },
): AsyncGenerator<WatchItem, Ended, undefined> {
  let { version } = from;
  const queue: JsonObject[] = [];
  const cut = createLineCutter((line) => queue.push(parseLine(line)));
  const query = {
    ...options.query,
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: WATCH_SECONDS,
    resourceVersion: version,
  };
  try {
    for await (const part of transport.stream(path, { query, signal: options.signal, idleMs: IDLE_MS })) {
      if (!Buffer.isBuffer(part)) {
        const verdict = await judgeHead(transport, part);
        if (verdict === undefined) {
          if (from.isLost) yield { type: 'FOUND' };
          continue;
        }
        if (verdict.kind === 'forgotten') return verdict;
        if (verdict.kind === 'refused') {
          yield { type: 'REFUSED', verb: 'watch', answer: verdict.answer };
          return { kind: 'refused' };
        }
        yield { type: 'LOST', why: verdict.why };
        return { kind: 'ended', version, isLost: true };
      }
      cut(part);
      for (const event of queue.splice(0)) {
        const object = asObject(at(event, 'object')) ?? {};
        const type = asText(at(event, 'type'));
        // 410 comes inside of the stream; whatever else is wrong, a new list puts it right.
        if (type === 'ERROR') return { kind: 'forgotten' };
        version = versionOf(object) || version;
        if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') continue;
        const key = objectKey(object) ?? '';
        if (type === 'DELETED') known.delete(key);
        else known.set(key, remember(object));
        yield { type, object };
      }
    }
    return { kind: 'ended', version, isLost: false };
  } catch (error) {
    if (!(error instanceof ExchangeError || error instanceof SyntaxError || error instanceof RangeError))
      throw error;
    yield { type: 'LOST', why: error.message };
    return { kind: 'ended', version, isLost: true };
  }
}

type Verdict =
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'lost'; readonly why: string }
  | { readonly kind: 'refused'; readonly answer: Exclude<Answer<never>, { kind: 'ok' }> };

async function judgeHead(transport: Transport, { status }: Head): Promise<Verdict | undefined> {
  if (status === 200) return undefined;
  if (status === 410) return { kind: 'forgotten' };
  const message = `the server answered the watch with status ${status}`;
  if (status === 401 && (await transport.renew()))
    return { kind: 'lost', why: 'the credential expired and was renewed' };
  if (status === 401)
    return { kind: 'refused', answer: { kind: 'failed', cause: 'unauthorized', why: message } };
  if (status === 403) return { kind: 'refused', answer: { kind: 'forbidden', message } };
  if (status === 429 || status >= 500) return { kind: 'lost', why: message };
  return { kind: 'refused', answer: { kind: 'rejected', status, message } };
}

function parseLine(line: string): JsonObject {
  return asObject(JSON.parse(line) as Json) ?? {};
}

function versionOf(object: JsonObject): string {
  const version = at(object, 'metadata', 'resourceVersion');
  return asText(version) ?? asNumber(version)?.toString() ?? '';
}

function remember(object: JsonObject): Known {
  const metadata = asObject(at(object, 'metadata')) ?? {};
  const { name = null, namespace = null, uid = null } = metadata;
  return { version: versionOf(object), object: { metadata: { name, namespace, uid } } };
}
