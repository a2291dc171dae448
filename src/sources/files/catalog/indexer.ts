import { asObject, asText, at, type Json, type JsonObject } from '../../../domain/values/json.js';
import type { Catalog } from './catalog.js';
import { flatten, inferKind, isListKind } from './flatten.js';
import { MalformedInput, type LogMarker, type PieceSink, type Place } from '../cutting/pieces.js';
import { parsePiece, type DiskFile, type Origin, type TypeMeta } from './slots.js';

/** What is known of a file before it is read. */
export interface FileHint {
  /** The file can be read again at a place. */
  readonly disk?: DiskFile;
  /** Where the layout says it: lists of this namespace, of this kind. */
  readonly namespace?: string;
  readonly kind?: string;
  /** A transcript: what is not in it may exist all the same. */
  readonly isPartial?: boolean;
}

/** Members that every whole list of the kind has; without them a mixed list was put together by hand. */
const ALWAYS_THERE: Readonly<Record<string, string>> = {
  ConfigMap: 'kube-root-ca.crt',
  ServiceAccount: 'default',
};

interface Untyped {
  readonly object: JsonObject;
  readonly origin: Origin;
  readonly nth: number;
}

/** Puts what a cutter finds into the catalog, and keeps account of what the file looks like. */
export class Indexer implements PieceSink {
  private readonly catalog: Catalog;
  private readonly format: 'json' | 'yaml';
  private readonly hint: FileHint;
  private listType: TypeMeta | undefined;
  /** Items whose type only the list's end tells. */
  private untyped: Untyped[] = [];
  private members = new Map<string, Set<string>>();
  documents = 0;
  lists = 0;
  watches = 0;
  logs = 0;
  objects = 0;
  areLines = true;
  startsWithNodes = false;

  constructor(catalog: Catalog, format: 'json' | 'yaml', hint: FileHint) {
    this.catalog = catalog;
    this.format = format;
    this.hint = hint;
    this.listType = hint.kind === undefined ? undefined : { kind: hint.kind, apiVersion: undefined };
  }

  value(bytes: Buffer, place: Place, within: 'document' | 'list'): void {
    const values = this.parse(bytes, place);
    if (within === 'document') {
      this.documents += values.length;
      this.areLines &&= !bytes.includes(0x0a);
    }
    if (values.some((value) => isWatch(value))) this.watches += 1;
    const origin: Origin = { file: this.hint.disk, format: this.format, bytes, place };
    flatten(values).forEach((object, nth) => this.take(object, origin, nth));
    for (const value of values) {
      this.takeDeletion(value);
      if (within === 'document') this.takeWholeList(value);
    }
  }

  listStart(head: Buffer): void {
    this.listType = this.typeOf(headOf(head)) ?? this.listType;
  }

  listEnd(head: Buffer, place: Place): void {
    const [list] = this.parse(head, place);
    const type = this.typeOf(asObject(list));
    if (this.documents === 0 && this.lists === 0) this.startsWithNodes = type?.kind === 'Node';
    this.documents += 1;
    this.lists += 1;
    this.areLines = false;
    this.endList(type);
  }

  /** The file has ended; an array has no end of its own. */
  end(): void {
    this.endList(this.listType);
  }

  log({ namespace, pod, container }: LogMarker, tail: Buffer, place: Place): void {
    this.logs += 1;
    const { disk } = this.hint;
    const where =
      disk === undefined ? { tail: Buffer.from(tail), length: place.length } : { file: disk, ...place };
    this.catalog.addLog(namespace, pod, { container, which: 'current', where });
  }

  private endList(type: TypeMeta | undefined): void {
    for (const { object, origin, nth } of this.untyped) this.add(object, origin, nth, type);
    this.untyped = [];
    if (type !== undefined) this.catalog.listedKinds.add(type.kind);
    if (type !== undefined && this.hint.namespace !== undefined)
      this.catalog.listed.add(`${type.kind}/${this.hint.namespace}`);
    for (const [key, names] of this.members) {
      const kind = key.slice(0, key.indexOf('/'));
      const mark = ALWAYS_THERE[kind];
      const isWhole =
        type?.kind === kind || (this.hint.isPartial !== true && (mark === undefined || names.has(mark)));
      if (isWhole) this.catalog.listed.add(key);
    }
    this.members = new Map();
    this.listType =
      this.hint.kind === undefined ? undefined : { kind: this.hint.kind, apiVersion: undefined };
  }

