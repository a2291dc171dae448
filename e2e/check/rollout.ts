import type { Kubectl } from '../kubectl.js';

/** What a rollout may do while it is checked. */
export interface Stage {
  readonly namespace: string;
  /** kubectl within the rollout's own namespace. */
  readonly kubectl: Kubectl;
  readonly kubeconfig: string;
}

/** One rollout to make, and how its check has to end. */
export interface Rollout {
  readonly id: string;
  /** What is asked about: TYPE/NAME. */
  readonly target: string;
  /** Made first and waited for: the revision before. */
  readonly before?: readonly object[];
  readonly objects: readonly object[];
  /** Waited for between making it and asking. */
  readonly until?: (stage: Stage) => Promise<void>;
  /** Done while it is checked. */
  readonly meanwhile?: (stage: Stage) => Promise<void>;
  /** Asks with another kubeconfig than the cluster owner's; called once the namespace is there. */
  readonly as?: (stage: Stage) => Promise<{ readonly kubeconfig: string; readonly close?: () => void }>;
  readonly args?: readonly string[];
  readonly statuses: readonly number[];
  /** The cause that has to be named where it fails; any where it is missing. */
  readonly causes?: readonly string[];
  readonly withinSeconds?: number;
  /** Said on standard error. */
  readonly says?: RegExp;
  /** What `kubectl rollout status` would rightly end with; absent for kinds that it does not know. */
  readonly kubectlStatus?: 0 | 1;
  /** How long that may wait; 90s where it is left out. */
  readonly kubectlTimeout?: string;
  /** It disturbs others, so it runs when they are through. */
  readonly alone?: true;
}

export const sleep = (seconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, seconds * 1000));
