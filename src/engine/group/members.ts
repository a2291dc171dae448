import { present } from '../../domain/values/present.js';
import type {
  Diagnosis,
  ObjectReference,
  OwnerReference,
  ReportContainer,
  ReportPod,
  ReportWorkload,
} from '../../domain/report/report.js';
import { saysAsMuch } from '../../domain/report/says-as-much.js';
import { asTime } from '../../domain/values/time.js';

/** One failure of one pod or container, on its way into a group. */
export interface Member {
  readonly namespace: string;
  readonly name: string;
  readonly container?: string;
  /** The kind of a workload, where it stands for the pods that the workload does not get. */
  readonly workloadKind?: string;
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
 * container is left out where the pod's own diagnosis says why, and the pod's own where a container
 * says the same at least as surely: that is one thing to mend.
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
  if (own === undefined || containers.some(({ diagnosis }) => saysAsMuch(diagnosis, own))) return containers;
  const since = asTime(pod.endedAt) ?? asTime(pod.createdAt);
  return [
    { ...base, diagnosis: own, ...(since === undefined ? {} : { firstAt: since, lastAt: since }) },
    ...containers,
  ];
}

/** A workload whose pods cannot be made. A Job's name holds a time where a CronJob made it: that one stands for all. */
export function membersOfWorkload(workload: ReportWorkload): readonly Member[] {
  const diagnosis = workload.diagnoses[0];
  if (diagnosis === undefined) return [];
  const owner: OwnerReference = {
    kind: workload.owner?.kind ?? workload.kind,
    name: workload.owner?.name ?? workload.name,
    ...present('revision', workload.revision),
    ...present('desired', workload.desired),
    ...present('ready', workload.ready),
  };
  const { namespace, name, kind } = workload;
  const firstAt = present('firstAt', asTime(workload.since));
  return [{ namespace, name, workloadKind: kind, owner, diagnosis, ...firstAt }];
}

/**
 * A container that never ran waits since its pod was made; that is when it began, not when it ended.
 * Of one that is started again and again its last record tells only the newest end.
 */
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
  const firsts = [
    asTime(record?.startedAt) ?? lastAt ?? asTime(pod.createdAt),
    asTime(container.backOffSince),
  ].filter((time) => time !== undefined);
  const firstAt = firsts.length === 0 ? undefined : Math.min(...firsts);
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
