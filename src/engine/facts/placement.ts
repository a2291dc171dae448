import { asList, asObject, asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { PodView } from '../../domain/kubernetes/pod.js';

/** Which labels the pod wants its node to have, in the words of a label selector. */
export function placementOf({ raw }: PodView): string {
  const pairs = selectorPairs(raw);
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

/** `disk=ssd,zone=a`, as `kubectl get nodes -l` takes it; undefined where it would not. */
export function nodeSelectorText(pod: JsonObject): string | undefined {
  const pairs = selectorPairs(pod);
  return pairs.length > 0 && pairs.every((pair) => /^[\w./-]+=[\w.-]*$/.test(pair))
    ? pairs.join(',')
    : undefined;
}

function selectorPairs(pod: JsonObject): readonly string[] {
  return Object.entries(asObject(at(pod, 'spec', 'nodeSelector')) ?? {}).map(
    ([key, value]) => `${key}=${asText(value) ?? ''}`,
  );
}
