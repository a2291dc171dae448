import { closeSync, openSync, readSync } from 'node:fs';
import { at, type Json, type JsonObject } from '../../../domain/values/json.js';
import { flatten } from './flatten.js';
import { MalformedInput, type Place } from '../cutting/pieces.js';
import { SourceError } from '../../source.js';
import { pathError } from '../path-error.js';
import { parseYaml } from '../cutting/yaml.js';

/** What an object was found in: a file that can be read again at a place, or bytes to be kept. */
export interface Origin {
  readonly file: DiskFile | undefined;
  readonly format: 'json' | 'yaml';
  readonly bytes: Buffer;
  readonly place: Place;
}

/** A plain file whose bytes can be had again. */
export interface DiskFile {
  readonly path: string;
  /** -1 until it is opened. */
  fd: number;
}

interface Slot {
  readonly origin: DiskFile | Buffer;
  readonly format: 'json' | 'yaml';
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** Which of the objects in that piece. */
  readonly nth: number;
  /** The type that a typed list says of its items, which do not repeat it. */
  readonly type: TypeMeta | undefined;
}

/** `kind` and `apiVersion`. */
export interface TypeMeta {
  readonly kind: string;
  readonly apiVersion: string | undefined;
}

/** Bytes of one input that cannot be read again. Above, healthy pods are not kept. */
export const MEMORY_BUDGET_BYTES = 32 * 1024 * 1024;

/** Objects that pods share and that are remembered at a time. */
const MOST_SHARED = 128;

/**
 * Remembers where objects lie instead of the objects: a number stands for each. Of a file only
 * the place is kept, of a pipe or an archive the bytes.
 */
export class Slots {
  private readonly slots: Slot[] = [];
  private readonly open = new Set<DiskFile>();
  private readonly shared = new Map<number, JsonObject>();
  private keptOrigin: Origin | undefined;
  private keptBytes: Buffer = Buffer.alloc(0);
  /** Bytes held in memory. */
  memoryBytes = 0;

  /** Remembers the nth object of a piece. */
  put(origin: Origin, nth: number, type: TypeMeta | undefined, object: JsonObject): number {
    const json =
      origin.format === 'yaml' && this.memoryBytes < MEMORY_BUDGET_BYTES ? toJson(object) : undefined;
    if (json !== undefined) return this.putBytes(json, type);
    const { offset, line } = origin.place;
    const where = origin.file ?? this.copy(origin);
    const isDisk = origin.file !== undefined;
    this.slots.push({
      origin: where,
      format: origin.format,
      offset: isDisk ? offset : 0,
      length: origin.bytes.length,
      line,
      nth,
      type,
    });
    return this.slots.length - 1;
  }

  /** YAML takes eight times as long to parse as JSON does, so it is kept as JSON where there is room. */
  private putBytes(json: Buffer, type: TypeMeta | undefined): number {
    this.memoryBytes += json.length;
    this.slots.push({ origin: json, format: 'json', offset: 0, length: json.length, line: 1, nth: 0, type });
    return this.slots.length - 1;
  }

  /** One piece may hold many objects; it is kept once. */
  private copy(origin: Origin): Buffer {
    if (this.keptOrigin !== origin) {
      this.keptOrigin = origin;
      this.keptBytes = Buffer.from(origin.bytes);
      this.memoryBytes += this.keptBytes.length;
    }
    return this.keptBytes;
  }

  /** The object, read and parsed again; undefined when the file has changed or gone since. */
  get(id: number): JsonObject | undefined {
    const slot = this.slots[id];
    if (slot === undefined) return undefined;
    const object = this.again(slot);
    if (object === undefined || slot.type === undefined) return object;
    const { kind, apiVersion } = slot.type;
    return {
      ...object,
      kind: at(object, 'kind') ?? kind,
      ...(apiVersion === undefined ? {} : { apiVersion: at(object, 'apiVersion') ?? apiVersion }),
    };
  }

  /** As `get`, for an object that many pods share: a node, an owner. The last ones are remembered. */
  getShared(id: number): JsonObject | undefined {
    const known = this.shared.get(id);
    if (known !== undefined) return known;
    const object = this.get(id);
    if (this.shared.size >= MOST_SHARED) this.shared.clear();
    if (object !== undefined) this.shared.set(id, object);
    return object;
  }

  private again(slot: Slot): JsonObject | undefined {
    try {
      const text = this.bytesOf(slot).toString();
      return flatten(parsePiece(text, slot.format, slot.line))[slot.nth];
    } catch (error) {
      if (isOfChangedFile(error)) return undefined;
      throw error;
    }
  }

  private bytesOf(slot: Slot): Buffer {
    if (Buffer.isBuffer(slot.origin)) return slot.origin;
    return this.readAt(slot.origin, slot.offset, slot.length);
  }

  /** Bytes of a file; fewer than asked for where it ends. Throws SourceError where it cannot be read. */
  readAt(file: DiskFile, offset: number, length: number): Buffer {
    try {
      if (file.fd < 0) {
        file.fd = openSync(file.path, 'r');
        this.open.add(file);
      }
      const bytes = Buffer.allocUnsafe(length);
      let got = 0;
      while (got < length) {
        const n = readSync(file.fd, bytes, got, length - got, offset + got);
        if (n === 0) break;
        got += n;
      }
      return bytes.subarray(0, got);
    } catch (error) {
      throw pathError(file.path, error);
    }
  }

  close(): void {
    for (const file of this.open) {
      closeSync(file.fd);
      file.fd = -1;
    }
    this.open.clear();
  }
}

/** It was whole when it was read first; anything else that goes wrong is a fault of this program. */
function isOfChangedFile(error: unknown): boolean {
  return error instanceof SourceError || error instanceof SyntaxError || error instanceof MalformedInput;
}

/** The documents of one piece. Throws what JSON.parse throws, or MalformedInput. */
export function parsePiece(text: string, format: 'json' | 'yaml', line: number): readonly Json[] {
  return format === 'json' ? [JSON.parse(text) as Json] : parseYaml(text, line);
}

/** Undefined for what is nested too deep to be written. */
function toJson(object: JsonObject): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(object));
  } catch {
    return undefined;
  }
}
