import type { Leaf } from '../../domain/rule.js';
import { humanDuration } from '../../domain/time.js';
import type { MatchContext } from '../context.js';
import { found, NOTHING, speaksFor, type Finding } from '../finding.js';
import { podSubject } from './subject.js';

export function matchDeleting(leaf: Extract<Leaf, { kind: 'deleting' }>, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  if (pod?.deletionAt === undefined) return NOTHING;
  const overdue = (context.now - pod.deletionAt) / 1000;
  if (leaf.overdueBy !== undefined && overdue < leaf.overdueBy) return NOTHING;
  const words = overdue > 0 ? `should have been gone ${humanDuration(overdue)} ago` : 'is being deleted';
  return found([
    speaksFor(`the pod ${words}`, 'metadata.deletionTimestamp', new Date(pod.deletionAt).toISOString()),
  ]);
}
