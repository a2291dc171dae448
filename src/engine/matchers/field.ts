import { asList, asObject, type Json, type JsonObject } from '../../domain/values/json.js';
import { oncePerText } from '../../domain/values/once.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, holds, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';
import { shorten } from '../match/text.js';

/** `field`: whether a field of the raw pod, container, node or workload is there, or has that value. */
export function matchField(leaf: Extract<Leaf, { kind: 'field' }>, context: MatchContext): Finding {
  const root = rootOf(leaf.of, context);
  if (root === undefined) return NOTHING;
  const values = walk(root, keysOf(leaf.path));
  if (leaf.exists !== undefined)
    return holds(
      values.length > 0 === leaf.exists,
      values.length > 0 ? [evidence(leaf.path, values[0])] : [],
    );
  for (const value of values) {
    if (leaf.sameAs !== undefined && walk(root, keysOf(leaf.sameAs)).includes(value))
      return found([evidence(leaf.path, value)]);
    if (leaf.equals !== undefined && value === leaf.equals) return found([evidence(leaf.path, value)]);
    if (leaf.matches !== undefined && (typeof value === 'string' || typeof value === 'number')) {
      const match = context.rulebook.pattern(leaf.matches).match(String(value));
      if (match !== undefined) return found([evidence(leaf.path, value)], { variables: match.groups });
    }
  }
  return NOTHING;
}

function evidence(path: string, value: Json | undefined): ReturnType<typeof speaksFor> {
  const text = shorten(typeof value === 'string' ? value : JSON.stringify(value ?? null), 200);
  return speaksFor(`${path} is ${text}`, path, text);
}

function rootOf(of: string, context: MatchContext): JsonObject | undefined {
  const { subject } = context;
  switch (of) {
    case 'pod':
      return podSubject(context)?.pod.raw;
    case 'container':
      return containerSubject(context)?.container.spec;
    case 'status':
      return containerSubject(context)?.container.status;
    case 'node':
      return subject.kind === 'node' ? subject.snapshot.node : podSubject(context)?.snapshot.node;
    default:
      return subject.kind === 'workload' ? subject.snapshot.workload : undefined;
  }
}

/** Paths stand in rules: each is met again for every pod. */
const keysOf = oncePerText(5000, (path) => path.split('.'));

/** The values at a path, from its key `at` on; `*` stands for every item of a list, a number for one. */
function walk(value: Json | undefined, keys: readonly string[], at = 0): readonly Json[] {
  if (value === undefined || value === null) return [];
  const key = keys[at];
  if (key === undefined) return [value];
  if (key === '*') return asList(value).flatMap((item) => walk(item, keys, at + 1));
  if (Array.isArray(value)) return /^\d+$/.test(key) ? walk(asList(value)[Number(key)], keys, at + 1) : [];
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, key) ? walk(object[key], keys, at + 1) : [];
}