  private take(object: JsonObject, origin: Origin, nth: number): void {
    const kind = inferKind(object) ?? this.listType?.kind;
    if (kind !== undefined) this.add(object, origin, nth, this.listType ?? { kind, apiVersion: undefined });
    else if (at(object, 'metadata') !== undefined)
      this.untyped.push({ object, origin: this.kept(origin), nth });
  }

  private kept(origin: Origin): Origin {
    return origin.file === undefined ? { ...origin, bytes: Buffer.from(origin.bytes) } : origin;
  }

  private add(object: JsonObject, origin: Origin, nth: number, type: TypeMeta | undefined): void {
    this.objects += 1;
    const kind = inferKind(object) ?? type?.kind;
    const isTyped = at(object, 'kind') !== undefined || kind === undefined;
    this.catalog.add(object, origin, nth, isTyped ? undefined : { kind, apiVersion: type?.apiVersion });
    if (kind === undefined || kind === 'Pod' || kind === 'Event') return;
    const key = `${kind}/${asText(at(object, 'metadata', 'namespace')) ?? ''}`;
    const names = this.members.get(key) ?? new Set<string>();
    if (names.size < 10_000) names.add(asText(at(object, 'metadata', 'name')) ?? '');
    this.members.set(key, names);
  }

  /** A list that was not cut into items, such as an empty one. */
  private takeWholeList(value: Json): void {
    const list = asObject(value);
    const kind = asText(at(list, 'kind'));
    if (kind === undefined || !isListKind(kind) || !Array.isArray(at(list, 'items'))) return;
    this.lists += 1;
    this.endList(this.typeOf(list));
  }

  private takeDeletion(value: Json): void {
    if (at(value, 'type') !== 'DELETED' || at(value, 'kind') !== undefined) return;
    const object = asObject(at(value, 'object'));
    if (object !== undefined) this.catalog.remove(object);
  }

  private typeOf(list: JsonObject | undefined): TypeMeta | undefined {
    const kind = asText(at(list, 'kind'));
    if (kind === undefined || !isListKind(kind) || kind === 'List') return undefined;
    return { kind: kind.slice(0, -'List'.length), apiVersion: asText(at(list, 'apiVersion')) };
  }

  private parse(bytes: Buffer, place: Place): readonly Json[] {
    const text = bytes.toString();
    try {
      return parsePiece(text, this.format, place.line);
    } catch (error) {
      if (error instanceof MalformedInput || !(error instanceof SyntaxError)) throw error;
      const before = text.slice(0, positionOf(error.message, text)).split('\n');
      const reason = error.message.replace(/(?: in JSON at position|, (?:\.\.\.)?").*$/s, '');
      throw new MalformedInput(
        `cannot be read as JSON: ${reason}`,
        place.line + before.length - 1,
        (before.at(-1)?.length ?? 0) + 1,
      );
    }
  }
}

/** What stands before a list's items; where it is broken, `listEnd` tells so with the place. */
function headOf(bytes: Buffer): JsonObject | undefined {
  try {
    return asObject(JSON.parse(bytes.toString()) as Json);
  } catch {
    return undefined;
  }
}

function isWatch(value: Json): boolean {
  return (
    at(value, 'kind') === undefined &&
    typeof at(value, 'type') === 'string' &&
    asObject(at(value, 'object')) !== undefined
  );
}

/**
 * Where JSON.parse stopped. V8 tells the position, or ten characters to either side of it
 * (v8 src/json/json-parser.cc JsonParser::LookUpErrorMessageForJsonToken, 11.3).
 */
function positionOf(message: string, text: string): number {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  const [, cut, around] = /, (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? [];
  if (around === undefined) return 0;
  const token = /^Unexpected token '(.)'/su.exec(message)?.[1] ?? '';
  const start = Math.max(0, text.indexOf(around));
  return cut === undefined ? Math.max(0, text.indexOf(token)) : start + 10;
}
