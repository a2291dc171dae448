import { CAUSE_IDS } from '../../../domain/rules/cause.js';
import type { Report, ReportGroup } from '../../../domain/report/report.js';
import { padEnd, padStart } from '../../../report/layout.js';
import { defuseMarks, inert } from '../../../report/inert.js';
import { podsWords, whereWords } from '../../../report/text/groups.js';

/** No line moves the columns of another: the longest cause has room. */
const CAUSE_WIDTH = Math.max(...CAUSE_IDS.map(({ length }) => length));

/** What became of a group between two reports. */
export interface Change {
  readonly what: 'new' | 'more' | 'fewer' | 'changed' | 'gone';
  readonly group: ReportGroup;
}

/** The changes from one report to the next, in the order of the newer one; what is gone comes last. */
export function changesBetween(
  before: readonly ReportGroup[],
  after: readonly ReportGroup[],
): readonly Change[] {
  const known = new Map(before.map((group) => [group.key, group]));
  const present = new Set(after.map((group) => group.key));
  return [
    ...after.flatMap((group): readonly Change[] => {
      const old = known.get(group.key);
      if (old === undefined) return [{ what: 'new', group }];
      if (group.count !== old.count) return [{ what: group.count > old.count ? 'more' : 'fewer', group }];
      return isSame(old, group) ? [] : [{ what: 'changed', group }];
    }),
    ...before.filter((group) => !present.has(group.key)).map((group): Change => ({ what: 'gone', group })),
  ];
}

/** Its severity goes up and down with every restart; the table shows it, a line would be noise. */
function isSame(a: ReportGroup, b: ReportGroup): boolean {
  return a.diagnosis.title === b.diagnosis.title && a.note === b.note;
}

/** Stands once above the lines of changes. */
export const CHANGE_HEADER = changeRow('TIME', 'CHANGE', 'PODS', 'SEVERITY', 'CAUSE', 'WHERE', 'WHAT');

/** One line a change, in columns that later lines do not move. */
export function changeLine({ what, group }: Change, { now, scope }: Pick<Report, 'now' | 'scope'>): string {
  const namespace = group.members[0]?.namespace ?? group.subject.namespace;
  const isNamed = !scope.all && scope.namespaces.length === 1;
  const where = isNamed || namespace === undefined ? whereWords(group) : `${namespace}/${whereWords(group)}`;
  const pods = what === 'gone' ? '0' : podsWords(group);
  const time = now.replace(/\.\d+/, '');
  const row = changeRow(time, what, pods, group.severity, group.cause, where, group.diagnosis.title);
  // A pipeline's log is read for commands.
  return defuseMarks(inert(row));
}

function changeRow(...cells: readonly [string, string, string, string, string, string, string]): string {
  const [time, change, pods, severity, cause, where, what] = cells;
  const columns = [
    padEnd(time, 20),
    padEnd(change, 7),
    padStart(pods, 5),
    padEnd(severity, 8),
    padEnd(cause, CAUSE_WIDTH),
    padEnd(where, 24),
    what,
  ];
  return columns.join('  ');
}
