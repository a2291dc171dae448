import { isStartFailure } from '../domain/kubernetes/outcome.js';
import type { ContainerView, TerminationView } from '../domain/kubernetes/pod.js';
import type { RawLog } from './to-snapshot.js';

/**
 * Which of the two logs that the kubelet keeps are worth reading, the most telling first. While a
 * container waits, both names lead to the instance that ended, and the kubelet must know its ID
 * (pkg/kubelet/kubelet_pods.go validateContainerLogStatus, v1.34). A transcript may leave IDs out.
 * What was never started wrote nothing.
 */
export function whichLogs(
  container: ContainerView,
  ids: 'needed' | 'optional' = 'needed',
): readonly RawLog['which'][] {
  const { current, last } = container;
  const isKept = (ended: TerminationView): boolean =>
    !isStartFailure(ended.reason) &&
    (ids === 'optional' || (ended.containerId !== undefined && ended.containerId !== ''));
  const hasPrevious = last !== undefined && isKept(last);
  switch (current.kind) {
    case 'terminated': {
      if (current.exitCode === 0 && last === undefined && container.kind === 'init') return [];
      if (!isKept(current)) return hasPrevious ? ['previous'] : [];
      return hasPrevious ? ['current', 'previous'] : ['current'];
    }
    case 'waiting':
      return hasPrevious ? ['previous'] : [];
    case 'running': {
      const isWell = container.kind === 'ephemeral' || (container.ready && container.started !== false);
      if (hasPrevious) return isWell ? ['previous'] : ['previous', 'current'];
      return isWell ? [] : ['current'];
    }
    case 'none':
      return [];
  }
}
