import { asText, at, type JsonObject } from '../../domain/values/json.js';
import type { ContainerView } from '../../domain/kubernetes/pod.js';

/**
 * Whether a LimitRange of the namespace gave the container this limit, because its template sets
 * none: admission notes it on the pod, as `LimitRanger plugin set: cpu, memory request for container
 * app; memory limit for container app` (plugin/pkg/admission/limitranger/admission.go, v1.34).
 */
export function isDefaulted(pod: JsonObject, container: ContainerView, resource: string): boolean {
  const note = asText(at(pod, 'metadata', 'annotations', 'kubernetes.io/limit-ranger')) ?? '';
  return note
    .replace(/^LimitRanger plugin set: /, '')
    .split('; ')
    .some((part) => {
      const groups = /^(?<resources>.+) limit for (?:init )?container (?<name>\S+)$/.exec(part)?.groups;
      return groups?.['name'] === container.name && groups['resources']?.split(', ').includes(resource);
    });
}
