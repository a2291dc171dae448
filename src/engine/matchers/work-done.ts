import { helperSign, workDone } from '../../domain/kubernetes/helper-container.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { enumeration } from '../../domain/values/enumeration.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** `work-done`: whether the container serves others that have all ended, long ago and for good. */
export function matchWorkDone(leaf: Extract<Leaf, { kind: 'work-done' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject?.instance.about !== 'current' || subject.container.kind !== 'main') return NOTHING;
  const done = workDone(subject.pod);
  if (done === undefined) return NOTHING;
  const sign = helperSign(subject.container);
  if (sign === undefined) return NOTHING;
  if (leaf.helper !== undefined && leaf.helper !== sign.how) return NOTHING;
  const seconds = (context.now - done.endedAt) / 1000;
  if (seconds < (leaf.forMoreThan ?? 0)) return NOTHING;
  const ends = done.workers.map((worker) => {
    const code = worker.current.kind === 'terminated' ? worker.current.exitCode : undefined;
    const how = code === 0 ? 'with success' : code === undefined ? 'in a way not known' : `with exit ${code}`;
    return speaksFor(
      `container ${worker.name} ended ${how} ${humanDuration(seconds)} ago and is not started again`,
      worker.statusPath ?? `container ${worker.name}`,
      code === undefined ? 'terminated' : `exit ${code}`,
    );
  });
  const own = speaksFor(sign.words, subject.container.specPath ?? 'spec.containers', sign.how);
  return found([...ends, own], {
    variables: {
      worker: done.workers[0]?.name ?? '',
      workers: enumeration(done.workers.map(({ name }) => name)),
    },
  });
}
