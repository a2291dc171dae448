import type { PodView } from '../../domain/kubernetes/pod.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { podSubject } from './subject.js';

/** `deleting`: whether the pod is being deleted. */
export function matchDeleting(leaf: Extract<Leaf, { kind: 'deleting' }>, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  if (pod?.deletionAt === undefined) return NOTHING;
  const overdue = (context.now - pod.deletionAt) / 1000;
  if (leaf.overdueBy !== undefined && overdue < leaf.overdueBy) return NOTHING;
  const words = overdue > 0 ? `should have been gone ${humanDuration(overdue)} ago` : 'is being deleted';
  const deleted = speaksFor(
    `the pod ${words}`,
    'metadata.deletionTimestamp',
    new Date(pod.deletionAt).toISOString(),
  );
  if (leaf.letGo === true) return pod.deletionGraceSeconds === 0 ? found([deleted, LET_GO]) : NOTHING;
  if (leaf.endedFor === undefined) return found([deleted]);
  const idle = (context.now - (lastEndOf(pod) ?? Infinity)) / 1000;
  if (idle < leaf.endedFor) return NOTHING;
  return found([
    deleted,
    speaksFor(
      `nothing of it has run for ${humanDuration(idle)} since`,
      'status.containerStatuses',
      `${pod.containers.length} of ${pod.containers.length} ended`,
    ),
  ]);
}

/** The kubelet sets the grace to 0 when nothing of the pod is left (pkg/kubelet/status/status_manager.go syncPod, v1.34). */
const LET_GO = speaksFor(
  'nothing of it is left on its node (its grace is 0 now)',
  'metadata.deletionGracePeriodSeconds',
  '0',
);

/** When the last container of a deleted pod ended, at the earliest when it was deleted; undefined while one may run. */
function lastEndOf({ containers, deletionAt = 0, deletionGraceSeconds = 0 }: PodView): number | undefined {
  const ends = containers.map(({ current }) =>
    current.kind === 'terminated' ? current.finishedAt : undefined,
  );
  if (ends.length === 0 || ends.includes(undefined)) return undefined;
  return Math.max(deletionAt - deletionGraceSeconds * 1000, ...ends.filter((end) => end !== undefined));
}
