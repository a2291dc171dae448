import { MARK } from '../domain/rules/mark.js';
import { signalNumber, signalName } from '../domain/kubernetes/outcome.js';
import type { Condition, Leaf, Rule } from '../domain/rules/rule.js';
import { bestOf, mostTelling, needsOf } from './literals.js';

/** Met by any one of its marks (src/domain/rules/mark.ts) or of its lower-case literals. */
export interface Clause {
  readonly marks?: readonly string[];
  /** In the instance's log. */
  readonly log?: readonly string[];
  /** In a message of a state, of the pod or of an event. */
  readonly messages?: readonly string[];
}

/**
 * What a rule cannot hold without. Only what is asked for positively counts: a condition that is
 * false or unseen never makes a rule true, while under `not` anything may.
 */
export function gateOf(rule: Rule): readonly Clause[] {
  return clausesOf(rule.when, rule);
}

function clausesOf(condition: Condition, rule: Rule): readonly Clause[] {
  switch (condition.kind) {
    case 'all':
      return condition.of.flatMap((part) => clausesOf(part, rule));
    case 'any':
      return clauseOfAny(condition.of.map((part) => clausesOf(part, rule)));
    case 'not':
      return [];
    case 'use': {
      const block = rule.let[condition.name];
      return block === undefined ? [] : clausesOf(block, rule);
    }
    case 'leaf':
      return clausesOfLeaf(condition.leaf);
  }
}

/** One clause out of the most telling one of each alternative; none where an alternative has none. */
function clauseOfAny(alternatives: readonly (readonly Clause[])[]): readonly Clause[] {
  const chosen = alternatives.flatMap((clauses) => [...clauses].sort(byTelling)[0] ?? []);
  if (chosen.length < alternatives.length) return [];
  return [
    {
      ...listed('marks', chosen),
      ...listed('log', chosen),
      ...listed('messages', chosen),
    },
  ];
}

function listed(key: keyof Clause, clauses: readonly Clause[]): Clause {
  const all = [...new Set(clauses.flatMap((clause) => clause[key] ?? []))];
  return all.length === 0 ? {} : { [key]: all };
}

/** Orders clauses: texts tell more than marks, and that it ended tells least. */
export function byTelling(a: Clause, b: Clause): number {
  return weightOf(a) - weightOf(b);
}

function weightOf({ marks = [], log, messages }: Clause): number {
  if (marks.includes(MARK.ended)) return 1000;
  return marks.length + (log === undefined && messages === undefined ? 1 : 0);
}

const ENDED: Clause = { marks: [MARK.ended] };

function clausesOfLeaf(leaf: Leaf): readonly Clause[] {
  switch (leaf.kind) {
    case 'exit-code':
      return marks(marksOfCodes(leaf));
    case 'signal':
      return marks(leaf.in.map((name) => MARK.signal(signalName(signalNumber(name) ?? 0) ?? name)));
    case 'terminated-reason':
      return marks(leaf.in.map(MARK.terminatedReason));
    case 'waiting-reason':
      return marks(leaf.in.map(MARK.waitingReason));
    case 'pod-phase':
      return marks(leaf.in.map(MARK.podPhase));
    case 'deleting':
      return marks([MARK.deleting]);
    case 'reference':
      return marks(leaf.of.map((kind) => MARK.reference(kind, leaf.exists)));
    case 'pod-reason':
      return marks(leaf.in.map(MARK.podReason));
    case 'state':
      return marks(leaf.in.map(MARK.state));
    case 'ended':
    case 'outcome':
    case 'lifetime':
    case 'grace-used-up':
    case 'restart-rule':
      return [ENDED];
    case 'event':
      return [...marks(leaf.reason.map(MARK.event)), ...texts('messages', patternsOfEvent(leaf.message))];
    case 'pod-condition':
    case 'node-condition':
    case 'owner-condition':
    case 'workload-condition':
      return [
        ...marks(
          leaf.status?.map((status) => MARK.condition(leaf.type, status)) ?? [MARK.anyCondition(leaf.type)],
        ),
        ...(leaf.reason === undefined
          ? []
          : marks(leaf.reason.map((reason) => MARK.conditionReason(leaf.type, reason)))),
      ];
    case 'scheduler-refused':
      return marks([MARK.condition('PodScheduled', 'False'), MARK.event('FailedScheduling')]);
    case 'tells-of':
      return marks([MARK.tellsOf(leaf.topic)]);
    case 'log-line':
      return texts(
        'log',
        leaf.any.map((line) => line.pattern),
      );
    case 'message':
      return texts(
        'messages',
        leaf.any.map((line) => line.pattern),
      );
    default:
      return [];
  }
}

function marks(any: readonly string[]): readonly Clause[] {
  return [{ marks: any }];
}

function texts(place: 'log' | 'messages', patterns: readonly string[]): readonly Clause[] {
  const literals = bestOf(patterns.map((pattern) => mostTelling(needsOf(pattern))));
  return literals.length === 0 ? [] : [{ [place]: [...new Set(literals)] }];
}

function patternsOfEvent(message: string | undefined): readonly string[] {
  return message === undefined ? [] : [message];
}

function marksOfCodes({ in: only, from = -Infinity, to = Infinity, not = [] }: Codes): readonly string[] {
  if (only !== undefined) return only.map(MARK.exitCode);
  const ofLinux = Array.from({ length: 256 }, (_, code) => code).filter(
    (code) => code >= from && code <= to && !not.includes(code),
  );
  return [...ofLinux.map(MARK.exitCode), ...(from < 0 || to > 255 ? [MARK.foreignExitCode] : [])];
}

type Codes = Extract<Leaf, { kind: 'exit-code' }>;
