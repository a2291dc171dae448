import type { Evidence } from '../../domain/evidence.js';
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
 * before or after another. False of a pod that has a node, or a kubelet.
 */
export function matchSchedulerRefused(leaf: Asked, context: MatchContext): Finding {
  const pod = podSubject(context)?.pod;
  if (pod === undefined || isPlaced(pod)) return NOTHING;
  for (const { message, evidence } of newestFirst(pod, context)) {
    const told = readSchedulerRefusals(message);
    const variables = ask(leaf, told, context);
    if (variables !== undefined) return found([evidence], { variables: { message, ...variables } });
    // The whole of an attempt was read; of an excerpt, and of words about something else, the next may tell.
    if (told.total !== undefined) return NOTHING;
  }
  return unseen(missingOf(context, 'events'));
}

/** Only a kubelet tells the states of containers (pkg/kubelet/status/status_manager.go, v1.34). */
function isPlaced({ phase, nodeName, containers }: PodView): boolean {
  const isTold = containers.some(({ current }) => current.kind !== 'none');
  return nodeName !== undefined || isTold || HAS_BEEN_PLACED.test(phase ?? '');
}

/** What the scheduler said; it writes the condition anew at each attempt. */
function newestFirst(
  pod: PodView,
  context: MatchContext,
): readonly { readonly message: string; readonly evidence: Evidence }[] {
  const conditions = pod.conditions.filter((c) => c.type === 'PodScheduled' && c.status === 'False');
  const events = context.events.filter(({ reason }) => reason === 'FailedScheduling').reverse();
  return [
    ...conditions.map((each) => ({ message: each.message, evidence: evidenceOfCondition('', each) })),
    ...events.map((each) => ({ message: each.message, evidence: evidenceOfEvent(each) })),
  ];
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
