import type { EventView } from '../../domain/kubernetes/event.js';
import type { PodView } from '../../domain/kubernetes/pod.js';
import type { ReferenceRecord } from '../../domain/snapshot.js';
import { hasMadeItsPods } from '../../domain/kubernetes/wanted-pods.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';

/**
 * What a pod has behind it once a container of it was started: it is bound, its volumes are mounted,
 * its sandbox stands (pkg/kubelet/kubelet.go and kuberuntime_manager.go, SyncPod, v1.34).
 */
const BEFORE_ANY_START =
  /^(?:Failed(?:Scheduling|AttachVolume|Mount|MapVolume|CreatePodSandBox|PodSandBoxStatus|PrepareDynamicResources)|NetworkNotReady)$/;

/**
 * What the attach/detach controller tells of a volume, and the kubelet's word that it waited in vain for volumes
 * (pkg/volume/util/operationexecutor/operation_generator.go, GenerateAttachVolumeFunc, and
 * pkg/kubelet/volumemanager/volume_manager.go, WaitForAttachAndMount, v1.34).
 */
const ATTACHED = /^AttachVolume\.Attach succeeded for volume "([^"]+)"/;
const NOT_ATTACHED = /(?:^Multi-Attach error|^AttachVolume\.Attach failed) for volume "([^"]+)"/;
const WAITED = /^(?:Unable to (?:attach or )?mount volumes|timeout expired waiting for volumes)\b/i;

/** A volume by its name in the pod, unless it is a claim's, and those that the kubelet still waited for (same files). */
const NOT_SET_UP = /^MountVolume\.SetUp failed for volume "([^"]+)"/;
const STILL_UNMOUNTED = /\bunmounted volumes=\[([^\]]*)\]/;

/**
 * What a registry, or the way to it, answered to an attempt to pull an image: each attempt is told of, in an event of
 * its own where its words are new (pkg/kubelet/images/image_manager.go, EnsureImageExists, v1.34).
 */
const NOT_PULLED = /^Failed to pull image "([^"]+)": /;

/** What is told of a claim while it is not bound (pkg/controller/volume/persistentvolume/pv_controller.go, syncUnboundClaim, v1.34). */
const BEFORE_BOUND: ReadonlySet<string> = new Set(['ProvisioningFailed', 'FailedBinding']);

/** What the controllers of workloads tell of a pod that the API server did not take. */
const PODS_LACKING: ReadonlySet<string> = new Set(['FailedCreate', 'FailedCreatePod']);

/** What the kubelet tells of a container once volumes and sandbox are there, in the same order of steps. */
const AFTER_SANDBOX: ReadonlySet<string> = new Set([
  'Pulling',
  'Pulled',
  'Created',
  'Started',
  'Failed',
  'BackOff',
]);

/** The record of a container that was made and could not be started: its `startedAt` is the year 1970. */
const NEVER_RAN = /^(?:StartError|ContainerCannotRun)$/;

/**
 * The kubelet's copy of a ConfigMap or Secret was late, as it may be at any pod's start; it tells nothing of the
 * object (pkg/kubelet/util/manager/watch_based_manager.go, v1.34).
 */
const LATE_COPY =
  /failed to sync (?:configmap|secret) cache: timed out|object "[^"]*"\/"[^"]*" not registered/;

/**
 * The scheduler writes the same words into an event and into the condition PodScheduled, and writes the condition anew
 * at each attempt (pkg/scheduler/schedule_one.go, handleSchedulingFailure, v1.34); an event is cut after 1024 bytes.
 */
const NO_NODE = /^0\/\d+ nodes are (?:un)?available: /;
const CUT = / ?\.\.\.$/;

/**
 * The kubelet's word that it could not end the pod: it starts no container of a pod that it is to end
 * (pkg/kubelet/pod_workers.go, v1.34).
 */
const NOT_ENDED = /\berror killing pod: /;

/** The node controller's word on a kubelet that it does not hear (pkg/controller/nodelifecycle, v1.34). */
const UNHEARD = 'NodeNotReady';

/**
 * What the kubelet says of a container whose configuration it cannot put together; it does so before it
 * makes the container each time (pkg/kubelet/kuberuntime/kuberuntime_container.go, startContainer, v1.34).
 */
const BEFORE_CREATION = /^Error: (?:(?:configmap|secret)s? "[^"]+" not found|couldn't find key )/;

/**
 * Whether what an event of the pod tells of is over: an attempt to place the pod, where the newest one has other
 * words; an attempt to pull an image, where those since had another answer; and, as later times show, a step before
 * any start, where a container was started, made or asked an image for since; a volume that could not be attached,
 * where it was since, or mounted, where the kubelet waits for others alone; one before a container is made, where
 * that container was; a pod that could not be ended, where a container of it was started since; a node's silence,
 * where its kubelet has reported a later start or end.
 */
export function overcomeIn(pod: PodView, events: readonly EventView[]): (event: EventView) => boolean {
  let pastSandbox: number | undefined;
  return (event) => {
    const { reason, message, container, lastAt } = event;
    if (reason === 'FailedMount' && LATE_COPY.test(message)) return true;
    if (reason === 'FailedScheduling' && isEarlierAttempt(pod, message)) return true;
    if (lastAt === undefined) return false;
    if (BEFORE_ANY_START.test(reason) && (pastSandbox ??= newestPastSandbox(pod, events)) > lastAt)
      return true;
    if (reason === 'FailedAttachVolume' || reason === 'FailedMount')
      return newestAttach(message, events) > lastAt || newestWithout(message, pod, events) > lastAt;
    if (reason === 'Failed' && hasOtherAnswer(event, events)) return true;
    if (reason === 'Failed' && BEFORE_CREATION.test(message)) {
      const own = pod.containers.filter(({ name }) => name === container);
      return newest(timesOf(own, 'startedAt', 'finishedAt')) > lastAt;
    }
    if (NOT_ENDED.test(message)) return newest(timesOf(pod.containers, 'startedAt')) > lastAt;
    return reason === UNHEARD && newest(timesOf(pod.containers, 'startedAt', 'finishedAt')) > lastAt;
  };
}

/** Whether the scheduler has said something else since; not known of schedulers with words of their own. */
function isEarlierAttempt(pod: PodView, message: string): boolean {
  const newest = pod.conditions.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  )?.message;
  return newest !== undefined && NO_NODE.test(newest) && !newest.startsWith(message.trim().replace(CUT, ''));
}

