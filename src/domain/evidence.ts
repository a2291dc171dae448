/** One observed thing that speaks for or against a diagnosis. */
export interface Evidence {
  /** What it says, in words: `reason OOMKilled, exit 137`. */
  readonly fact: string;
  /**
   * Where a person can check it: a path in the object (`status.containerStatuses[0].lastState.terminated.reason`),
   * an event (`event Killing`), a log line (`log app previous:12`), another object (`node worker-3`).
   */
  readonly at: string;
  /** The value as observed, raw but redacted. */
  readonly observed: string;
  readonly speaks: 'for' | 'against';
}

/** Something that could not be looked at. It is never evidence of absence. */
export interface Missing {
  /** The kind of thing, for code and for people. */
  readonly what: MissingWhat;
  readonly namespace?: string;
  readonly name?: string;
  readonly verb?: string;
  readonly resource?: string;
  /** Why it could not be seen: `forbidden`, `the kubelet no longer has it`, `not in the files`. */
  readonly why: string;
  /** True of what was there once and is no more: to ask again gives the same answer. */
  readonly gone?: boolean;
  /** What cannot be said without it. */
  readonly costs: string;
  /** The RBAC rule that would give it, as a person would write it. */
  readonly grant?: string;
}

/** The kinds of evidence that may be missing. */
export type MissingWhat =
  | 'pods'
  | 'events'
  | 'node'
  | 'nodeEvents'
  | 'owner'
  | 'workloads'
  | 'revisions'
  | 'log'
  | 'previousLog'
  | 'reference'
  | 'namespaces'
  | 'status';
