import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import type { Answer } from '../transport/answer.js';

/**
 * An answer to the question for one object by name. Something between us and the server may give
 * another one, such as an empty list: that would pass for an object of which nothing bad is known.
 */
export function onlyNamed(answer: Answer<JsonObject>, name: string): Answer<JsonObject> {
  if (answer.kind !== 'ok' || asText(at(answer.body, 'metadata', 'name')) === name) return answer;
  const why = 'the server gave something else than the object that was asked for';
  return { kind: 'failed', cause: 'not-kubernetes', why };
}