/** Whether what an event of a workload tells of is over: a pod that could not be made, where all were made since. */
export function overcomeAt(workload: JsonObject): (event: EventView) => boolean {
  const hasAll = hasMadeItsPods(workload);
  return ({ reason }) => hasAll && PODS_LACKING.has(reason);
}

/** Whether what an event of an object that the pod names tells of is over: a claim that is bound has its volume. */
export function overcomeOf({ kind, object }: ReferenceRecord, { reason }: EventView): boolean {
  const isBound = kind === 'PersistentVolumeClaim' && asText(at(object, 'status', 'phase')) === 'Bound';
  return isBound && BEFORE_BOUND.has(reason);
}

function newestPastSandbox(pod: PodView, events: readonly EventView[]): number {
  const stands = pod.conditions.filter((c) => c.type === 'PodReadyToStartContainers' && c.status === 'True');
  const told = events.filter((e) => e.container !== undefined && AFTER_SANDBOX.has(e.reason));
  return newest([
    ...stands.map(({ at }) => at),
    ...told.map(({ lastAt }) => lastAt),
    ...timesOf(pod.containers, 'startedAt'),
    ...statesOf(pod.containers).map((end) => (NEVER_RAN.test(end.reason ?? '') ? end.finishedAt : undefined)),
  ]);
}

/** When the volume that a message is about was attached last; of one that names none, any volume. */
function newestAttach(message: string, events: readonly EventView[]): number {
  const volume = NOT_ATTACHED.exec(message)?.[1];
  if (volume === undefined && !WAITED.test(message)) return 0;
  return newest(
    events.map(({ reason, message: told, lastAt }) => {
      const attached = reason === 'SuccessfulAttachVolume' ? ATTACHED.exec(told)?.[1] : undefined;
      return attached !== undefined && (volume ?? attached) === attached ? lastAt : undefined;
    }),
  );
}

/** When the kubelet last waited for volumes of the pod, and the one that a message is about was not among them. */
function newestWithout(message: string, { raw }: PodView, events: readonly EventView[]): number {
  const volume = NOT_SET_UP.exec(message)?.[1];
  const own = asObjects(at(raw, 'spec', 'volumes')).find((each) => at(each, 'name') === volume);
  if (volume === undefined || own === undefined || at(own, 'persistentVolumeClaim') !== undefined) return 0;
  return newest(
    events.map(({ message: told, lastAt }) => {
      const waitedFor = STILL_UNMOUNTED.exec(told)?.[1]?.split(/[ ,]+/);
      return waitedFor?.includes(volume) === false ? lastAt : undefined;
    }),
  );
}

/** Whether all attempts to pull the same image since then, and more than one, ended with other words. */
function hasOtherAnswer(
  { message, container, lastAt = 0 }: EventView,
  events: readonly EventView[],
): boolean {
  const image = NOT_PULLED.exec(message)?.[1];
  return (
    image !== undefined &&
    events.some(
      (later) =>
        later.container === container &&
        later.count > 1 &&
        (later.firstAt ?? 0) > lastAt &&
        NOT_PULLED.exec(later.message)?.[1] === image,
    )
  );
}

function newest(times: readonly (number | undefined)[]): number {
  return times.reduce<number>((last, time) => Math.max(last, time ?? 0), 0);
}

type TimedState = { readonly reason?: string; readonly startedAt?: number; readonly finishedAt?: number };

function statesOf(containers: PodView['containers']): readonly TimedState[] {
  return containers.flatMap(({ current, last }) => [
    ...(current.kind === 'none' ? [] : [current]),
    ...(last === undefined ? [] : [last]),
  ]);
}

function timesOf(
  containers: PodView['containers'],
  ...which: readonly ('startedAt' | 'finishedAt')[]
): readonly (number | undefined)[] {
  return statesOf(containers).flatMap((state) => which.map((name) => state[name]));
}
