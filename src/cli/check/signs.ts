import { readPod, type ContainerView, type PodView } from '../../domain/kubernetes/pod.js';
import type { JsonObject } from '../../domain/values/json.js';
import { isReadyOrDone } from '../../rollout/settle.js';

/** States of a container that is on its way. */
const STARTING: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);
/** Seconds after which a pod that is not ready is looked into although nothing shows. */
const LONG_SECONDS = 10;

/**
 * Whether a pod should be looked into. Every pod is unready for a while, so that alone is no sign:
 * a container that waits for other reasons or has ended, a node that was not found, a warning.
 */
export function hasSignOfTrouble(raw: JsonObject, warnings: number, now: number): boolean {
  const pod = readPod(raw);
  if (pod.deletionAt !== undefined) return false;
  if (pod.containers.some((container) => isInTrouble(container, pod))) return true;
  if (isReadyOrDone(pod)) return false;
  if (pod.phase === 'Failed' || warnings > 0) return true;
  if (pod.conditions.some((condition) => condition.type === 'PodScheduled' && condition.status === 'False'))
    return true;
  return pod.createdAt === undefined || now - pod.createdAt >= LONG_SECONDS * 1000;
}

function isInTrouble({ current, restartCount, last, kind }: ContainerView, { phase }: PodView): boolean {
  if (restartCount > 0 || last !== undefined) return true;
  if (current.kind === 'waiting') return current.reason !== undefined && !STARTING.has(current.reason);
  if (current.kind !== 'terminated') return false;
  return current.exitCode !== 0 || (kind !== 'init' && phase !== 'Succeeded');
}
