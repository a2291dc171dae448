import type { PodView } from '../../domain/kubernetes/pod.js';
import {
  readSchedulerRefusals,
  SCHEDULER_FILTERS,
  type SchedulerRefusals,
} from '../../domain/kubernetes/scheduler-refusal.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, unseen, type Finding } from '../match/finding.js';
import { evidenceOfEvent } from './event.js';
import { evidenceOfCondition } from './object-condition.js';
import { podSubject } from './subject.js';

type Asked = Extract<Leaf, { kind: 'scheduler-refused' }>;

const HAS_BEEN_PLACED = /^(?:Running|Succeeded|Failed)$/;

/**
 * `scheduler-refused`: whether the scheduler, at its newest attempt, refused nodes by such words, or by a filter
 * before or after another. False of a pod that has a node.
 */
export function matchSchedulerRefused(leaf: Asked, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  if (pod === undefined || isPlaced(pod)) return NOTHING;
  const inCondition = askCondition(leaf, pod, context);
  if (inCondition !== undefined) return inCondition;
  const event = context.events.findLast(
    ({ reason, message }) =>
      reason === 'FailedScheduling' && readSchedulerRefusals(message).total !== undefined,
  );
  if (event === undefined) return unseen(missingOf(context, 'events'));
  const variables = ask(leaf, readSchedulerRefusals(event.message), context);
  return variables === undefined
    ? NOTHING
    : found([evidenceOfEvent(event)], { variables: { message: event.message, ...variables } });
}

function isPlaced({ phase, nodeName }: PodView): boolean {
  return nodeName !== undefined || HAS_BEEN_PLACED.test(phase ?? '');
}

/** The condition is written anew at each attempt; undefined where it neither decides nor tells of nodes. */
function askCondition(leaf: Asked, pod: PodView, context: MatchContext): Finding | undefined {
  const condition = pod.conditions.find((c) => c.type === 'PodScheduled' && c.status === 'False');
  if (condition === undefined) return undefined;
  const told = readSchedulerRefusals(condition.message);
  const variables = ask(leaf, told, context);
  if (variables !== undefined)
    return found([evidenceOfCondition('', condition)], {
      variables: { message: condition.message, ...variables },
    });
  return told.total === undefined ? undefined : NOTHING;
}

/** The variables of the first group of nodes that fits; undefined where none does. */
function ask(
  leaf: Asked,
  { total, refusals }: SchedulerRefusals,
  context: MatchContext,
): Readonly<Record<string, string>> | undefined {
  for (const { words, nodes, filter } of refusals) {
    if (leaf.before !== undefined && !(filter >= 0 && filter < SCHEDULER_FILTERS.indexOf(leaf.before)))
      continue;
    if (leaf.after !== undefined && filter <= SCHEDULER_FILTERS.indexOf(leaf.after)) continue;
    const match = leaf.words === undefined ? undefined : context.rulebook.pattern(leaf.words).match(words);
    if (leaf.words !== undefined && match === undefined) continue;
    return {
      ...(nodes === undefined ? {} : { nodes: String(nodes) }),
      ...(total === undefined ? {} : { total: String(total) }),
      ...match?.groups,
    };
  }
  return undefined;
}
