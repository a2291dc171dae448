import type { ReportGroup } from '../../domain/report.js';
import { bySeverityThenCount } from '../../engine/index.js';

export type SortName = 'severity' | 'count' | 'since' | 'name';

const ORDERS: Readonly<Record<SortName, (a: ReportGroup, b: ReportGroup) => number>> = {
  severity: () => 0,
  count: (a, b) => b.count - a.count,
  since: (a, b) => (b.firstSeen ?? '').localeCompare(a.firstSeen ?? ''),
  name: (a, b) =>
    `${a.subject.namespace ?? ''}/${a.subject.name}`.localeCompare(
      `${b.subject.namespace ?? ''}/${b.subject.name}`,
    ),
};

/** Groups in the order that was asked for; the default order breaks ties. */
export function sortGroups(groups: readonly ReportGroup[], by: SortName): readonly ReportGroup[] {
  return [...groups].sort((a, b) => ORDERS[by](a, b) || bySeverityThenCount(a, b));
}
