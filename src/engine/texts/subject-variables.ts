import { asList, asNumber, asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import { oncePer } from '../../domain/values/once.js';
import { controllerOf, graceSeconds, type PodView } from '../../domain/kubernetes/pod.js';
import { formatBytes, parseQuantity } from '../../domain/values/quantity.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import { formatGoDuration, humanDuration, toTimestamp } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import type { Variables } from '../match/variables.js';
import { hiddenBy } from '../facts/hiding-mount.js';
import { jobContainers, keptOn } from '../facts/kept-on.js';
import { isDefaulted } from '../facts/defaulted-limit.js';
import { nodeSelectorText, placementOf } from '../facts/placement.js';
import { podRequest } from '../facts/pod-request.js';
import { runsAs } from '../facts/identity.js';
import { shownVariables } from '../facts/shown-container.js';
import { foreignAudience } from '../facts/token-audience.js';
import { unboundClaim } from '../facts/unbound-claim.js';
import { commandLine } from '../matchers/container-spec.js';
import { resourceOf } from '../facts/resource.js';
import { runtimeOf } from '../matchers/pod.js';

/** What the texts of a rule may name, from the snapshot alone; asked for each match of a context. */
export const variablesOf = oncePer(readVariables);

function readVariables(context: MatchContext): Variables {
  const { subject } = context;
  switch (subject.kind) {
    case 'pod':
      return podVariables(subject.pod, subject.snapshot);
    case 'container':
      return { ...podVariables(subject.pod, subject.snapshot), ...containerVariables(context) };
    case 'workload':
      return objectVariables(subject.snapshot.workload);
    case 'node':
      return { node: asText(at(subject.snapshot.node, 'metadata', 'name')) };
  }
}

function objectVariables(workload: JsonObject): Variables {
  const kind = asText(at(workload, 'kind'));
  const name = asText(at(workload, 'metadata', 'name'));
  const deadline = asNumber(at(workload, 'spec', 'activeDeadlineSeconds'));
  // The next Job of a CronJob has what is changed there.
  const owner = kind === 'Job' ? controllerOf(workload) : undefined;
  const { kind: ownerKind, name: ownerName } = owner ?? { kind, name };
  return {
    workload: kind === undefined || name === undefined ? undefined : `${kind.toLowerCase()}/${name}`,
    workloadKind: kind,
    owner:
      ownerKind === undefined || ownerName === undefined
        ? undefined
        : `${ownerKind.toLowerCase()}/${ownerName}`,
    ownerKind,
    ownerName,
    namespace: asText(at(workload, 'metadata', 'namespace')),
    deadline: deadline === undefined ? undefined : formatGoDuration(deadline),
    jobOnFailure:
      asText(at(workload, 'spec', 'template', 'spec', 'restartPolicy')) === 'OnFailure' ? name : undefined,
    jobContainers: jobContainers(workload),
    serviceAccount: asText(at(workload, 'spec', 'template', 'spec', 'serviceAccountName')) ?? 'default',
  };
}

/** Kinds whose template `kubectl set` can change; a Job's cannot be changed. */
const SETTABLE: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'CronJob',
]);

/** Asked for the pod and for each instance of each of its containers. */
const podVariables = oncePer((pod: PodView, snapshot: PodSnapshot): Variables => {
  const top = snapshot.owners.at(-1) ?? controllerOf(pod.raw);
  const deadline = asNumber(at(pod.raw, 'spec', 'activeDeadlineSeconds'));
  return {
    pod: pod.name,
    namespace: pod.namespace,
    node: pod.nodeName,
    podIPs: addressesOf(pod),
    unownedPod: top === undefined ? pod.name : undefined,
    phase: pod.phase,
    reason: pod.reason,
    message: pod.message,
    ownerKind: top?.kind,
    ownerName: top?.name,
    owner: top !== undefined && SETTABLE.has(top.kind) ? `${top.kind.toLowerCase()}/${top.name}` : undefined,
    job: snapshot.owners.find(({ kind }) => kind === 'Job')?.name,
    ownerRevised: hasFormerRevisions(snapshot)
      ? `${top?.kind.toLowerCase() ?? ''}/${top?.name ?? ''}`
      : undefined,
    gracePeriod: formatGoDuration(graceSeconds(pod)),
    deadline: deadline === undefined ? undefined : formatGoDuration(deadline),
    serviceAccount: asText(at(pod.raw, 'spec', 'serviceAccountName')) ?? 'default',
    cpuRequest: podRequest(pod.raw, 'cpu'),
    memoryRequest: podRequest(pod.raw, 'memory'),
    placement: placementOf(pod),
    memoryOverhead: asText(at(pod.raw, 'spec', 'overhead', 'memory')),
    cpuOverhead: asText(at(pod.raw, 'spec', 'overhead', 'cpu')),
    runtimeClass: asText(at(pod.raw, 'spec', 'runtimeClassName')),
    networkOfNode: at(pod.raw, 'spec', 'hostNetwork') === true ? pod.nodeName : undefined,
    nodeSelector: nodeSelectorText(pod.raw),
    finalizers: finalizersOf(pod),
    ...keptOn(pod),
    ...unboundClaim(snapshot),
  };
});

