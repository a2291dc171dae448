import type { Evidence, Missing } from '../../domain/evidence.js';
import type { Aftermath } from '../log/aftermath/aftermath.js';
import type { LogLine } from '../log/log-lines.js';

/** What one condition found in one context. */
export interface Finding {
  readonly value: boolean;
  /** What shows it; only of conditions that are true. */
  readonly evidence: readonly Evidence[];
  /** What could not be looked at: why it is not true, or what was taken for granted. */
  readonly unseen: readonly Missing[];
  /** Values for the rule's texts: the named groups of whatever matched. */
  readonly variables: Readonly<Record<string, string>>;
  /** The log lines that matched. */
  readonly hits: readonly LogHit[];
}

/** A log line that matched, and what the program logged after it. */
export interface LogHit extends Aftermath {
  readonly line: LogLine;
  /** Where in the line the match begins. */
  readonly column: number;
  /** The line speaks of what matched, and does not report it. */
  readonly spokenOf: boolean;
  /** What shows that the line is neither a report of the program by its form nor its last word. */
  readonly shownBy?: string;
  /** It tells by its own words why the program ended, though no rule knows the program. */
  readonly tellsWhy?: true;
  /** Where, in the order of decision, the program was last at its work before it said this. */
  readonly wentOnAt?: number;
  /** What stands before this place in the order of decision was said before the program went on to its last words. */
  readonly wentOnBefore?: number;
  /** The log is a neighbouring instance's. */
  readonly borrowedFrom?: 'ended-alike' | 'just-started';
}

/** A condition that does not hold. */
export const NOTHING: Finding = { value: false, evidence: [], unseen: [], variables: {}, hits: [] };

/** A condition that holds, with what shows it. */
export function found(evidence: readonly Evidence[] = [], extra: Partial<Finding> = {}): Finding {
  return { ...NOTHING, value: true, evidence, ...extra };
}

/** A condition that could not be decided. */
export function unseen(missing: readonly Missing[]): Finding {
  return { ...NOTHING, unseen: missing };
}

/** A condition that is decided, with what shows it where it holds. */
export function holds(value: boolean, evidence: readonly Evidence[] = []): Finding {
  return value ? found(evidence) : NOTHING;
}

/** Evidence that speaks for the diagnosis. */
export function speaksFor(fact: string, at: string, observed: string): Evidence {
  return { fact, at, observed, speaks: 'for' };
}

/** Several findings that all hold, as one. */
export function together(findings: readonly Finding[]): Finding {
  return {
    value: true,
    evidence: findings.flatMap((f) => f.evidence),
    unseen: findings.flatMap((f) => f.unseen),
    variables: Object.assign({}, ...findings.map((f) => f.variables)) as Record<string, string>,
    hits: findings.flatMap((f) => f.hits),
  };
}
