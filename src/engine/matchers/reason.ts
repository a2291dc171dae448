import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject, podSubject, terminationOf } from './subject.js';

/** `waiting-reason`: whether it waits with that reason. */
export function matchWaitingReason(
  leaf: Extract<Leaf, { kind: 'waiting-reason' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  const state = subject?.container.current;
  if (subject?.instance.about !== 'current' || state?.kind !== 'waiting') return NOTHING;
  if (state.reason === undefined || !leaf.in.includes(state.reason)) return NOTHING;
  return found([speaksFor(`waits with reason ${state.reason}`, `${state.path}.reason`, state.reason)]);
}

/** `terminated-reason`: whether the record of its end has that reason. */
export function matchTerminatedReason(
  leaf: Extract<Leaf, { kind: 'terminated-reason' }>,
  context: MatchContext,
): Finding {
  const termination = terminationOf(context);
  if (termination?.reason === undefined || !leaf.in.includes(termination.reason)) return NOTHING;
  const code = termination.exitCode === undefined ? '' : `, exit ${termination.exitCode}`;
  return found([
    speaksFor(`reason ${termination.reason}${code}`, `${termination.path}.reason`, termination.reason),
  ]);
}

/** `pod-reason`: whether the pod itself has that reason. */
export function matchPodReason(leaf: Extract<Leaf, { kind: 'pod-reason' }>, context: MatchContext): Finding {
  const reason = podSubject(context)?.pod.reason;
  if (reason === undefined || !leaf.in.includes(reason)) return NOTHING;
  return found([speaksFor(`the pod's reason is ${reason}`, 'status.reason', reason)]);
}
