import { asNumber, asText, at } from '../../domain/json.js';
import type { ContainerView } from '../../domain/pod.js';
import { parseQuantity } from '../../domain/quantity.js';
import type { Leaf } from '../../domain/rule.js';
import type { MatchContext } from '../context.js';
import { isDefaulted } from '../advice/defaulted-limit.js';
import { found, NOTHING, speaksFor, type Finding } from '../finding.js';
import { containerSubject } from './subject.js';

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

/** `limit`: whether a limit of the container is set, and how high. */
export function matchLimit(leaf: Extract<Leaf, { kind: 'limit' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const { container, pod } = subject;
  const limit = resourceOf(container, 'limits', leaf.resource);
  if (limit === undefined) {
    // A transcript without resources does not say that there is no limit.
    const isKnown = at(container.spec, 'resources') !== undefined;
    return !leaf.set && isKnown
      ? found([
          speaksFor(`no ${leaf.resource} limit is set`, `${container.specPath ?? 'spec'}.resources`, 'none'),
        ])
      : NOTHING;
  }
  if (!leaf.set) return NOTHING;
  if (leaf.under !== undefined && (parseQuantity(limit.text) ?? Infinity) >= leaf.under) return NOTHING;
  const origin = isDefaulted(pod.raw, container, leaf.resource)
    ? ', set by a LimitRange of the namespace'
    : '';
  return found([
    speaksFor(`the ${leaf.resource} limit is ${limit.text}${origin}`, limit.at, `${limit.text}${origin}`),
  ]);
}
