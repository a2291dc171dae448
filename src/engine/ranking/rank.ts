import { CONFIDENCES, SEVERITIES } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';
import { isConsequenceOf } from './fold.js';
import { byDecision } from '../matchers/log.js';
import { isHollow } from './success.js';
import { explainsNoFault } from './weigh-outcome.js';

/**
 * A total order: a consequence never above its cause; what blocks now before what ended last;
 * then confidence, a fault before an error that explains none, severity, the more decisive log line, what a success may hide, the rule's id.
 */
export function rank(matches: readonly Match[], others: readonly Match[] = []): readonly Match[] {
  const all = [...matches, ...others];
  const consequences = new Map(matches.map((m) => [m, Number(isConsequence(m, all))]));
  return [...matches].sort(
    (a, b) =>
      (consequences.get(a) ?? 0) - (consequences.get(b) ?? 0) ||
      Number(a.about === 'last') - Number(b.about === 'last') ||
      CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
      Number(explainsNoFault(a)) - Number(explainsNoFault(b)) ||
      SEVERITIES.indexOf(b.rule.severity) - SEVERITIES.indexOf(a.rule.severity) ||
      (a.hit !== undefined && b.hit !== undefined ? byDecision(a.hit, b.hit) : 0) ||
      Number(isHollow(b)) - Number(isHollow(a)) ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
}

/** Of two lines of a log the fold has decided which is the root. */
function isConsequence(match: Match, all: readonly Match[]): boolean {
  const isOfLog = match.hit !== undefined;
  return all.some((m) => isConsequenceOf(match, m) && !(isOfLog && m.hit !== undefined));
}
