import type { Leaf, MessagePlace } from '../../domain/rule.js';
import { missingOf, type MatchContext } from '../context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../finding.js';
import { containerSubject, podSubject } from './subject.js';
import { matchText, shorten } from './text.js';

/** Events whose message carries the text of a failure to create, start, pull or inspect. */
const TEXT_EVENTS = /^(?:Failed.*|BackOff|Inspect.*|Err.*|Network.*)$/;

interface Message {
  readonly at: string;
  readonly text: string;
}

export function matchMessage(leaf: Extract<Leaf, { kind: 'message' }>, context: MatchContext): Finding {
  for (const place of leaf.of) {
    for (const message of messagesOf(place, context)) {
      const match = matchText(leaf.any, message.text, context.rulebook);
      if (match !== undefined) {
        return found([speaksFor(shorten(message.text, 300), message.at, shorten(message.text))], {
          variables: { message: message.text, ...match.groups },
        });
      }
    }
  }
  return leaf.of.includes('event') ? unseen(missingOf(context, 'events')) : NOTHING;
}

function messagesOf(place: MessagePlace, context: MatchContext): readonly Message[] {
  const container = containerSubject(context);
  const pod = podSubject(context)?.pod;
  switch (place) {
    case 'waiting': {
      const state = container?.container.current;
      if (container?.instance.about !== 'current' || state?.kind !== 'waiting' || state.message === undefined)
        return [];
      return [{ at: `${state.path}.message`, text: state.message }];
    }
    case 'terminated': {
      const termination = container?.instance.termination;
      return termination?.message === undefined
        ? []
        : [{ at: `${termination.path}.message`, text: termination.message }];
    }
    case 'pod':
      return pod?.message === undefined ? [] : [{ at: 'status.message', text: pod.message }];
    case 'event':
      return eventMessages(context);
  }
}

function eventMessages(context: MatchContext): readonly Message[] {
  const container = containerSubject(context);
  if (container !== undefined && isPastStart(container)) return [];
  return context.events
    .filter((e) => TEXT_EVENTS.test(e.reason))
    .filter(
      (e) => container === undefined || e.container === undefined || e.container === container.container.name,
    )
    .map((e) => ({ at: `event ${e.reason}`, text: e.message }))
    .reverse();
}

/** Once an instance runs or has run, the failures to start one that lie before it are over. */
function isPastStart({ container, instance }: NonNullable<ReturnType<typeof containerSubject>>): boolean {
  const { current, last } = container;
  if (instance.about === 'last') return hasRun(instance.termination?.reason);
  if (current.kind === 'waiting') return current.reason === 'CrashLoopBackOff' && hasRun(last?.reason);
  return current.kind !== 'none';
}

/** Whether a record with that reason is of an instance that was started; none at all says nothing. */
function hasRun(reason: string | undefined): boolean {
  return reason === 'Error' || reason === 'Completed' || reason === 'OOMKilled';
}
