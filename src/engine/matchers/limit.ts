import { asNumber, asText, at } from '../../domain/values/json.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import { parseQuantity } from '../../domain/values/quantity.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { isDefaulted } from '../facts/defaulted-limit.js';
import { resourceOf } from '../facts/resource.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** What the spec asks for in place of the limit in force, and why the node has not given it (KEP-1287, v1.33 conditions). */
function notGiven(pod: PodView, container: ContainerView, resource: string, inForce: string): string {
  const value = at(container.spec, 'resources', 'limits', resource);
  const asked = asText(value) ?? asNumber(value)?.toString();
  const refusal = pod.conditions.find(({ type, status }) => RESIZES.has(type) && status === 'True');
  if (asked === undefined || refusal === undefined) return '';
  if (parseQuantity(asked) === parseQuantity(inForce)) return '';
  const why = [refusal.reason, refusal.message].filter((text) => text !== undefined).join(', ');
  return `; the spec asks for ${asked}, which the node has not given${why === '' ? '' : `: ${why}`}`;
}

const RESIZES: ReadonlySet<string> = new Set(['PodResizePending', 'PodResizeInProgress']);

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
    speaksFor(
      `the ${leaf.resource} limit is ${limit.text}${origin}${notGiven(pod, container, leaf.resource, limit.text)}`,
      limit.at,
      `${limit.text}${origin}`,
    ),
  ]);
}
