import type { OwnerReference } from '../../domain/report/report.js';
import type { Severity } from '../../domain/rules/rule.js';
import { atMost } from '../../domain/rules/severity.js';

/** From so many wanted pods on, a few that fail are a minority of many. */
const MANY = 4;

/**
 * The severity of a group by how much of its owners it hits: `critical` when none of their pods is
 * ready, at most `high` while some are, at most `medium` when fewer than half of many pods fail.
 * What is low stays low, and where the numbers are not known nothing is changed.
 */
export function severityByReplicas(
  worst: Severity,
  owners: readonly Pick<OwnerReference, 'desired' | 'ready'>[],
  count: number,
): Severity {
  if (worst === 'low' || owners.length === 0) return worst;
  const numbers = owners.flatMap(({ desired, ready }) =>
    desired === undefined || ready === undefined || desired === 0 ? [] : [{ desired, ready }],
  );
  if (numbers.length < owners.length) return worst;
  if (numbers.some(({ ready }) => ready === 0)) return 'critical';
  const desired = numbers.reduce((sum, each) => sum + each.desired, 0);
  const cap: Severity = desired >= MANY && count * 2 < desired ? 'medium' : 'high';
  return atMost(worst, cap);
}
