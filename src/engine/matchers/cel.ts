import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';

/** `cel`: whether the expression is true; one that cannot be decided (a missing field) does not hold. */
export function matchCel(leaf: Extract<Leaf, { kind: 'cel' }>, context: MatchContext): Finding {
  const pod = podSubject(context);
  const container = containerSubject(context)?.container;
  const result = context.rulebook.expression(leaf.expression).evaluate({
    pod: pod?.pod.raw ?? {},
    node: pod?.snapshot.node ?? (context.subject.kind === 'node' ? context.subject.snapshot.node : {}),
    workload: context.subject.kind === 'workload' ? context.subject.snapshot.workload : {},
    container: container?.spec ?? {},
    status: container?.status ?? {},
  });
  return result === true
    ? found([speaksFor(`the rule's expression holds: ${leaf.expression}`, 'the pod', '')])
    : NOTHING;
}
