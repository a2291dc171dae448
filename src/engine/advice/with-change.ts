import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';

/** The finding with one more step, before all others that change something: it fits what was seen beside the rule. */
export function withChange(match: Match, step: RemediationStep): Match {
  const { remediation } = match.rule;
  const looks = remediation.filter(({ effect }) => effect === 'read-only');
  const changes = remediation.filter(({ effect }) => effect !== 'read-only');
  return { ...match, rule: { ...match.rule, remediation: [...looks, step, ...changes] } };
}
