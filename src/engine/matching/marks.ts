import { readConditions } from '../../domain/kubernetes/condition.js';
import { readEvent, type EventView } from '../../domain/kubernetes/event.js';
import type { JsonObject } from '../../domain/values/json.js';
import { oncePer } from '../../domain/values/once.js';
import { MARK } from '../../domain/rules/mark.js';
import type { MatchContext } from '../match/context.js';
import { haystackOf, type Haystack } from '../log/haystack.js';

/** What a context shows at a glance: enough to pass over most rules without looking at them. */
export interface Glance {
  /** As src/domain/mark.ts spells them. */
  readonly marks: ReadonlySet<string>;
  /** Absent where no line was logged or seen. */
  readonly log?: Haystack;
  /** All messages: of the states, the pod, and every event. */
  readonly messages: Haystack;
}

/** Takes in a context once, for all rules. */
export function glanceAt(context: MatchContext): Glance {
  const events = [...context.events, ...context.nodeEvents, ...referenceEvents(context)];
  const { marks, messages, log } = ofSubject(context);
  return {
    marks: new Set([...marks, ...events.map((event) => MARK.event(event.reason))]),
    messages: haystackOf([...messages, ...events.map((event) => event.message)].join('\n')),
    ...(log === undefined ? {} : { log }),
  };
}

interface SubjectGlance {
  readonly marks: readonly string[];
  readonly messages: readonly string[];
  readonly log?: Haystack;
}

function ofSubject(context: MatchContext): SubjectGlance {
  const { subject } = context;
  switch (subject.kind) {
    case 'node':
      return { marks: conditionMarks(subject.snapshot.node), messages: [] };
    case 'workload':
      return { marks: conditionMarks(subject.snapshot.workload), messages: [] };
    case 'pod':
    case 'container': {
      const { pod, snapshot } = subject;
      const objects = [pod.raw, snapshot.node, ...snapshot.owners.map((owner) => owner.object)];
      const container = subject.kind === 'container' ? ofContainer(subject) : { marks: [], messages: [] };
      return {
        ...container,
        marks: [
          ...container.marks,
          ...objects.flatMap(conditionMarks),
          ...snapshot.references.map(({ kind, exists }) => MARK.reference(kind, exists)),
          ...(pod.reason === undefined ? [] : [MARK.podReason(pod.reason)]),
          ...(pod.phase === undefined ? [] : [MARK.podPhase(pod.phase)]),
          ...(pod.deletionAt === undefined ? [] : [MARK.deleting]),
        ],
        messages: [...container.messages, ...(pod.message === undefined ? [] : [pod.message])],
      };
    }
  }
}

function ofContainer({
  container,
  instance,
}: Extract<MatchContext['subject'], { kind: 'container' }>): SubjectGlance {
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
  return { marks, messages, ...(log.haystack.text === '' ? {} : { log: log.haystack }) };
}

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
