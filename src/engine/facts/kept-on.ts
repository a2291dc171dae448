import { enumeration } from '../../domain/values/enumeration.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';

/** Between what ended with the work and what a deadline ended lies more than the kubelet needs to notice. */
const APART_MS = 5000;

/** Names of containers, as variables of a rule's texts. */
interface KeptOn {
  readonly doneBefore?: string;
  readonly keptOn?: string;
}

/**
 * Of a pod whose time ran out the containers that had ended with success before, and those that ran on: it is
 * complete only when all its ordinary containers have ended (pkg/kubelet/kubelet_pods.go getPhase, v1.34).
 */
export function keptOn({ containers }: PodView): KeptOn {
  const ordinary = containers.filter(({ kind }) => kind === 'main');
  const lastEnd = Math.max(...ordinary.map(endOf));
  const done = ordinary.filter((each) => hasSucceeded(each) && endOf(each) + APART_MS < lastEnd);
  if (done.length === 0) return {};
  return { doneBefore: namesOf(done), keptOn: namesOf(ordinary.filter((each) => !done.includes(each))) };
}

/** The ordinary containers of a Job's pods, where there is more than one. */
export function jobContainers(workload: JsonObject): string | undefined {
  if (asText(at(workload, 'kind')) !== 'Job') return undefined;
  const names = asObjects(at(workload, 'spec', 'template', 'spec', 'containers')).flatMap(
    (each) => asText(at(each, 'name')) ?? [],
  );
  return names.length > 1 ? enumeration(names) : undefined;
}

function hasSucceeded({ current }: ContainerView): boolean {
  return current.kind === 'terminated' && current.exitCode === 0;
}

/** One that runs still has not ended yet. */
function endOf({ current }: ContainerView): number {
  if (current.kind === 'running') return Infinity;
  return (current.kind === 'terminated' ? current.finishedAt : undefined) ?? -Infinity;
}

function namesOf(containers: readonly ContainerView[]): string {
  return enumeration(containers.map(({ name }) => name));
}
