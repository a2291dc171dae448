import type { OwnerReference, ReportGroup, ReportPod, ReportWorkload } from '../../domain/report/report.js';
import { changeWords, type RevisionChange } from '../../domain/kubernetes/revision-change.js';
import { comparePlaces, compareText } from '../../domain/values/order.js';
import { present } from '../../domain/values/present.js';
import { CONFIDENCES, SEVERITIES, type Severity } from '../../domain/rules/rule.js';
import { atLeast } from '../../domain/rules/severity.js';
import { toTimestamp } from '../../domain/values/time.js';
import { closerAtPod } from '../../domain/report/closer.js';
import { severityByReplicas } from '../ranking/severity.js';
import { membersOfPod, membersOfWorkload, subjectOf, type Member } from './members.js';

/**
 * The identity of a group: cause, subject and, for an owner's own failure, the container. It holds
 * no pod name of a replica, hash, revision, count or time, so it is the same over runs.
 */
export function groupKey(member: Member): string {
  const { by, subject } = subjectOf(member);
  const parts = [member.diagnosis.cause, subject.kind, subject.namespace ?? '', subject.name];
  return [...parts, ...(by === 'owner' ? [member.container ?? ''] : [])].join('/');
}

/** The key of the group that a diagnosis of a pod's container belongs to. */
export function keysOfPod(pod: ReportPod): readonly { readonly container?: string; readonly key: string }[] {
  return membersOfPod(pod).map((member) => ({
    ...(member.container === undefined ? {} : { container: member.container }),
    key: groupKey(member),
  }));
}

/** Failures with one cause and one subject become one group. Most harmful first. */
export function groupFailures(
  pods: readonly ReportPod[],
  workloads: readonly ReportWorkload[],
): readonly ReportGroup[] {
  const byKey = new Map<string, Member[]>();
  for (const member of [...pods.flatMap(membersOfPod), ...workloads.flatMap(membersOfWorkload)]) {
    const key = groupKey(member);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [member]);
    else others.push(member);
  }
  return [...byKey].map(([key, members]) => toGroup(key, members)).sort(bySeverityThenCount);
}

/** The default order of a scan: severity, then how many, then the newest, then the key. */
export function bySeverityThenCount(a: ReportGroup, b: ReportGroup): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    b.count - a.count ||
    compareText(b.lastSeen ?? '', a.lastSeen ?? '') ||
    compareText(a.key, b.key)
  );
}

function toGroup(key: string, members: readonly Member[]): ReportGroup {
  const sorted = [...members].sort(byClearness);
  const clearest = sorted[0] as Member;
  const { by, subject } = subjectOf(clearest);
  const firsts = members.flatMap((m) => m.firstAt ?? []);
  const lasts = members.flatMap((m) => m.lastAt ?? []);
  const owners = distinctOwners(members);
  const pods = members.filter((m) => m.workloadKind === undefined);
  const count = new Set(pods.map((m) => `${m.namespace}/${m.name}`)).size;
  const note = noteOf(members);
  return {
    key,
    by,
    subject,
    owners,
    revisions: [...new Set(members.flatMap((m) => m.owner?.revision ?? []))].sort(),
    cause: clearest.diagnosis.cause,
    severity: severityByReplicas(worst(members), owners, count),
    diagnosis: clearest.diagnosis,
    count,
    nodes: [...new Set(members.flatMap((m) => m.node ?? []))].sort(),
    ...(firsts.length === 0 ? {} : { firstSeen: toTimestamp(earliest(firsts)) }),
    ...(lasts.length === 0 ? {} : { lastSeen: toTimestamp(latest(lasts)) }),
    members: members.map((m) => ({
      namespace: m.namespace,
      name: m.name,
      ...(m.container === undefined ? {} : { container: m.container }),
    })),
    ...(note === undefined ? {} : { note }),
    closer: closerAtPod(clearest, clearest.workloadKind),
  };
}

/** The member whose diagnosis is surest speaks for the group; then the newest, then by place and name. */
function byClearness(a: Member, b: Member): number {
  return (
    CONFIDENCES.indexOf(b.diagnosis.confidence) - CONFIDENCES.indexOf(a.diagnosis.confidence) ||
    b.diagnosis.evidence.length - a.diagnosis.evidence.length ||
    (b.lastAt ?? b.firstAt ?? 0) - (a.lastAt ?? a.firstAt ?? 0) ||
    comparePlaces(placeOf(a), placeOf(b))
  );
}

function placeOf({ namespace, name, container = '' }: Member): readonly string[] {
  return [namespace, name, container];
}

function worst(members: readonly Member[]): Severity {
  return members.map((m) => m.diagnosis.severity).reduce(atLeast);
}

function distinctOwners(members: readonly Member[]): readonly OwnerReference[] {
  const owners = new Map(
    members.flatMap((m) =>
      m.owner === undefined ? [] : [[`${m.namespace}/${m.owner.kind}/${m.owner.name}`, m.owner] as const],
    ),
  );
  return [...owners.values()].map(({ kind, name, desired, ready }) => ({
    kind,
    name,
    ...present('desired', desired),
    ...present('ready', ready),
  }));
}

/** Said of one owner whose newest revision alone fails while pods of older ones serve. */
function noteOf(members: readonly Member[]): string | undefined {
  const owners = members.map((m) => m.owner);
  const [first] = owners;
  const isOne = owners.every(
    (o) => o?.kind === first?.kind && o?.name === first?.name && o?.revision === first?.revision,
  );
  const older = first?.readyOfOlder ?? 0;
  if (first === undefined || !isOne || older === 0 || new Set(members.map((m) => m.namespace)).size > 1)
    return undefined;
  const revision =
    first.revision === undefined ? 'the newest revision' : `revision ${first.revision}, the newest,`;
  return `only ${revision} fails; ${older} ${older === 1 ? 'pod' : 'pods'} of older revisions still ${older === 1 ? 'serves' : 'serve'}${changeNote(first.change)}`;
}

/** What a note has room for. */
const NOTED_CHANGES = 2;

function changeNote(change: RevisionChange | undefined): string {
  if (change === undefined || change.changes.length === 0) return '';
  const told = change.changes.slice(0, NOTED_CHANGES).map((each) => changeWords(each, true));
  const left = change.changes.length - told.length + (change.left ?? 0);
  return `; its changes: ${told.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function earliest(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b));
}

function latest(times: readonly number[]): number {
  return times.reduce((a, b) => Math.max(a, b));
}
