import type { Missing } from '../../../domain/evidence.js';
import { asObject, at, type JsonObject } from '../../../domain/values/json.js';
import { oncePer } from '../../../domain/values/once.js';
import type { NodeTaints, ReferenceRecord } from '../../../domain/snapshot.js';
import { isRefusedForTaints, taintsOf } from '../../refused-for-taints.js';
import { listAll } from '../api/list.js';
import { missing } from '../api/missing.js';
import { onlyNamed } from '../api/only-named.js';
import type { Reader } from '../api/reader.js';
import { NODES, pathOf } from '../api/resources.js';
import { closest } from './nearest.js';

/** A pod's node, or why it could not be read. */
export interface Node {
  readonly node?: JsonObject;
  /** Set when the server says that there is none of this name. */
  readonly absent?: ReferenceRecord;
  readonly missing: readonly Missing[];
}

/** Of a pod that is bound to none. */
export const NO_NODE: Node = { missing: [] };

/** The node as a reference that is not there, where it is gone. */
export function absentOf({ absent }: Node): readonly ReferenceRecord[] {
  return absent === undefined ? [] : [absent];
}

/** One node, without its list of images, which is half of it. */
export async function readNode(reader: Reader, name: string): Promise<Node> {
  const answer = onlyNamed(await reader.get(pathOf(NODES, { name })), name);
  if (answer.kind === 'ok') return { node: slimNode(answer.body), missing: [] };
  const gap = missing({ what: 'node', resource: NODES, verb: 'get', name }, answer);
  if (answer.kind !== 'not-found' || !answer.namesObject) return { missing: [gap] };
  return { absent: absentNode(name, await closest(reader, NODES, undefined, name)), missing: [gap] };
}

/** The taints of all nodes, or why they could not be read. */
export interface TaintedNodes {
  readonly taintedNodes?: readonly NodeTaints[];
  readonly missing: readonly Missing[];
}

/** The taints of all nodes, asked for only where the scheduler speaks of taints. */
export async function readTaints(reader: Reader, pod: JsonObject): Promise<TaintedNodes> {
  if (!isRefusedForTaints(pod)) return { missing: [] };
  return taintsOfAll(reader);
}

/** One list serves all pods of a collection. */
const taintsOfAll = oncePer(listTaints);

/** Nodes are large and many: of each no more than its taints is kept. */
async function listTaints({ transport, signal }: Reader): Promise<TaintedNodes> {
  const taintedNodes: NodeTaints[] = [];
  const { end } = await listAll(transport, pathOf(NODES, {}), {
    signal,
    keep: (node) => {
      taintedNodes.push(taintsOf(node));
      return false;
    },
  });
  return {
    taintedNodes,
    missing: end === undefined ? [] : [missing({ what: 'node', resource: NODES, verb: 'list' }, end)],
  };
}

/** A node that a pod names and that does not exist. */
export function absentNode(name: string, nearest: readonly string[] = []): ReferenceRecord {
  return { kind: 'Node', name, exists: false, ...(nearest.length === 0 ? {} : { nearest }) };
}

/** A node without its list of images and its managed fields, most of its bytes. */
export function slimNode(node: JsonObject): JsonObject {
  const { images: _images, ...status } = asObject(at(node, 'status')) ?? {};
  const { managedFields: _fields, ...metadata } = asObject(at(node, 'metadata')) ?? {};
  return { ...node, metadata, status };
}
