import type { Evidence } from '../../domain/evidence.js';
import type { EventView } from '../../domain/kubernetes/event.js';
import { readEvent } from '../../domain/kubernetes/event.js';
import { asNumber, asObject, at } from '../../domain/values/json.js';
import { graceSeconds } from '../../domain/kubernetes/pod.js';
import type { EventWindow, Leaf } from '../../domain/rules/rule.js';
import type { PatternMatch } from '../../domain/rules/rulebook.js';
import type { ReferenceRecord } from '../../domain/snapshot.js';
import { overcomeOf } from '../match/overcome.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { endWindow, instanceWindow, overlaps, type Window } from '../match/window.js';
import { probeTimes } from './lifetime-fits-probe.js';
import { containerSubject, podSubject } from './subject.js';
import { aroundMatch, bothEnds, shorten } from '../match/text.js';

/** `event`: whether such an event was seen within its window; unseen where events may not be read. */
export function matchEvent(leaf: Extract<Leaf, { kind: 'event' }>, context: MatchContext): Finding {
  const window = windowOf(leaf.within, context);
  if (window === undefined) return NOTHING;
  const pattern = leaf.message === undefined ? undefined : context.rulebook.pattern(leaf.message);
  if (leaf.enoughFor !== undefined && failures(leaf, context) < allowed(leaf.enoughFor, context))
    return NOTHING;
  for (const event of [...candidates(leaf.on, context)].reverse()) {
    if (!leaf.reason.includes(event.reason) || event.count < leaf.atLeast || !overlaps(event, window))
      continue;
    const match = pattern?.match(event.message);
    if (pattern !== undefined && match === undefined) continue;
    if (leaf.overdueBy !== undefined && !isOverdue(event, leaf.overdueBy, context)) continue;
    return found([evidenceOfEvent(event, match)], {
      variables: { message: event.message, ...match?.groups },
    });
  }
  const missing = missingOf(context, leaf.on === 'node' ? 'nodeEvents' : 'events');
  return missing.length > 0 ? unseen(missing) : expired(window, context);
}

/** How often a probe failed of which these events tell; failures with other words have events of their own. */
function failures(leaf: Extract<Leaf, { kind: 'event' }>, context: MatchContext): number {
  const pattern = leaf.message === undefined ? undefined : context.rulebook.pattern(leaf.message);
  return candidates(leaf.on, context)
    .filter(({ reason, message }) => leaf.reason.includes(reason) && pattern?.match(message) !== undefined)
    .reduce((sum, { count }) => sum + count, 0);
}

/** After how many failures the kubelet stops the container; 1 where the probe is not told. */
function allowed(probe: 'liveness' | 'startup', context: MatchContext): number {
  const told = asObject(at(containerSubject(context)?.container.spec, `${probe}Probe`));
  return told === undefined ? 1 : probeTimes(told).threshold;
}

/**
 * Whether what the event announces should have come that long ago: within the grace period of the pod or of
 * the container's probes (terminationGracePeriodSeconds). An event that is repeated may have been seen of an instance before.
 * About a pod: whether it was last seen that long ago.
 */
function isOverdue(event: EventView, seconds: number, context: MatchContext): boolean {
  const subject = containerSubject(context);
  if (subject === undefined) return context.now - (event.lastAt ?? Infinity) >= seconds * 1000;
  const { pod, container } = subject;
  if (container.current.kind !== 'running') return false;
  const startedAt = container.current.startedAt ?? Infinity;
  const graces = ['livenessProbe', 'startupProbe'].map(
    (probe) => asNumber(at(container.spec, probe, 'terminationGracePeriodSeconds')) ?? 0,
  );
  const seen = [event.firstAt, event.lastAt].find((time) => time !== undefined && time >= startedAt);
  const due = (seen ?? Infinity) + Math.max(graceSeconds(pod), ...graces) * 1000;
  return context.now - due >= seconds * 1000;
}

/** An event that may be another object's than the one asked about. */
interface Candidate extends EventView {
  readonly of?: string;
}

/** What an event tells, as evidence; what matched in it is seen. */
export function evidenceOfEvent(event: Candidate, match?: PatternMatch): Evidence {
  const times = event.count > 1 ? ` (${event.count} times)` : '';
  const name = event.matchedBy === 'name' ? ', matched by the name' : '';
  const said = event.message.trim();
  const lead = event.message.indexOf(said);
  const shown = match === undefined ? bothEnds(said) : aroundMatch(said, { end: match.end - lead });
  return speaksFor(
    `event ${event.reason}${times}: ${shown}`,
    `event ${event.reason}${event.of === undefined ? '' : ` of ${event.of}`}${name}`,
    shorten(said),
  );
}

function candidates(on: string, context: MatchContext): readonly Candidate[] {
  const container = containerSubject(context)?.container.name;
  switch (on) {
    case 'container':
      // An event without a fieldPath may be any container's; kubelet and runtimes always set it.
      return context.events.filter(
        (e) => container === undefined || e.container === undefined || e.container === container,
      );
    case 'node':
      return context.nodeEvents;
    case 'reference':
      return (podSubject(context)?.snapshot.references ?? []).flatMap(eventsOf);
    default:
      return context.events;
  }
}

function eventsOf(reference: ReferenceRecord): readonly Candidate[] {
  const { kind, name, events = [] } = reference;
  return events
    .map((event) => ({ ...readEvent(event), of: `${kind} ${name}` }))
    .filter((event) => !overcomeOf(reference, event));
}

/** Undefined where there is no such time: a waiting container has no instance, a running one no end. */
function windowOf(within: EventWindow, context: MatchContext): Window | undefined {
  const subject = containerSubject(context);
  if (subject === undefined || within === 'pod') return {};
  const { termination } = subject.instance;
  if (termination !== undefined)
    return within === 'end' ? endWindow(termination, subject.pod) : instanceWindow(termination);
  const { current } = subject.container;
  if (within === 'end' || current.kind !== 'running') return undefined;
  return current.startedAt === undefined ? {} : { from: current.startedAt - 2_000 };
}

const EVENT_TTL_MS = 3_600_000;

/** The API server keeps events for an hour (--event-ttl, kube-apiserver 1.34): none left says nothing. */
function expired(window: Window, context: MatchContext): Finding {
  if (window.to === undefined || context.now - window.to < EVENT_TTL_MS) return NOTHING;
  if (context.events.some((e) => e.firstAt !== undefined && e.firstAt <= (window.to ?? 0))) return NOTHING;
  return unseen([
    {
      what: 'events',
      why: 'events are kept for an hour, and it ended earlier',
      costs: 'who or what ended it',
    },
  ]);
}
