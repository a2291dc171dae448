import { SourceError } from '../source.js';
import type { LabelTest } from './label-selector.js';

/** The fields that the API server can select pods by (kubernetes pkg/registry/core/pod/strategy.go ToSelectableFields, 1.34). */
export const POD_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
] as const;

/**
 * Reads a field selector: `=`, `==` and `!=` joined by commas; `\,`, `\=` and `\\` are escapes.
 * A field that is not set is empty. Source: apimachinery pkg/fields/selector.go, v0.34.
 * Throws SourceError (usage) in kubectl's words.
 */
export function parseFieldSelector(text: string): LabelTest {
  const tests = splitTerms(text).map((term) => parseTerm(term, text));
  return (fields) => tests.every((test) => test(fields));
}

function splitTerms(text: string): readonly string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter((term) => term !== '');
}

function parseTerm(term: string, whole: string): LabelTest {
  const [, field, sign, raw] = /^([^=!\\]*)(!=|==|=)(.*)$/.exec(term) ?? [];
  if (field === undefined || raw === undefined) {
    throw new SourceError(
      `invalid selector: ${JSON.stringify(whole)}; can't understand ${JSON.stringify(term)}`,
      'usage',
    );
  }
  if (!(POD_FIELDS as readonly string[]).includes(field)) {
    throw new SourceError(
      `field label not supported: ${field} (pods have ${POD_FIELDS.join(', ')})`,
      'usage',
    );
  }
  const value = raw.replace(/\\([\\,=])/g, '$1');
  return (fields) =>
    (((Object.hasOwn(fields, field) ? fields[field] : undefined) ?? '') === value) === (sign !== '!=');
}
