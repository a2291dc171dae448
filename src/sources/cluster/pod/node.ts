import type { Missing } from '../../../domain/evidence.js';
import { asObject, at, type JsonObject } from '../../../domain/json.js';
import { missing } from '../api/missing.js';
import { onlyNamed } from '../api/only-named.js';
import type { Reader } from '../api/reader.js';
import { NODES, pathOf } from '../api/resources.js';

export interface Node {
  readonly node?: JsonObject;
  readonly missing: readonly Missing[];
}

/** One node, without its list of images, which is half of it. */
export async function readNode(reader: Reader, name: string): Promise<Node> {
  const answer = onlyNamed(await reader.get(pathOf(NODES, { name })), name);
  if (answer.kind === 'ok') return { node: slimNode(answer.body), missing: [] };
  return { missing: [missing({ what: 'node', resource: NODES, verb: 'get', name }, answer)] };
}

export function slimNode(node: JsonObject): JsonObject {
  const { images: _images, ...status } = asObject(at(node, 'status')) ?? {};
  const { managedFields: _fields, ...metadata } = asObject(at(node, 'metadata')) ?? {};
  return { ...node, metadata, status };
}
