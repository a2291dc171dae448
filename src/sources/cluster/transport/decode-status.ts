import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { parseObject, whole, type Decode } from './answer.js';
import { MAGIC, PROTOBUF, cursorOf, decodeMessage, eachField, type Message } from './protobuf.js';

/** Source: apimachinery pkg/apis/meta/v1 generated.proto, v0.34. */
const STATUS: Message = {
  1: ['metadata', { one: { 3: ['continue', 'text'] } }],
  3: ['message', 'text'],
  4: ['reason', 'text'],
  5: ['details', { one: { 1: ['name', 'text'], 3: ['kind', 'text'] } }],
  6: ['code', 'integer'],
};

/**
 * The Status that an API server sends with a refusal, where it did: in the form that was asked for,
 * so that who asks for pods as protobuf is refused in protobuf too.
 */
export const decodeStatus: Decode<JsonObject | undefined> = whole((body, contentType) => {
  try {
    if (contentType.startsWith(PROTOBUF)) return statusOf(body);
    const object = parseObject(body, contentType);
    return asText(at(object, 'kind')) === 'Status' ? object : undefined;
  } catch {
    return undefined;
  }
});

function statusOf(body: Buffer): JsonObject | undefined {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  let kind: string | undefined;
  let status: JsonObject | undefined;
  eachField(cursorOf(body, MAGIC.length), (field, value) => {
    if (typeof value === 'number') return;
    if (field === 1) kind = asText(at(decodeMessage(value, { 2: ['kind', 'text'] }), 'kind'));
    if (field === 2) status = decodeMessage(value, STATUS);
  });
  return kind === 'Status' ? status : undefined;
}