/** Whether more than one revision of the topmost owner may be seen; a ReplicaSet or a CronJob keeps none. */
function hasFormerRevisions({ owners, pod }: PodSnapshot): boolean {
  const kind = owners.at(-1)?.kind ?? controllerOf(pod)?.kind;
  if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') return false;
  const revisions = owners.find((owner) => owner.revisions !== undefined)?.revisions;
  return revisions === undefined || revisions.length > 1;
}

function addressesOf({ raw }: PodView): string | undefined {
  const listed = asObjects(at(raw, 'status', 'podIPs')).map((each) => asText(at(each, 'ip')));
  const all = [...new Set([asText(at(raw, 'status', 'podIP')), ...listed])].filter(
    (each) => each !== undefined,
  );
  return all.length === 0 ? undefined : all.join(' and ');
}

function finalizersOf({ raw }: PodView): string | undefined {
  const names = asList(at(raw, 'metadata', 'finalizers')).flatMap((name) => asText(name) ?? []);
  if (names.length === 0) return undefined;
  return `its finalizer${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

/** As documents on Windows name a status: the API tells it with its sign, or as a number of 32 bits. */
function statusInHex(code: number | undefined): string | undefined {
  // -1 and its like are no status: one has its kind in the upper bits.
  if (code === undefined || (code >= -0xffff && code <= 0xffff)) return undefined;
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The record counts whole seconds. */
function lifetimeOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return seconds < 1 ? 'less than 1s' : humanDuration(seconds);
}

function containerVariables(context: MatchContext): Variables {
  if (context.subject.kind !== 'container') return {};
  const { container, instance, pod } = context.subject;
  const { termination } = instance;
  const waiting =
    container.current.kind === 'waiting' && instance.about === 'current' ? container.current : undefined;
  const limit = resourceOf(container, 'limits', 'memory')?.text;
  const bytes = limit === undefined ? undefined : parseQuantity(limit);
  const outcome = termination?.outcome;
  const imageVolume = imageVolumeAsked(pod.raw, waiting?.message);
  return {
    container: container.name,
    image: asText(at(imageVolume, 'image', 'reference')) ?? (container.image || undefined),
    imageVolume: asText(at(imageVolume, 'name')),
    exitCode: termination?.exitCode?.toString(),
    windowsStatus: statusInHex(termination?.exitCode),
    signal: outcome?.kind === 'signalled' ? outcome.signal : undefined,
    reason: waiting?.reason ?? termination?.reason,
    message: waiting?.message ?? termination?.message,
    restarts: container.restartCount > 0 ? String(container.restartCount) : undefined,
    endedAt: termination?.finishedAt === undefined ? undefined : toTimestamp(termination.finishedAt),
    lifetime: lifetimeOf(termination?.durationSeconds),
    memoryLimit: limit,
    oomLimit: termination?.reason === 'OOMKilled' ? limit : undefined,
    defaultedMemory: isDefaulted(pod.raw, container, 'memory') ? limit : undefined,
    memoryRequest: resourceOf(container, 'requests', 'memory')?.text,
    moreMemory: bytes === undefined ? undefined : formatBytes(bytes * 2),
    cpuRequest: resourceOf(container, 'requests', 'cpu')?.text,
    command: commandLine(container) || firstCommandWord(container.spec),
    runtime: runtimeOf(context),
    programHiddenBy: hiddenBy(pod, container, 'program'),
    loaderHiddenBy: hiddenBy(pod, container, 'loader'),
    mountPointCoveredBy: hiddenBy(pod, container, 'mount-point'),
    foreignAudience: foreignAudience(pod, container),
    ...runsAs(pod, container),
    ...shownVariables(pod, container),
    laterSidecars: laterSidecars(pod, container.name),
    previousFlag: instance.about === 'last' ? ' --previous' : '',
    // A debug container stands in no template that could be changed.
    ...(container.kind === 'ephemeral' && { owner: undefined }),
  };
}

/** Of an image that cannot be pulled the kubelet tells as the container's own, also where a volume of the pod is that image. */
function imageVolumeAsked(pod: JsonObject, message: string | undefined): JsonObject | undefined {
  if (message === undefined) return undefined;
  return asObjects(at(pod, 'spec', 'volumes')).find((volume) => {
    const reference = asText(at(volume, 'image', 'reference'));
    return reference !== undefined && message.includes(`"${reference}"`);
  });
}

/** The sidecars that start only when this init container has ended. */
function laterSidecars({ raw }: PodView, name: string): string | undefined {
  const all = asObjects(at(raw, 'spec', 'initContainers'));
  const own = all.findIndex((each) => asText(at(each, 'name')) === name);
  if (own === -1 || at(all[own], 'restartPolicy') === 'Always') return undefined;
  const names = all
    .slice(own + 1)
    .flatMap((each) => (at(each, 'restartPolicy') === 'Always' ? (asText(at(each, 'name')) ?? []) : []));
  return names.length === 0 ? undefined : names.join(', ');
}

function firstCommandWord(spec: Parameters<typeof at>[0]): string | undefined {
  return asText(asList(at(spec, 'command'))[0]);
}
