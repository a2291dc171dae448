import { readConditions } from '../../domain/kubernetes/condition.js';
import { readEvent, type EventView } from '../../domain/kubernetes/event.js';
import type { JsonObject } from '../../domain/values/json.js';
import { oncePer } from '../../domain/values/once.js';
import { MARK } from '../../domain/rules/mark.js';
import type { MatchContext, Subject } from '../match/context.js';
import { haystackOf, type Haystack } from '../log/haystack.js';

/** What there is to see at a glance: enough to pass over most rules without looking at them. */
export interface Glance {
  /** As src/domain/rules/mark.ts spells them. */
  readonly marks: readonly string[];
  /** Absent where no line was logged or seen. */
  readonly log?: Haystack;
  /** All messages: of the states, the pod, and every event. */
  readonly messages: Haystack;
}

/** What all contexts of a pod have in common, or a workload or a node shows: events, conditions, the pod itself. */
export function glanceAround(context: MatchContext): Glance {
  const { subject } = context;
  const events = [...context.events, ...context.nodeEvents, ...referenceEvents(context)];
  const messages = events.map(({ message }) => message);
  if ('pod' in subject && subject.pod.message !== undefined) messages.push(subject.pod.message);
  return {
    marks: [...marksAround(subject), ...events.map(({ reason }) => MARK.event(reason))],
    messages: haystackOf(messages.join('\n')),
  };
}

function marksAround(subject: Subject): readonly string[] {
  switch (subject.kind) {
    case 'node':
      return conditionMarks(subject.snapshot.node);
    case 'workload':
      return conditionMarks(subject.snapshot.workload);
    case 'pod':
    case 'container': {
      const { pod, snapshot } = subject;
      const objects = [pod.raw, snapshot.node, ...snapshot.owners.map((owner) => owner.object)];
      return [
        ...objects.flatMap(conditionMarks),
        ...snapshot.references.map(({ kind, exists }) => MARK.reference(kind, exists)),
        ...(pod.reason === undefined ? [] : [MARK.podReason(pod.reason)]),
        ...(pod.phase === undefined ? [] : [MARK.podPhase(pod.phase)]),
        ...(pod.deletionAt === undefined ? [] : [MARK.deleting]),
      ];
    }
  }
}

/** What an instance of a container shows beside that. */
export function glanceAtInstance({ container, instance }: ContainerSubject): Glance {
  const marks: string[] = [];
  const messages: string[] = [];
  const { current } = container;
  if (instance.about === 'current') {
    marks.push(MARK.state(current.kind));
    if (current.kind === 'waiting') {
      if (current.reason !== undefined) marks.push(MARK.waitingReason(current.reason));
      if (current.message !== undefined) messages.push(current.message);
    }
  }
  const { termination, log } = instance;
  if (termination !== undefined) {
    const { exitCode, outcome, reason, message } = termination;
    marks.push(MARK.ended);
    if (exitCode !== undefined) marks.push(MARK.exitCode(exitCode));
    if (exitCode !== undefined && (exitCode < 0 || exitCode > 255)) marks.push(MARK.foreignExitCode);
    if (outcome.kind === 'signalled') marks.push(MARK.signal(outcome.signal));
    if (reason !== undefined) marks.push(MARK.terminatedReason(reason));
    if (message !== undefined) messages.push(message);
  }
  return {
    marks,
    messages: haystackOf(messages.join('\n')),
    ...(log.haystack.text === '' ? {} : { log: log.haystack }),
  };
}

type ContainerSubject = Extract<Subject, { kind: 'container' }>;

function conditionMarks(object: JsonObject | undefined): readonly string[] {
  return object === undefined ? [] : marksOfConditions(object);
}

/** A node stands behind many pods. */
const marksOfConditions = oncePer((object: JsonObject) =>
  readConditions(object).flatMap(({ type, status, reason }) => [
    MARK.condition(type, status),
    MARK.conditionReason(type, reason),
    MARK.anyCondition(type),
  ]),
);

function referenceEvents({ subject }: MatchContext): readonly EventView[] {
  if (subject.kind !== 'pod' && subject.kind !== 'container') return [];
  return subject.snapshot.references.flatMap((r) => r.events ?? []).map(readEvent);
}
