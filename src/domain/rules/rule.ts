import type { SchedulerFilter } from '../kubernetes/scheduler-refusal.js';
import type { Topic } from './topic.js';
import type { CauseId } from './cause.js';

/** How sure it is: the platform or the program says so itself, hardly anything else fits, it may be. */
export type Confidence = 'certain' | 'likely' | 'possible';
/** From the least sure to the surest. */
export const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'certain'];
/** How much of a workload it hits: see docs/rule-format.md, "severity". */
export type Severity = 'critical' | 'high' | 'medium' | 'low';
/** From the mildest to the worst. */
export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
/** How the failure can end: see docs/architecture.md, "heals". */
export type Heals = 'never' | 'when-acted' | 'by-itself' | 'repeats';

/** What a rule is asked about. */
export type RuleSubject = 'container' | 'pod' | 'workload' | 'node';

/**
 * One entry of the rulebook, as one YAML file says it. All texts may hold `{{variable}}`; a part
 * in `[[...]]` is left out where one of its variables has no value, and a remediation step is left
 * out where one of its variables has none, so that no placeholder is ever printed.
 */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly cause: CauseId;
  readonly subject: RuleSubject;
  readonly status: 'experimental' | 'stable';
  readonly since: string;
  readonly summary: string;
  readonly when: Condition;
  /** Named blocks that `when`, `strengthen` and `weaken` may `use`. */
  readonly let: Readonly<Record<string, Condition>>;
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly heals: Heals;
  /** It is no failure: the match goes to the benign ledger with the title as its reason. */
  readonly benign: boolean;
  /**
   * A carrier of other failures (an uncaught exception, `npm ERR!`): it counts only where nothing
   * in the same log says more.
   */
  readonly catchAll: boolean;
  /**
   * A wording of a language or of the operating system, not of one program: among lines of the
   * same cause a program's own words are told first.
   */
  readonly general: boolean;
  readonly strengthen: readonly Adjustment[];
  readonly weaken: readonly Adjustment[];
  /** Rule ids, or `cause:<id>` for all rules of a cause. */
  readonly supersedes: readonly string[];
  readonly consequenceOf: readonly string[];
  readonly remediation: readonly RemediationStep[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
}

/** A condition that raises or lowers a rule's confidence, and the words for it. */
export interface Adjustment {
  readonly when: Condition;
  readonly to: Confidence;
  /** Said as evidence. */
  readonly because: string;
}

/** A step to take: words, mostly with a command, and whether it changes anything. */
export interface RemediationStep {
  readonly do: string;
  readonly command?: string;
  readonly effect: 'read-only' | 'mutating';
}

/** A tree over leaves. `use` names a block of the rule's `let`. */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'use'; readonly name: string }
  | { readonly kind: 'leaf'; readonly leaf: Leaf };

/** A pattern in RE2 syntax, with what shows that it is right. */
export interface LinePattern {
  readonly pattern: string;
  /** A line that it must match; the catalogue's test holds it to that. */
  readonly example: string;
  /** Patterns that must not match the same line. */
  readonly not: readonly string[];
}

