import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import { isReady } from '../../domain/kubernetes/pod-ready.js';
import { asObjects, asText, at } from '../../domain/values/json.js';

/**
 * What kubectl's STATUS column says. Source: pkg/printers/internalversion/printers.go printPod,
 * Kubernetes 1.34: the pod's reason, then the first init container that is not through, then, where none is or all
 * once were, the first main container that waits or has ended; `Terminating` while it is being deleted.
 */
export function statusColumn(pod: PodView): string {
  const init = initStatus(pod);
  const main = init === undefined || isInitialized(pod) ? mainStatus(pod) : undefined;
  const base = main ?? init ?? pod.reason ?? gatedStatus(pod) ?? pod.phase ?? 'Unknown';
  if (pod.deletionAt !== undefined)
    return pod.reason === 'NodeLost' ? 'Unknown' : finished(pod) ? base : 'Terminating';
  return base;
}

/** Ready containers of all that count (main containers and sidecars), as kubectl's READY column. */
export function readinessColumn(pod: PodView): string {
  const counted = pod.containers.filter((c) => c.kind === 'main' || c.kind === 'sidecar');
  return `${counted.filter((c) => c.ready && c.current.kind === 'running').length}/${counted.length}`;
}

function finished(pod: PodView): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}

/** All init containers were through once: a sidecar that ended since holds up no main container. */
function isInitialized({ conditions }: PodView): boolean {
  return conditions.some(({ type, status }) => type === 'Initialized' && status === 'True');
}

function gatedStatus(pod: PodView): string | undefined {
  return pod.conditions.find((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated')?.reason;
}

function initStatus(pod: PodView): string | undefined {
  const inits = pod.containers.filter((c) => c.kind === 'init' || c.kind === 'sidecar');
  const total = asObjects(at(pod.raw, 'spec', 'initContainers')).length || inits.length;
  for (const [index, container] of inits.entries()) {
    const state = container.current;
    if (state.kind === 'terminated' && state.exitCode === 0) continue;
    if (container.kind === 'sidecar' && container.started === true) continue;
    if (state.kind === 'none' && container.statusPath === undefined) continue;
    if (state.kind === 'terminated') return `Init:${state.reason ?? endWord(state)}`;
    if (state.kind === 'waiting' && state.reason !== undefined && state.reason !== 'PodInitializing')
      return `Init:${state.reason}`;
    return `Init:${index}/${total}`;
  }
  return undefined;
}

function mainStatus(pod: PodView): string | undefined {
  const mains = pod.containers.filter((c) => c.kind === 'main' && c.statusPath !== undefined);
  let status: string | undefined;
  for (const container of [...mains].reverse()) status = containerStatus(container) ?? status;
  const someRuns = mains.some((c) => c.current.kind === 'running' && c.ready);
  if (status === 'Completed' && someRuns) return isReady(pod) ? 'Running' : 'NotReady';
  return status;
}

function containerStatus(container: ContainerView): string | undefined {
  const state = container.current;
  if (state.kind === 'waiting') return state.reason;
  if (state.kind === 'terminated') return state.reason ?? endWord(state);
  return undefined;
}

function endWord(state: {
  readonly exitCode?: number;
  readonly outcome: { readonly kind: string; readonly number?: number };
}): string {
  return state.outcome.kind === 'signalled'
    ? `Signal:${state.outcome.number ?? 0}`
    : `ExitCode:${state.exitCode ?? 0}`;
}

/** The controller's own word for the pod's revision: the hash that its owner labels it with. */
export function revisionLabel(pod: PodView): string | undefined {
  const labels = at(pod.raw, 'metadata', 'labels');
  return asText(at(labels, 'pod-template-hash')) ?? asText(at(labels, 'controller-revision-hash'));
}
