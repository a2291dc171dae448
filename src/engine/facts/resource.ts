import { asNumber, asText, at } from '../../domain/values/json.js';
import type { ContainerView } from '../../domain/kubernetes/pod.js';

/**
 * A container's limit or request as the manifest writes it. After an in-place resize the one in
 * force is in the status (KEP-1287, beta and on since 1.33).
 */
export function resourceOf(
  container: ContainerView,
  list: 'limits' | 'requests',
  resource: string,
): { readonly text: string; readonly at: string } | undefined {
  const places = [
    [container.status, `${container.statusPath ?? 'status'}.resources.${list}.${resource}`],
    [container.spec, `${container.specPath ?? 'spec'}.resources.${list}.${resource}`],
  ] as const;
  for (const [object, path] of places) {
    const value = at(object, 'resources', list, resource);
    const text = asText(value) ?? asNumber(value)?.toString();
    if (text !== undefined) return { text, at: path };
  }
  return undefined;
}
