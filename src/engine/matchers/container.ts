import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, holds, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** `container`: whether it is of that kind. */
export function matchContainer(leaf: Extract<Leaf, { kind: 'container' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  return holds(container !== undefined && leaf.in.includes(container.kind));
}

/** `restarts`: whether it was restarted so often. */
export function matchRestarts(leaf: Extract<Leaf, { kind: 'restarts' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  if (container === undefined || container.restartCount < leaf.atLeast) return NOTHING;
  const count = container.restartCount;
  return found([
    speaksFor(
      `${count} restart${count === 1 ? '' : 's'}`,
      `${container.statusPath ?? 'status'}.restartCount`,
      String(count),
    ),
  ]);
}
