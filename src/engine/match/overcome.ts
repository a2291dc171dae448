import type { EventView } from '../../domain/kubernetes/event.js';
import type { PodView } from '../../domain/kubernetes/pod.js';

/**
 * What a pod has behind it once a container of it was started: it is bound, its volumes are mounted,
 * its sandbox stands (pkg/kubelet/kubelet.go and kuberuntime_manager.go, SyncPod, v1.34).
 */
const BEFORE_ANY_START =
  /^(?:Failed(?:Scheduling|AttachVolume|Mount|MapVolume|CreatePodSandBox|PodSandBoxStatus|PrepareDynamicResources)|NetworkNotReady)$/;

/** The node controller's word on a kubelet that it does not hear (pkg/controller/nodelifecycle, v1.34). */
const UNHEARD = 'NodeNotReady';

/**
 * What the kubelet says of a container whose configuration it cannot put together; it does so before it
 * makes the container each time (pkg/kubelet/kuberuntime/kuberuntime_container.go, startContainer, v1.34).
 */
const BEFORE_CREATION = /^Error: (?:(?:configmap|secret)s? "[^"]+" not found|couldn't find key )/;

/**
 * Whether what an event tells of is over, as the containers' own times show: a step before any
 * start, where one was started since; one before a container is made, where that container was; a node's
 * silence, where its kubelet has reported a later start or end.
 */
export function isOvercome({ reason, message, container, lastAt }: EventView, pod: PodView): boolean {
  if (lastAt === undefined) return false;
  const isSince = (time: number): boolean => time > lastAt;
  if (BEFORE_ANY_START.test(reason)) return timesOf(pod.containers, 'startedAt').some(isSince);
  if (reason === 'Failed' && BEFORE_CREATION.test(message))
    return timesOf(
      pod.containers.filter(({ name }) => name === container),
      'startedAt',
      'finishedAt',
    ).some(isSince);
  return reason === UNHEARD && timesOf(pod.containers, 'startedAt', 'finishedAt').some(isSince);
}

function timesOf(
  containers: PodView['containers'],
  ...which: readonly ('startedAt' | 'finishedAt')[]
): readonly number[] {
  return containers
    .flatMap(({ current, last }) => [current, last])
    .flatMap((state) => {
      if (state === undefined) return [];
      const times = {
        startedAt: 'startedAt' in state ? state.startedAt : undefined,
        finishedAt: 'finishedAt' in state ? state.finishedAt : undefined,
      };
      return which.flatMap((name) => times[name] ?? []);
    });
}
