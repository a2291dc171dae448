import { readEvent, readObjectConditions, type EventView } from '../domain/event.js';
import type { JsonObject } from '../domain/json.js';
import { MARK } from '../domain/mark.js';
import type { Signs } from '../domain/rulebook.js';
import type { MatchContext } from './context.js';
import { haystackOf, mayHoldGram, type Haystack } from './log/haystack.js';

/** What a context shows at a glance: enough to pass over most rules without looking at them. */
export interface Glance {
  /** Beside each sign of the rulebook whether it is there; 0 for one that was not looked for yet. */
  readonly seen: Uint8Array;
  readonly signs: Signs;
  /** Absent where no line was logged or seen. */
  readonly log?: Haystack;
  /** All messages: of the states, the pod, and every event. */
  readonly messages: Haystack;
}

const NOT_LOOKED = 0;
const ABSENT = 1;
const PRESENT = 2;

/** Whether a rule behind the gate may hold. It says no only where the rule cannot. */
export function mayHold(gate: number, glance: Glance): boolean {
  const { gates } = glance.signs;
  let at = gate + 1;
  for (let left = gates[gate] ?? 0; left > 0; left -= 1) {
    const end = at + 1 + (gates[at] ?? 0);
    if (!isMet(at + 1, end, glance)) return false;
    at = end;
  }
  return true;
}

// Loops, for this is asked a million times in a large scan.
function isMet(from: number, to: number, glance: Glance): boolean {
  const { seen, signs } = glance;
  for (let at = from; at < to; at += 1) {
    const sign = signs.gates[at] ?? 0;
    if (seen[sign] === NOT_LOOKED) seen[sign] = lookFor(sign, glance) ? PRESENT : ABSENT;
    if (seen[sign] === PRESENT) return true;
  }
  return false;
}

/** Looks for a literal; marks are all known from the beginning. */
function lookFor(sign: number, { signs, log, messages }: Glance): boolean {
  const place = sign - signs.marks.size;
  const haystack = place % 2 === 0 ? log : messages;
  if (haystack === undefined) return false;
  const literal = place >> 1;
  const { grams } = signs;
  return (
    mayHoldGram(grams[2 * literal] ?? 0, haystack) &&
    mayHoldGram(grams[2 * literal + 1] ?? 0, haystack) &&
    haystack.text.includes(signs.literal(literal))
  );
}

/** Takes in a context once, for all rules. */
export function glanceAt(context: MatchContext): Glance {
  const events = [...context.events, ...context.nodeEvents, ...referenceEvents(context)];
  const { marks, messages, log } = ofSubject(context);
  const { signs } = context.rulebook;
  return {
    signs,
    seen: marksOf(signs, new Set([...marks, ...events.map((event) => MARK.event(event.reason))])),
    messages: haystackOf([...messages, ...events.map((event) => event.message)].join('\n')),
    ...(log === undefined ? {} : { log }),
  };
}

function marksOf(signs: Signs, marks: ReadonlySet<string>): Uint8Array {
  const seen = new Uint8Array(signs.marks.size + 2 * signs.literalCount);
  seen.fill(ABSENT, 0, signs.marks.size);
  for (const mark of marks) {
    const sign = signs.marks.get(mark);
    if (sign !== undefined) seen[sign] = PRESENT;
  }
  return seen;
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
          ...(pod.reason === undefined ? [] : [MARK.podReason(pod.reason)]),
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
    if (outcome.kind === 'signalled') marks.push(MARK.signal(outcome.signal));
    if (reason !== undefined) marks.push(MARK.terminatedReason(reason));
    if (message !== undefined) messages.push(message);
  }
  return { marks, messages, ...(log.haystack.text === '' ? {} : { log: log.haystack }) };
}

function conditionMarks(object: JsonObject | undefined): readonly string[] {
  return readObjectConditions(object).flatMap(({ type, status }) => [
    MARK.condition(type, status),
    MARK.anyCondition(type),
  ]);
}

function referenceEvents({ subject }: MatchContext): readonly EventView[] {
  if (subject.kind !== 'pod' && subject.kind !== 'container') return [];
  return subject.snapshot.references.flatMap((r) => r.events ?? []).map(readEvent);
}
