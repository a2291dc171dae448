import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { isNodeWell } from '../../../domain/kubernetes/node-condition.js';
import { listAll } from '../api/list.js';
import { missing } from '../api/missing.js';
import { EVENTS, NODES, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import type { Events } from '../pod/events.js';
import { absentNode, readNode, slimNode, type Node } from '../pod/node.js';
import { lazily } from './namespace-facts.js';

/** The nodes of pods in trouble. */
export interface Nodes {
  readonly read: (name: string) => Promise<Node>;
  /** Events of a node that is not well; of others nothing is asked. */
  readonly eventsOf: (node: JsonObject | undefined, name: string) => Promise<Events>;
}

/** Up to so many nodes are read by name; for more of them one list is cheaper. */
const BY_NAME = 2;

/** Nodes and their events, each read when first asked for. */
export function openNodes({ reader, transport, options }: Collecting): Nodes {
  const asked = new Set<string>();
  const all = lazily(async () => {
    const nodes = new Map<string, JsonObject>();
    const { end } = await listAll(transport, pathOf(NODES, {}), {
      signal: options.signal,
      keep: (node) => {
        nodes.set(asText(at(node, 'metadata', 'name')) ?? '', slimNode(node));
        return false;
      },
    });
    return {
      nodes,
      gaps: end === undefined ? [] : [missing({ what: 'node', resource: NODES, verb: 'list' }, end)],
    };
  });
  const events = lazily(async () => {
    const { items, end } = await listAll(transport, pathOf(EVENTS, { namespace: 'default' }), {
      query: { fieldSelector: 'involvedObject.kind=Node' },
      signal: options.signal,
    });
    const gaps: readonly Missing[] =
      end === undefined
        ? []
        : [missing({ what: 'nodeEvents', resource: EVENTS, verb: 'list', namespace: 'default' }, end)];
    return { items, gaps };
  });
  return {
    read: async (name) => {
      if (asked.has(name) ? asked.size <= BY_NAME : asked.add(name).size <= BY_NAME)
        return readNode(reader, name);
      const { nodes, gaps } = await all();
      const node = nodes.get(name);
      if (node !== undefined) return { node, missing: [] };
      const gone: Missing = {
        what: 'node',
        name,
        why: 'it does not exist any more',
        costs: 'how it ended cannot be told',
      };
      return gaps.length === 0 ? { absent: absentNode(name), missing: [gone] } : { missing: gaps };
    },
    eventsOf: async (node, name) => {
      if (node !== undefined && isNodeWell(node)) return { events: [], missing: [] };
      const { items, gaps } = await events();
      return {
        events: items.filter((event) => asText(at(event, 'involvedObject', 'name')) === name),
        missing: gaps,
      };
    },
  };
}
