import { asList, asObject, asObjects, asText, at, type Json } from '../../../domain/json.js';

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
