import { asObject, asText, at, type JsonObject } from '../../domain/json.js';
import type { Labels } from './label-selector.js';

/**
 * The labels by which `-l` selects a workload: those that its pods carry, or would carry if they
 * could be made. A selection is one of pods, and a Deployment need not wear its template's labels.
 */
export function templateLabels(workload: JsonObject): Labels {
  const template =
    asObject(at(workload, 'spec', 'template')) ??
    asObject(at(workload, 'spec', 'jobTemplate', 'spec', 'template')) ??
    workload;
  const labels = asObject(at(template, 'metadata', 'labels')) ?? {};
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => {
      const text = asText(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
