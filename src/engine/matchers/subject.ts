import type { PodView, TerminationView } from '../../domain/kubernetes/pod.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import type { MatchContext, Subject } from '../match/context.js';

/** The container and instance asked about, or undefined for another kind of subject. */
export function containerSubject(context: MatchContext): Extract<Subject, { kind: 'container' }> | undefined {
  return context.subject.kind === 'container' ? context.subject : undefined;
}

/** The pod asked about, or the pod of the container asked about. */
export function podSubject(
  context: MatchContext,
): { readonly snapshot: PodSnapshot; readonly pod: PodView } | undefined {
  return context.subject.kind === 'container' || context.subject.kind === 'pod' ? context.subject : undefined;
}

/** The termination record asked about. */
export function terminationOf(context: MatchContext): TerminationView | undefined {
  return containerSubject(context)?.instance.termination;
}
