import type {
  Diagnosis,
  FilePlace,
  ObjectReference,
  Report,
  ReportGroup,
  ReportPod,
} from '../domain/report/report.js';
import { present } from '../domain/values/present.js';
import type { Severity } from '../domain/rules/rule.js';
import { count } from './words.js';

/** One thing to fix, as a pipeline's report lists it. */
export interface Finding {
  /** Stable over runs and over pods. */
  readonly key: string;
  readonly subject: ObjectReference;
  readonly diagnosis: Diagnosis;
  /** Of the whole, which may be more than its diagnosis says of one pod. */
  readonly severity: Severity;
  readonly pods: number;
  /** The command to look closer. */
  readonly closer?: string;
  /** Where the user's own file names the workload that it is about. */
  readonly place?: FilePlace;
}

/**
 * The groups, and what no group tells: workloads that cannot make their pods, and, where the
 * report has no groups at all, the first diagnosis of each container and pod.
 */
export function findingsOf(report: Report): readonly Finding[] {
  const grouped =
    report.groups.length > 0
      ? report.groups.map((group) => ofGroup(group, report))
      : report.pods.flatMap(ofPod);
  const known = new Set(grouped.map(({ subject, diagnosis }) => `${diagnosis.cause} ${name(subject)}`));
  const workloads = report.workloads.flatMap((subject) =>
    subject.diagnoses.slice(0, 1).map((diagnosis) => ({
      ...finding({ kind: subject.kind, namespace: subject.namespace, name: subject.name }, diagnosis),
      ...present('place', subject.place),
    })),
  );
  return [
    ...grouped,
    ...workloads.filter(({ subject, diagnosis }) => !known.has(`${diagnosis.cause} ${name(subject)}`)),
  ];
}

function ofGroup(group: ReportGroup, { workloads }: Report): Finding {
  const { key, subject, diagnosis, severity, closer, owners, members } = group;
  // What several wait for stands in no file; the first of them that does is pointed at.
  const about = [subject, ...owners].flatMap(({ kind, name }) =>
    workloads.filter((one) => one.kind === kind && one.name === name),
  );
  const namespaces = new Set(members.map(({ namespace }) => namespace));
  const place = about.find((one) => namespaces.has(one.namespace) && one.place !== undefined)?.place;
  return { key, subject, diagnosis, severity, pods: group.count, closer, ...present('place', place) };
}

function ofPod(pod: ReportPod): readonly Finding[] {
  const owner = pod.owner ?? { kind: 'Pod', name: pod.name };
  const firsts = [pod.diagnoses, ...pod.containers.map((each) => each.diagnoses)].flatMap((list) =>
    list.slice(0, 1),
  );
  return firsts.map((diagnosis) =>
    finding({ kind: owner.kind, namespace: pod.namespace, name: owner.name }, diagnosis),
  );
}

function finding(subject: ObjectReference, diagnosis: Diagnosis): Finding {
  return {
    key: `${diagnosis.cause}/${name(subject)}`,
    subject,
    diagnosis,
    severity: diagnosis.severity,
    pods: 1,
  };
}

/** `shop/Deployment/web`. */
function name(subject: ObjectReference): string {
  return [subject.namespace, subject.kind, subject.name].filter((each) => each !== undefined).join('/');
}

/** `Deployment/web in shop: The command does not exist in the image (3 pods)`. */
export function headline({ subject, diagnosis, pods }: Finding): string {
  const where = subject.namespace === undefined ? '' : ` in ${subject.namespace}`;
  return `${subject.kind}/${subject.name}${where}: ${diagnosis.title}${pods > 1 ? ` (${count(pods, 'pod')})` : ''}`;
}

/** Proof and remedy as plain lines. */
export function detailLines({ diagnosis, severity, closer }: Finding): readonly string[] {
  return [
    `${diagnosis.confidence}, ${severity} severity, rule ${diagnosis.ruleId}, cause ${diagnosis.cause}`,
    ...diagnosis.evidence.map(({ speaks, fact, observed, at }) => {
      const value = observed === '' || fact.includes(observed) ? '' : `: ${observed}`;
      return `${speaks}: ${fact}${value} (${at})`;
    }),
    ...diagnosis.remediation.flatMap(({ effect, do: what, command }) => [
      `${effect === 'mutating' ? 'change' : 'look'}: ${what}`,
      ...(command === undefined ? [] : [`  ${command}`]),
    ]),
    ...(closer === undefined || closer === '' ? [] : [`closer: ${closer}`]),
  ];
}
