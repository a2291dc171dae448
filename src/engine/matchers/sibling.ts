import type { ContainerView } from '../../domain/kubernetes/pod.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';

/** `sibling`: whether another container of the pod is of that kind and in that state. */
export function matchSibling(leaf: Extract<Leaf, { kind: 'sibling' }>, context: MatchContext): Finding {
  const own = containerSubject(context)?.container.name;
  const sibling = podSubject(context)?.pod.containers.find(
    (c) =>
      c.name !== own &&
      leaf.container.includes(c.kind) &&
      (leaf.state?.includes(c.current.kind) ?? true) &&
      (leaf.failed === undefined || hasFailed(c) === leaf.failed),
  );
  if (sibling === undefined) return NOTHING;
  const fact = `container ${sibling.name} is ${sibling.current.kind}${hasFailed(sibling) ? ' and has failed' : ''}`;
  return found([speaksFor(fact, sibling.statusPath ?? `container ${sibling.name}`, sibling.current.kind)], {
    variables: { sibling: sibling.name },
  });
}

/** Whether its current or last instance ended with a code that is not 0. */
function hasFailed(container: ContainerView): boolean {
  const current = container.current.kind === 'terminated' ? container.current.exitCode : undefined;
  return (current ?? 0) !== 0 || (container.last?.exitCode ?? 0) !== 0;
}
