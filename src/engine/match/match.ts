import type { Evidence, Missing } from '../../domain/evidence.js';
import type { Confidence, Rule } from '../../domain/rules/rule.js';
import type { MatchContext } from './context.js';
import type { LogHit } from './finding.js';

/** A rule that holds in a context, before ranking. */
export interface Match {
  readonly rule: Rule;
  readonly context: MatchContext;
  readonly about: 'current' | 'last';
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
  readonly variables: Readonly<Record<string, string>>;
  /** The log line that decided it, where one did. */
  readonly hit?: LogHit;
}
