import { present } from '../../domain/pod.js';
import type {
  Diagnosis,
  ObjectReference,
  OwnerReference,
  ReportContainer,
  ReportPod,
  ReportWorkload,
} from '../../domain/report.js';
import { asTime } from '../../domain/time.js';

/** One failure of one pod or container, on its way into a group. */
export interface Member {
  readonly namespace: string;
  readonly name: string;
  readonly container?: string;
  /** It stands for the pods that a workload does not get. */
  readonly isWorkload?: boolean;
  readonly owner?: OwnerReference;
  readonly node?: string;
  readonly image?: string;
  readonly diagnosis: Diagnosis;
  /** Milliseconds since the epoch: when this failure began, and when it was last seen. */
  readonly firstAt?: number;
  readonly lastAt?: number;
}

/**
 * A pod's failures: the first diagnosis of each container, and the pod's own. An `unknown` of a
 * container is left out where the pod's own diagnosis says why.
 */
export function membersOfPod(pod: ReportPod): readonly Member[] {
  const base = {
    namespace: pod.namespace,
    name: pod.name,
    ...(pod.owner === undefined ? {} : { owner: pod.owner }),
    ...(pod.node === undefined ? {} : { node: pod.node }),
  };
  const own = pod.diagnoses[0];
  const containers = pod.containers.flatMap((container): readonly Member[] => {
    const diagnosis = container.diagnoses[0];
    if (diagnosis === undefined || (own !== undefined && diagnosis.cause === 'unknown')) return [];
    return [
      {
        ...base,
        container: container.name,
        image: container.image,
        diagnosis,
        ...timesOf(pod, container, diagnosis),
      },
    ];
  });
  if (own === undefined) return containers;
  const since = asTime(pod.createdAt);
  return [
    { ...base, diagnosis: own, ...(since === undefined ? {} : { firstAt: since, lastAt: since }) },
    ...containers,
  ];
}

/** A workload whose pods cannot be made. */
export function membersOfWorkload(workload: ReportWorkload): readonly Member[] {
  const diagnosis = workload.diagnoses[0];
  if (diagnosis === undefined) return [];
  const owner: OwnerReference = {
    kind: workload.kind,
    name: workload.name,
    ...present('revision', workload.revision),
    ...present('desired', workload.desired),
    ...present('ready', workload.ready),
  };
  const base = { namespace: workload.namespace, name: workload.name, isWorkload: true, owner, diagnosis };
  return [{ ...base, ...present('firstAt', asTime(workload.since)) }];
}

/** A container that never ran waits since its pod was made; that is when it began, not when it ended. */
function timesOf(
  pod: ReportPod,
  container: ReportContainer,
  diagnosis: Diagnosis,
): { readonly firstAt?: number; readonly lastAt?: number } {
  const record =
    diagnosis.about === 'last' || container.current.finishedAt === undefined
      ? container.last
      : container.current;
  const lastAt = asTime(record?.finishedAt) ?? asTime(container.current.startedAt);
  const firstAt = asTime(record?.startedAt) ?? lastAt ?? asTime(pod.createdAt);
  return { ...(firstAt === undefined ? {} : { firstAt }), ...(lastAt === undefined ? {} : { lastAt }) };
}

/** What a member's group is about: what the diagnosis concerns, else its owner, else the pod itself. */
export function subjectOf(member: Member): {
  readonly by: 'owner' | 'registry' | 'object' | 'endpoint';
  readonly subject: ObjectReference;
} {
  const { concerns } = member.diagnosis;
  if (concerns !== undefined) {
    const by =
      concerns.kind === 'Registry' ? 'registry' : concerns.kind === 'Endpoint' ? 'endpoint' : 'object';
    return { by, subject: concerns };
  }
  const { owner } = member;
  return {
    by: 'owner',
    subject:
      owner === undefined
        ? { kind: 'Pod', namespace: member.namespace, name: member.name }
        : { kind: owner.kind, namespace: member.namespace, name: owner.name },
  };
}
