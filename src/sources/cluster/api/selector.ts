import {
  asList,
  asObject,
  asObjects,
  asText,
  at,
  type Json,
  type JsonObject,
} from '../../../domain/values/json.js';
import { REPLICATION_CONTROLLERS, type Resource } from './resources.js';

/** The selector of a workload's pods; undefined where it says none, or selects everything. */
export function podSelector(resource: Resource, workload: JsonObject): string | undefined {
  if (resource === REPLICATION_CONTROLLERS)
    return selectorText({ matchLabels: at(workload, 'spec', 'selector') ?? {} });
  // A custom kind with a scale subresource says its selector as text (KEP-2273 and the CRD docs).
  return selectorText(at(workload, 'spec', 'selector')) ?? asText(at(workload, 'status', 'selector'));
}

/**
 * A LabelSelector as the text that a list takes, or undefined when it selects nothing or everything
 * (an empty one). Source: apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector, v0.34.
 */
export function selectorText(selector: Json | undefined): string | undefined {
  const labels = Object.entries(asObject(at(selector, 'matchLabels')) ?? {}).map(
    ([key, value]) => `${key}=${asText(value) ?? ''}`,
  );
  const expressions = asObjects(at(selector, 'matchExpressions')).flatMap(expressionText);
  const text = [...labels, ...expressions].join(',');
  return text === '' ? undefined : text;
}

function expressionText(expression: Json): readonly string[] {
  const key = asText(at(expression, 'key'));
  const values = asList(at(expression, 'values')).filter((value) => typeof value === 'string');
  if (key === undefined) return [];
  switch (at(expression, 'operator')) {
    case 'In':
      return [`${key} in (${values.join(',')})`];
    case 'NotIn':
      return [`${key} notin (${values.join(',')})`];
    case 'Exists':
      return [key];
    case 'DoesNotExist':
      return [`!${key}`];
    default:
      return [];
  }
}
