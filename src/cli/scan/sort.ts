import { comparePlaces, compareText } from '../../domain/values/order.js';
import type { ReportGroup } from '../../domain/report/report.js';
import { bySeverityThenCount } from '../../engine/index.js';

/** What `--sort` takes. */
export type SortName = 'severity' | 'count' | 'since' | 'name';

const ORDERS: Readonly<Record<SortName, (a: ReportGroup, b: ReportGroup) => number>> = {
  severity: () => 0,
  count: (a, b) => b.count - a.count,
  since: (a, b) => compareText(b.firstSeen ?? '', a.firstSeen ?? ''),
  name: (a, b) => comparePlaces(placeOf(a), placeOf(b)),
};

/** By what stands under WHERE; a missing object or a registry is named elsewhere in the line. */
function placeOf({ by, owners, members, subject }: ReportGroup): readonly [namespace: string, name: string] {
  const [first] = by === 'node' ? [] : [...owners, ...members];
  return [members[0]?.namespace ?? subject.namespace ?? '', first?.name ?? subject.name];
}

/** Groups in the order that was asked for; the default order breaks ties. */
export function sortGroups(groups: readonly ReportGroup[], by: SortName): readonly ReportGroup[] {
  return [...groups].sort((a, b) => ORDERS[by](a, b) || bySeverityThenCount(a, b));
}
