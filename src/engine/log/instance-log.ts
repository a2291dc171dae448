import type { ContainerView, TerminationView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { ContainerLog, PodSnapshot } from '../../domain/snapshot.js';
import { haystackOf, type Haystack } from './haystack.js';
import { readLines, type LogLine } from './log-lines.js';
import { copiesLog, messageLines, withMessage } from './termination-message.js';

/** The log of one instance, as far as it could be seen. */
export interface InstanceLog {
  /** Undefined when it could not be read. */
  readonly lines?: readonly LogLine[];
  /** All lines, to look for literals in. */
  readonly haystack: Haystack;
  /** How a person calls it: `log app`, `log app --previous`. */
  readonly label: string;
  /**
   * Set when it is a neighbour's: of one that ended in the same way, or of the one that has just
   * been started and may be on the same way.
   */
  readonly borrowedFrom?: 'ended-alike' | 'just-started';
  /** How the instance ended whose log it is. */
  readonly end?: TerminationView;
  readonly cut: boolean;
}

/**
 * Which of the two logs that the kubelet keeps is this instance's: `kubectl logs` of a waiting
 * container prints that of the instance that died, and so does `--previous`
 * (kubelet pkg/kubelet/kubelet_pods.go validateContainerLogStatus, v1.34). Where an instance's own
 * log is gone, that of a neighbour is taken which ended with the same code and reason, or which has
 * just been started in its place.
 */
export function logOfInstance(
  container: ContainerView,
  about: 'current' | 'last',
  snapshot: PodSnapshot,
): InstanceLog {
  const logs = new Map(snapshot.logs.filter((l) => l.container === container.name).map((l) => [l.which, l]));
  const termination =
    about === 'last'
      ? container.last
      : container.current.kind === 'terminated'
        ? container.current
        : undefined;
  const own = ownOrder(container, about).flatMap((which) => logs.get(which) ?? []);
  const lender = lenderOf(container, about, snapshot.now);
  const neighbours = lender === undefined ? [] : [...logs.values()].filter((l) => !own.includes(l));
  const saysItself = copiesLog(container) && messageLines(termination).length > 0;
  const chosen = firstWithLines(own) ?? (saysItself ? undefined : firstWithLines(neighbours)) ?? own[0];
  return assemble(
    container,
    chosen,
    chosen !== undefined && !own.includes(chosen) ? lender : undefined,
    termination,
  );
}

function ownOrder(container: ContainerView, about: 'current' | 'last'): readonly ContainerLog['which'][] {
  switch (container.current.kind) {
    case 'waiting':
      return about === 'last' ? ['previous', 'current'] : [];
    case 'none':
      return about === 'last' ? ['previous', 'current'] : ['current'];
    default:
      return about === 'last' ? ['previous'] : ['current'];
  }
}

/** So long after its start an instance is taken for just started, in milliseconds. */
const JUST_STARTED_MS = 30_000;

function lenderOf(
  container: ContainerView,
  about: 'current' | 'last',
  now: number,
): InstanceLog['borrowedFrom'] {
  const { current, last } = container;
  if (current.kind === 'terminated') {
    return last !== undefined && current.exitCode === last.exitCode && current.reason === last.reason
      ? 'ended-alike'
      : undefined;
  }
  if (about !== 'last' || current.kind !== 'running') return undefined;
  const isNew = current.startedAt !== undefined && now - current.startedAt < JUST_STARTED_MS;
  return isNew || !container.ready ? 'just-started' : undefined;
}

function firstWithLines(logs: readonly ContainerLog[]): ContainerLog | undefined {
  return logs.find((log) => log.lines.some((line) => line.trim() !== ''));
}

function assemble(
  container: ContainerView,
  log: ContainerLog | undefined,
  borrowedFrom: InstanceLog['borrowedFrom'],
  termination: TerminationView | undefined,
): InstanceLog {
  const label = `log ${container.name}${log?.which === 'previous' ? ' --previous' : ''}`;
  const lines = withMessage(
    log === undefined ? [] : readLines(log.lines, label, log.times),
    messageLines(termination),
  );
  return {
    ...(log === undefined && lines.length === 0 ? {} : { lines }),
    haystack: haystackOf(lines.flatMap(({ texts }) => texts.filter(isNews)).join('\n')),
    label,
    ...(borrowedFrom === undefined ? present('end', termination) : { borrowedFrom }),
    cut: log?.cut ?? false,
  };
}

/** Whether a text of a line holds what the first does not. */
function isNews(text: string, index: number, [first = '']: readonly string[]): boolean {
  return index === 0 || !first.includes(text);
}
