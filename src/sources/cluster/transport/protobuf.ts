import type { Json, JsonObject } from '../../../domain/values/json.js';
import { Garbled } from './answer.js';

/** The media type to ask for. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** What begins every object that the API server sends as protobuf. */
export const MAGIC = Buffer.from('k8s\0');

/**
 * How to read one message: field number to JSON key and type. Whatever is not in it is stepped
 * over by its length, which is what makes this wire form cheap.
 */
export interface Message {
  readonly [field: number]: readonly [key: string, type: FieldType];
}

/** How the bytes of a field are read. */
export type FieldType =
  | 'text'
  | 'integer'
  | 'boolean'
  /** `Time`: seconds as field 1; becomes RFC 3339. */
  | 'time'
  /** How many there are, unread. */
  | 'count'
  | { readonly one: Message }
  | { readonly many: Message };

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/** Where reading stands in a buffer. */
export interface Cursor {
  readonly bytes: Buffer;
  offset: number;
  readonly end: number;
}

/** A cursor over a part of the bytes; nothing is copied. */
export function cursorOf(bytes: Buffer, offset = 0, end = bytes.length): Cursor {
  return { bytes, offset, end };
}

/** Numbers over 2^53 lose digits; none of ours is. */
function readVarint(cursor: Cursor): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    if (cursor.offset >= cursor.end) throw new Garbled('its protobuf is cut');
    const byte = cursor.bytes[cursor.offset++] as number;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
  throw new Garbled('its protobuf holds a number without an end');
}

/** The end of a length-delimited field that begins here. */
function readLength(cursor: Cursor): number {
  const length = readVarint(cursor);
  const end = cursor.offset + length;
  if (end > cursor.end) throw new Garbled('its protobuf is cut');
  return end;
}

/**
 * The number and length of the length-delimited field that begins here; undefined when not all of
 * that has come yet. The messages that are read this way have no other fields.
 */
export function readHead(cursor: Cursor): { readonly field: number; readonly length: number } | undefined {
  const numbers: number[] = [];
  let at = cursor.offset;
  while (numbers.length < 2) {
    let end = at;
    while (end < cursor.end && (cursor.bytes[end] as number) >= 0x80) end++;
    if (end - at >= 10) throw new Garbled('it is no valid protobuf');
    if (end >= cursor.end) return undefined;
    numbers.push(readVarint(cursorOf(cursor.bytes, at, end + 1)));
    at = end + 1;
  }
  const [tag = 0, length = 0] = numbers;
  if (tag % 8 !== LENGTH) throw new Garbled('it is no valid protobuf');
  cursor.offset = at;
  return { field: Math.floor(tag / 8), length };
}

/** Steps through a message's fields; `visit` gets each length-delimited one as a cursor of its own. */
export function eachField(cursor: Cursor, visit: (field: number, value: Cursor | number) => void): void {
  while (cursor.offset < cursor.end) {
    const tag = readVarint(cursor);
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case VARINT:
        visit(field, readVarint(cursor));
        break;
      case LENGTH: {
        const end = readLength(cursor);
        visit(field, cursorOf(cursor.bytes, cursor.offset, end));
        cursor.offset = end;
        break;
      }
      case FIXED64:
        cursor.offset += 8;
        break;
      case FIXED32:
        cursor.offset += 4;
        break;
      default:
        throw new Garbled('it is no valid protobuf');
    }
  }
  if (cursor.offset > cursor.end) throw new Garbled('its protobuf is cut');
}

/** The rest as UTF-8. */
export function textOf({ bytes, offset, end }: Cursor): string {
  return bytes.toString('utf8', offset, end);
}

/** The message as JSON, as far as `message` names its fields; one that is not sent is not there. */
export function decodeMessage(cursor: Cursor, message: Message): JsonObject {
  const object: Record<string, Json> = {};
  eachField(cursor, (field, value) => {
    const entry = message[field];
    if (entry === undefined) return;
    const [key, type] = entry;
    const read = decodeField(value, type, object[key]);
    if (read !== undefined) object[key] = read;
  });
  return object;
}

function decodeField(value: Cursor | number, type: FieldType, before: Json | undefined): Json | undefined {
  if (typeof value === 'number') {
    if (type === 'boolean') return value !== 0;
    // A negative int32 is sent as 64 bits.
    return type === 'integer' ? (value > 2 ** 63 ? value - 2 ** 64 : value) : undefined;
  }
  if (type === 'text') return textOf(value);
  if (type === 'count') return (typeof before === 'number' ? before : 0) + 1;
  if (type === 'time') return timeOf(value);
  if (typeof type !== 'object') return undefined;
  if ('one' in type) return decodeMessage(value, type.one);
  return [...(Array.isArray(before) ? (before as Json[]) : []), decodeMessage(value, type.many)];
}

function timeOf(cursor: Cursor): string | undefined {
  let seconds: number | undefined;
  eachField(cursor, (field, value) => {
    if (field === 1 && typeof value === 'number') seconds = value;
  });
  if (seconds === undefined || seconds > 8.64e12) return undefined;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
