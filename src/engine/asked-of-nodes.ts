import { asList, asNumber, asObjects, asText, at, type Json, type JsonObject } from '../domain/json.js';
import type { PodView } from '../domain/pod.js';
import { formatBytes, parseQuantity } from '../domain/quantity.js';

/**
 * How much of a resource the scheduler looks for on a node for the whole pod: what its containers ask for
 * together, or the one init container that asks for more, with the overhead of its runtime class
 * (kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go, v1.34).
 */
export function podRequest(pod: JsonObject, resource: 'cpu' | 'memory'): string | undefined {
  const spec = at(pod, 'spec');
  const all = [...asObjects(at(spec, 'containers')), ...asObjects(at(spec, 'initContainers'))];
  const texts = [spec, ...all].map((part) => textAt(part, 'resources', 'requests', resource));
  const [only, ...others] = [...texts, textAt(spec, 'overhead', resource)].filter(
    (text) => text !== undefined,
  );
  if (others.length === 0) return only;
  const amount = totalOf(spec, resource);
  if (resource === 'memory') return formatBytes(amount);
  return Number.isInteger(amount) ? String(amount) : `${Math.ceil(amount * 1000)}m`;
}

function totalOf(spec: Json | undefined, resource: string): number {
  const asked = (part: Json | undefined): number => amountAt(part, 'resources', 'requests', resource);
  let sidecars = 0;
  let init = 0;
  for (const container of asObjects(at(spec, 'initContainers'))) {
    if (at(container, 'restartPolicy') === 'Always') sidecars += asked(container);
    else init = Math.max(init, sidecars + asked(container));
  }
  const main = asObjects(at(spec, 'containers')).reduce((sum, container) => sum + asked(container), sidecars);
  return (asked(spec) || Math.max(init, main)) + amountAt(spec, 'overhead', resource);
}

function textAt(object: Json | undefined, ...path: readonly string[]): string | undefined {
  const value = at(object, ...path);
  return asText(value) ?? asNumber(value)?.toString();
}

function amountAt(object: Json | undefined, ...path: readonly string[]): number {
  return parseQuantity(textAt(object, ...path) ?? '') ?? 0;
}

/** Which labels the pod wants its node to have, in the words of a label selector. */
export function placementOf({ raw }: PodView): string {
  const labels = at(raw, 'spec', 'nodeSelector');
  const pairs = Object.entries(isObject(labels) ? labels : {}).map(
    ([key, value]) => `${key}=${asText(value) ?? ''}`,
  );
  const terms = asObjects(
    at(
      raw,
      'spec',
      'affinity',
      'nodeAffinity',
      'requiredDuringSchedulingIgnoredDuringExecution',
      'nodeSelectorTerms',
    ),
  ).map((term) => asObjects(at(term, 'matchExpressions')).map(requirement).join(','));
  const wanted = [
    ...(pairs.length === 0 ? [] : [`node selector ${pairs.join(',')}`]),
    ...(terms.some((term) => term !== '') ? [`node affinity ${terms.join(' or ')}`] : []),
  ];
  return wanted.length === 0 ? 'node selector or affinity' : wanted.join(' or its ');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One of the operators of core/v1 NodeSelectorRequirement. */
function requirement(expression: JsonObject): string {
  const key = asText(at(expression, 'key')) ?? '';
  const values = asList(at(expression, 'values')).map((value) => asText(value) ?? '');
  switch (asText(at(expression, 'operator'))) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'Gt':
      return `${key}>${values.join()}`;
    case 'Lt':
      return `${key}<${values.join()}`;
    default:
      return values.length === 1 ? `${key}=${values.join()}` : `${key} in (${values.join(',')})`;
  }
}