/** One fact to look for; docs/rule-format.md says when each is true. Durations are seconds. */
export type Leaf =
  | {
      readonly kind: 'exit-code';
      readonly in?: readonly number[];
      readonly not?: readonly number[];
      readonly from?: number;
      readonly to?: number;
    }
  | { readonly kind: 'signal'; readonly in: readonly string[] }
  | { readonly kind: 'outcome'; readonly in: readonly string[] }
  | { readonly kind: 'waiting-reason'; readonly in: readonly string[] }
  | { readonly kind: 'terminated-reason'; readonly in: readonly string[] }
  | { readonly kind: 'pod-reason'; readonly in: readonly string[] }
  | { readonly kind: 'message'; readonly of: readonly MessagePlace[]; readonly any: readonly LinePattern[] }
  | {
      readonly kind: 'event';
      readonly reason: readonly string[];
      readonly message?: string;
      readonly on: EventSubject;
      readonly within: EventWindow;
      readonly atLeast: number;
      /** Seconds past the pod's grace period since it was first seen of the running instance. */
      readonly overdueBy?: number;
      /** Such events together are as many as failures the container's probe of that kind allows. */
      readonly enoughFor?: 'liveness' | 'startup';
    }
  | { readonly kind: 'log-line'; readonly any: readonly LinePattern[] }
  | { readonly kind: 'tells-of'; readonly topic: Topic }
  | { readonly kind: 'log'; readonly is: 'seen' | 'empty' | 'has-lines' }
  | { readonly kind: 'ended'; readonly how: 'by-itself' | 'asked-to-stop' | 'never-started' | 'any' }
  | { readonly kind: 'grace-used-up' }
  | { readonly kind: 'program-hidden'; readonly what: 'program' | 'loader' | 'mount-point' }
  | { readonly kind: 'lifetime'; readonly under?: number; readonly over?: number }
  | { readonly kind: 'lifetime-fits-probe'; readonly probe: 'liveness' | 'startup' }
  | { readonly kind: 'restarts'; readonly atLeast: number }
  | {
      readonly kind: 'state';
      readonly in: readonly string[];
      readonly ready?: boolean;
      readonly started?: boolean;
      readonly forMoreThan?: number;
      /** Whether it has run for longer than its last instance did. */
      readonly outlived?: boolean;
    }
  | { readonly kind: 'container'; readonly in: readonly string[] }
  | { readonly kind: 'limit'; readonly resource: string; readonly set: boolean; readonly under?: number }
  | { readonly kind: 'probe'; readonly probe: 'liveness' | 'readiness' | 'startup'; readonly set: boolean }
  | { readonly kind: 'image'; readonly matches: string }
  | { readonly kind: 'command'; readonly matches: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'runtime'; readonly in: readonly string[] }
  | { readonly kind: 'restart-policy'; readonly in: readonly string[] }
  | { readonly kind: 'restart-rule'; readonly in: readonly string[] }
  | { readonly kind: 'pod-phase'; readonly in: readonly string[] }
  | ({ readonly kind: 'pod-condition' } & ConditionQuery)
  | {
      readonly kind: 'scheduler-refused';
      /** RE2, of what is told of one group of nodes. */
      readonly words?: string;
      readonly before?: SchedulerFilter;
      readonly after?: SchedulerFilter;
    }
  | {
      readonly kind: 'deleting';
      readonly overdueBy?: number;
      readonly endedFor?: number;
      readonly letGo?: boolean;
    }
  | ({ readonly kind: 'node-condition' } & ConditionQuery)
  | { readonly kind: 'owner'; readonly in: readonly string[] }
  | ({ readonly kind: 'owner-condition' } & ConditionQuery)
  | ({ readonly kind: 'workload-condition' } & ConditionQuery)
  | {
      readonly kind: 'reference';
      readonly of: readonly string[];
      readonly exists: boolean;
      /** Only one of which the kubelet's last words say that it is not found. */
      readonly saidMissing?: boolean;
    }
  | { readonly kind: 'change'; readonly field: 'image' | 'memory-limit' | 'command' | 'env' | 'probe' }
  | {
      readonly kind: 'sibling';
      readonly container: readonly string[];
      readonly state?: readonly string[];
      readonly failed?: boolean;
    }
  | {
      readonly kind: 'work-done';
      /** Seconds. */
      readonly forMoreThan?: number;
      /** By what it is known to serve the others. */
      readonly helper?: 'named' | 'serving';
    }
  | { readonly kind: 'volume'; readonly type: string; readonly medium?: string }
  | {
      readonly kind: 'field';
      readonly of: 'pod' | 'container' | 'status' | 'node' | 'workload';
      readonly path: string;
      readonly equals?: string | number | boolean;
      /** The path of another field of the same object, which has the same value. */
      readonly sameAs?: string;
      readonly exists?: boolean;
      readonly matches?: string;
    }
  | { readonly kind: 'cel'; readonly expression: string };

/** `pull`: what the kubelet says of pulling the image, and of nothing else. */
export type MessagePlace = 'waiting' | 'terminated' | 'pod' | 'event' | 'pull';
/** Whose events a leaf `event` looks at. */
export type EventSubject = 'container' | 'pod' | 'node' | 'workload' | 'reference';
/** When an event must have been seen: in the instance's life, around its end, in the pod's life. */
export type EventWindow = 'instance' | 'end' | 'pod';

/** A condition of a Kubernetes object, as its `status.conditions` tells it. */
export interface ConditionQuery {
  readonly type: string;
  readonly status?: readonly string[];
  readonly reason?: readonly string[];
  /** RE2. */
  readonly message?: string;
}

/** The name of a leaf, as a rule file writes it. */
export type LeafKind = Leaf['kind'];

/** A complaint about a rule file: where, what, and what would be right. */
export interface RuleError {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  /** The nearest right word, where there is one. */
  readonly didYouMean?: string;
}
