import { readConditions, type ConditionView } from '../../domain/kubernetes/condition.js';
import type { Evidence } from '../../domain/evidence.js';
import type { JsonObject } from '../../domain/values/json.js';
import type { ConditionQuery } from '../../domain/rules/rule.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { podSubject } from './subject.js';

type Leafed = ConditionQuery & { readonly kind: string };

/** `pod-condition`: whether the pod tells such a condition. */
export function matchPodCondition(leaf: Leafed, context: MatchContext): Finding {
  return matchIn(podSubject(context)?.pod.raw, '', leaf, context);
}

/** `node-condition`: whether the pod's node does, or the node that is asked about. */
export function matchNodeCondition(leaf: Leafed, context: MatchContext): Finding {
  if (context.subject.kind === 'node') return matchIn(context.subject.snapshot.node, '', leaf, context);
  const snapshot = podSubject(context)?.snapshot;
  if (snapshot?.node === undefined) return unseen(missingOf(context, 'node'));
  return matchIn(snapshot.node, 'node ', leaf, context);
}

/** `owner-condition`: whether an owner of the pod does. */
export function matchOwnerCondition(leaf: Leafed, context: MatchContext): Finding {
  for (const owner of podSubject(context)?.snapshot.owners ?? []) {
    const finding = matchIn(owner.object, `${owner.kind}/${owner.name} `, leaf, context);
    if (finding.value) return finding;
  }
  return unseen(missingOf(context, 'owner'));
}

/** `workload-condition`: whether the workload that is asked about does. */
export function matchWorkloadCondition(leaf: Leafed, context: MatchContext): Finding {
  if (context.subject.kind !== 'workload') return NOTHING;
  return matchIn(context.subject.snapshot.workload, '', leaf, context);
}

function matchIn(
  object: JsonObject | undefined,
  whose: string,
  query: ConditionQuery,
  context: MatchContext,
): Finding {
  for (const condition of readConditions(object)) {
    if (condition.type !== query.type || !(query.status?.includes(condition.status) ?? true)) continue;
    if (!(query.reason?.includes(condition.reason) ?? true)) continue;
    const match =
      query.message === undefined
        ? undefined
        : context.rulebook.pattern(query.message).match(condition.message);
    if (query.message !== undefined && match === undefined) continue;
    return found([evidenceOfCondition(whose, condition)], {
      variables: { message: condition.message, ...match?.groups },
    });
  }
  return NOTHING;
}

/** What a condition tells, as evidence; `whose` names the object that has it, but for the subject itself. */
export function evidenceOfCondition(
  whose: string,
  { type, status, reason, path, message }: ConditionView,
): Evidence {
  // The kubelet puts several sentences together and leaves a blank behind the last.
  const told = message.trim();
  const words = [reason, told].filter((text) => text !== '').join(': ');
  const fact = `${whose}condition ${type}=${status}${words === '' ? '' : `, ${words}`}`;
  return speaksFor(fact, `${whose}${path}`, told === '' ? status : told);
}
