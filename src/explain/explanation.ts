import type { CauseId } from '../domain/rules/cause.js';

/** What can be said of a code, signal, reason, cause or rule without looking at a pod. */
export interface Explanation {
  /** The thing itself, spelled right: `137`, `SIGSEGV`, `OOMKilled`. */
  readonly subject: string;
  readonly of: 'exit-code' | 'signal' | 'reason' | 'cause' | 'rule';
  /** One sentence. */
  readonly headline: string;
  /** What it means in Kubernetes, paragraph by paragraph. */
  readonly meaning: readonly string[];
  /** What may be behind it, most common first. */
  readonly hypotheses: readonly Hypothesis[];
  /** Programs that give the code a meaning of their own. */
  readonly programs: readonly ProgramMeaning[];
  /** Commands that settle it; `NAME` stands for the pod. */
  readonly look: readonly string[];
  /** Other words that can be explained. */
  readonly seeAlso: readonly string[];
  readonly references: readonly string[];
}

/** A cause that may be behind a code or reason, and how to tell. */
export interface Hypothesis {
  readonly cause: CauseId;
  /** What one sees where this is it. */
  readonly tell: string;
  readonly do: string;
}

/** What one program means by an exit code. */
export interface ProgramMeaning {
  readonly program: string;
  readonly means: string;
}

/** A cause with its usual sign, or with the one that holds in this place. */
export type Hint = CauseId | readonly [CauseId, string];
