import { asObject, asText, at, type Json, type JsonObject } from '../../../../domain/values/json.js';
import { JsonCutter } from '../../../files/cutting/json-cutter.js';
import { MalformedInput } from '../../../files/cutting/pieces.js';
import { pageOf, type Page } from '../../api/list.js';
import { Garbled, NotKubernetes, expectJson, type Decode, type Decoder } from '../../transport/answer.js';
import { BRIEF_POD, LIST_METADATA, POD } from './pod-message-table.js';
import {
  MAGIC,
  PROTOBUF,
  cursorOf,
  decodeMessage,
  eachField,
  readHead,
  textOf,
  type Cursor,
} from '../../transport/protobuf.js';
import { look, type IsCandidate, type SeenPod } from './seen-pod.js';

/** Reads a page of pods in whichever of the two forms the server chose, one pod at a time. */
export function decodePods(isCandidate: IsCandidate): Decode<Page<SeenPod>> {
  return (contentType) =>
    contentType.startsWith(PROTOBUF) ? protobufPage(isCandidate) : jsonPage(contentType, isCandidate);
}

/** The page is never parsed whole: each item on its own, while the rest is on its way. */
function jsonPage(contentType: string, isCandidate: IsCandidate): Decoder<Page<SeenPod>> {
  expectJson(contentType);
  const items: SeenPod[] = [];
  let list: JsonObject | undefined;
  const cutter = new JsonCutter({
    listStart: () => undefined,
    listEnd: (bytes) => void (list = asObject(parse(bytes))),
    log: () => undefined,
    value: (bytes, _place, within) => {
      if (within === 'list') items.push(look(asObject(parse(bytes)) ?? {}, true, isCandidate));
    },
  });
  const guarded = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (error instanceof MalformedInput) throw new Garbled('it is no valid JSON', { cause: error });
      throw error;
    }
  };
  return {
    push: (chunk) => guarded(() => cutter.push(chunk)),
    end: () => {
      guarded(() => cutter.end());
      if (list === undefined) throw new NotKubernetes('it is a list without items');
      if (asText(at(list, 'kind')) !== 'PodList') throw new NotKubernetes('it is no list of pods');
      return { items, ...pageOf(list) };
    },
  };
}

function parse(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json;
  } catch (error) {
    throw new Garbled('it is no valid JSON', { cause: error });
  }
}

/** What a level of the envelope does with a field of its own. */
type Visit = (field: number, value: Cursor) => void;

/**
 * `k8s`, NUL, then an Unknown: its type as field 1, the list as field 2. The list is never held
 * whole: each pod is read when its last byte has come.
 * Source: apimachinery pkg/runtime/serializer/protobuf, v0.34.
 */
function protobufPage(isCandidate: IsCandidate): Decoder<Page<SeenPod>> {
  const items: SeenPod[] = [];
  let metadata: JsonObject = {};
  let kind: string | undefined;
  /** Bytes that wait for the rest of their field. */
  let held: Buffer = Buffer.alloc(0);
  let taken = 0;
  let listEnd: number | undefined;
  let isBegun = false;
  const inEnvelope: Visit = (field, value) => {
    if (field === 1) kind = textOfField(value, 2);
  };
  const inList: Visit = (field, value) => {
    if (field === 1) metadata = decodeMessage(value, LIST_METADATA);
    if (field === 2) items.push(lookTwice(value, isCandidate));
  };
  /** Takes one field off the front; false while its end has not come. */
  const takeField = (cursor: Cursor): boolean => {
    const head = readHead(cursor);
    if (head === undefined) return false;
    if (listEnd === undefined && head.field === LIST_FIELD) {
      if (kind !== 'PodList') throw new NotKubernetes('it is no list of pods');
      listEnd = taken + cursor.offset + head.length;
      return true;
    }
    const end = cursor.offset + head.length;
    if (end > cursor.end) return false;
    const isInList = listEnd !== undefined && taken + cursor.offset < listEnd;
    (isInList ? inList : inEnvelope)(head.field, cursorOf(cursor.bytes, cursor.offset, end));
    cursor.offset = end;
    return true;
  };
  return {
    push: (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const cursor = cursorOf(held);
      if (!isBegun) {
        if (held.length < MAGIC.length) return;
        if (!held.subarray(0, MAGIC.length).equals(MAGIC))
          throw new NotKubernetes('it is no protobuf of Kubernetes');
        cursor.offset = MAGIC.length;
        isBegun = true;
      }
      let start = cursor.offset;
      while (cursor.offset < cursor.end && takeField(cursor)) start = cursor.offset;
      taken += start;
      held = held.subarray(start);
    },
    end: () => {
      if (!isBegun) throw new NotKubernetes('it is empty');
      if (held.length > 0 || listEnd === undefined || taken < listEnd)
        throw new Garbled('its protobuf is cut');
      return { items, ...pageOf({ metadata }) };
    },
  };
}

const LIST_FIELD = 2;

function textOfField(message: Cursor, wanted: number): string | undefined {
  let text: string | undefined;
  eachField(message, (field, value) => {
    if (field === wanted && typeof value !== 'number') text = textOf(value);
  });
  return text;
}

/** Without times a pod can only look worse than it is, so that one which is well then needs no second look. */
function lookTwice(pod: Cursor, isCandidate: IsCandidate): SeenPod {
  const start = pod.offset;
  const seen = look(decodeMessage(pod, BRIEF_POD), false, isCandidate);
  return seen.candidate === undefined
    ? seen
    : look(decodeMessage(cursorOf(pod.bytes, start, pod.end), POD), false, isCandidate);
}
