import type { Leaf } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** `state`: whether the container is in that state now. */
export function matchState(leaf: Extract<Leaf, { kind: 'state' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject?.instance.about !== 'current') return NOTHING;
  const { container, pod } = subject;
  const state = container.current;
  if (!leaf.in.includes(state.kind)) return NOTHING;
  if (leaf.ready !== undefined && leaf.ready !== container.ready) return NOTHING;
  if (leaf.started !== undefined && leaf.started !== (container.started ?? true)) return NOTHING;
  const since =
    state.kind === 'running' ? (state.startedAt ?? pod.startedAt) : (pod.startedAt ?? pod.createdAt);
  const seconds = since === undefined ? undefined : (context.now - since) / 1000;
  if (leaf.forMoreThan !== undefined && (seconds ?? 0) <= leaf.forMoreThan) return NOTHING;
  if (leaf.outlived === true && !((seconds ?? 0) > (container.last?.durationSeconds ?? Infinity)))
    return NOTHING;
  const ready = state.kind === 'running' ? (container.ready ? ', ready' : ', not ready') : '';
  const how = seconds === undefined ? '' : ` for ${humanDuration(seconds)}`;
  return found([
    speaksFor(
      `it is ${state.kind === 'none' ? 'without a state' : state.kind}${how}${ready}`,
      container.statusPath ?? 'status',
      state.kind,
    ),
  ]);
}
