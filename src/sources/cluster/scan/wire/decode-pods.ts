import { asObject, asText, at, type Json, type JsonObject } from '../../../../domain/json.js';
import { JsonCutter } from '../../../files/json-cutter.js';
import { MalformedInput } from '../../../files/pieces.js';
import { pageOf, type Page } from '../../api/list.js';
import { Garbled, NotKubernetes, expectJson, type Decode, type Decoder } from '../../transport/answer.js';
import { BRIEF_POD, LIST_METADATA, POD } from './pod-message-table.js';
import { cursorOf, decodeMessage, eachField, textOf, type Cursor } from './protobuf.js';
import { look, type IsCandidate, type SeenPod } from './seen-pod.js';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

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

const MAGIC = Buffer.from('k8s\0');

/**
 * `k8s`, NUL, then an Unknown: type as field 1, the list's bytes as field 2.
 * Source: apimachinery pkg/runtime/serializer/protobuf, v0.34.
 */
function protobufPage(isCandidate: IsCandidate): Decoder<Page<SeenPod>> {
  const chunks: Buffer[] = [];
  return {
    push: (chunk) => void chunks.push(chunk),
    end: () => {
      const bytes = Buffer.concat(chunks);
      if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
        throw new NotKubernetes('it is no protobuf of Kubernetes');
      let raw: Cursor | undefined;
      let kind: string | undefined;
      eachField(cursorOf(bytes, MAGIC.length), (field, _wire, value) => {
        if (typeof value === 'number') return;
        if (field === 1)
          eachField(
            value,
            (inner, _w, text) => void (inner === 2 && typeof text !== 'number' && (kind = textOf(text))),
          );
        if (field === 2) raw = cursorOf(value.bytes, value.offset, value.end);
      });
      if (raw === undefined || kind !== 'PodList') throw new NotKubernetes('it is no list of pods');
      return podList(raw, isCandidate);
    },
  };
}

function podList(list: Cursor, isCandidate: IsCandidate): Page<SeenPod> {
  const items: SeenPod[] = [];
  let metadata: JsonObject = {};
  eachField(list, (field, _wire, value) => {
    if (typeof value === 'number') return;
    if (field === 1) metadata = decodeMessage(value, LIST_METADATA);
    if (field === 2) items.push(lookTwice(value, isCandidate));
  });
  return { items, ...pageOf({ metadata }) };
}

/** Without times a pod can only look worse than it is, so that one which is well then needs no second look. */
function lookTwice(pod: Cursor, isCandidate: IsCandidate): SeenPod {
  const start = pod.offset;
  const seen = look(decodeMessage(pod, BRIEF_POD), false, isCandidate);
  return seen.candidate === undefined
    ? seen
    : look(decodeMessage(cursorOf(pod.bytes, start, pod.end), POD), false, isCandidate);
}
