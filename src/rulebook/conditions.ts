import type { Condition, Leaf, Rule } from '../domain/rules/rule.js';

/** Every leaf of a condition, in order; blocks that it uses are not followed. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(condition.of);
    case 'use':
      return [];
    case 'leaf':
      return [condition.leaf];
  }
}

/** Every condition that a rule holds. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  return [
    rule.when,
    ...Object.values(rule.let),
    ...rule.strengthen.map((a) => a.when),
    ...rule.weaken.map((a) => a.when),
  ];
}

/** Every RE2 text in a leaf. */
export function patternsOf(leaf: Leaf): readonly string[] {
  switch (leaf.kind) {
    case 'message':
    case 'log-line':
      return leaf.any.flatMap((line) => [line.pattern, ...line.not]);
    case 'image':
    case 'command':
      return [leaf.matches];
    case 'event':
    case 'pod-condition':
    case 'node-condition':
    case 'owner-condition':
    case 'workload-condition':
      return leaf.message === undefined ? [] : [leaf.message];
    case 'scheduler-refused':
      return leaf.words === undefined ? [] : [leaf.words];
    case 'field':
      return leaf.matches === undefined ? [] : [leaf.matches];
    default:
      return [];
  }
}
