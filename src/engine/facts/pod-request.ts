import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import { formatBytes, parseQuantity } from '../../domain/values/quantity.js';

/**
 * What the scheduler looks for room for: the containers and sidecars together, or the largest init
 * container with the sidecars before it, or what the pod itself requests; and the overhead of its
 * RuntimeClass (kubernetes/component-helpers resource/helpers.go v0.34, PodRequests).
 */
export function podRequest(pod: JsonObject, resource: string): string | undefined {
  const total =
    (requestOf(at(pod, 'spec', 'resources'), resource) ?? containersRequest(pod, resource)) +
    amount(asText(at(pod, 'spec', 'overhead', resource)));
  return total === 0 ? undefined : format(total, resource);
}

function containersRequest(pod: JsonObject, resource: string): number {
  let sidecars = 0;
  let largestInit = 0;
  for (const init of asObjects(at(pod, 'spec', 'initContainers'))) {
    const request = requestOf(at(init, 'resources'), resource) ?? 0;
    const isSidecar = asText(at(init, 'restartPolicy')) === 'Always';
    if (isSidecar) sidecars += request;
    largestInit = Math.max(largestInit, sidecars + (isSidecar ? 0 : request));
  }
  const main = asObjects(at(pod, 'spec', 'containers'))
    .map((container) => requestOf(at(container, 'resources'), resource) ?? 0)
    .reduce((sum, request) => sum + request, 0);
  return Math.max(largestInit, sidecars + main);
}

function requestOf(resources: Parameters<typeof at>[0], resource: string): number | undefined {
  const text = asText(at(resources, 'requests', resource)) ?? asText(at(resources, 'limits', resource));
  return text === undefined ? undefined : amount(text);
}

function amount(text: string | undefined): number {
  return text === undefined ? 0 : (parseQuantity(text) ?? 0);
}

function format(total: number, resource: string): string {
  if (/^(?:memory|ephemeral-storage|hugepages-.*)$/.test(resource)) return formatBytes(total);
  return Number.isInteger(total) ? String(total) : `${Math.ceil(Number((total * 1000).toFixed(3)))}m`;
}
