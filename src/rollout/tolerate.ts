import type { CauseId } from '../domain/rules/cause.js';
import type { Diagnosis } from '../domain/report/report.js';
import { CONFIDENCES, SEVERITIES, type Confidence, type Severity } from '../domain/rules/rule.js';

/** From which finding on a check fails: any of these. */
export type Threshold =
  | { readonly kind: 'cause'; readonly cause: CauseId }
  | { readonly kind: 'confidence'; readonly atLeast: Confidence }
  | { readonly kind: 'severity'; readonly atLeast: Severity };

/** Which findings are let pass. */
export interface Tolerance {
  /** Empty: every finding counts. */
  readonly failOn: readonly Threshold[];
  readonly allow: readonly CauseId[];
  /** Keys of groups that were known before. */
  readonly known: ReadonlySet<string>;
}

/** Whether a finding is let pass: allowed, known from the baseline, or below every threshold. */
export function isTolerated(key: string, diagnosis: Diagnosis, { failOn, allow, known }: Tolerance): boolean {
  if (allow.includes(diagnosis.cause) || known.has(key)) return true;
  return failOn.length > 0 && !failOn.some((threshold) => reaches(diagnosis, threshold));
}

function reaches(diagnosis: Diagnosis, threshold: Threshold): boolean {
  switch (threshold.kind) {
    case 'cause':
      return diagnosis.cause === threshold.cause;
    case 'confidence':
      return CONFIDENCES.indexOf(diagnosis.confidence) >= CONFIDENCES.indexOf(threshold.atLeast);
    case 'severity':
      return SEVERITIES.indexOf(diagnosis.severity) >= SEVERITIES.indexOf(threshold.atLeast);
  }
}

/** It starts or ends as it should: no failure, however long it takes. */
const HARMLESS: ReadonlySet<CauseId> = new Set<CauseId>([
  'still-starting',
  'completed',
  'graceful-stop',
  'restarted-in-place',
]);

/** What may be so for ever and may pass in a second: the workload's own deadline decides. */
const UNDECIDED: ReadonlySet<CauseId> = new Set<CauseId>([
  'readiness-failing',
  'scheduling-gated',
  'terminating-stuck',
]);

/** What is no word on the workload: nobody can see any more what its pods do. */
const UNSEEN: ReadonlySet<CauseId> = new Set<CauseId>(['node-lost']);

/** What a diagnosis says about the rollout. */
export function weightOf(cause: CauseId): 'failure' | 'undecided' | 'unseen' | 'harmless' {
  if (HARMLESS.has(cause)) return 'harmless';
  if (UNDECIDED.has(cause)) return 'undecided';
  return UNSEEN.has(cause) ? 'unseen' : 'failure';
}
