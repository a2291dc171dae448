import { asObject, asText, at, type JsonObject } from '../../domain/json.js';
import type { Labels } from './label-selector.js';

/**
 * The labels by which `-l` selects a workload: those that its pods carry, or would carry if they
 * could be made. A selection is one of pods, and a Deployment need not wear its template's labels.
 */
export function templateLabels(workload: JsonObject): Labels {
  return readLabels(writtenLabels(workload));
}

/** The same as they are written. */
export function writtenLabels(workload: JsonObject): JsonObject {
  const template =
    asObject(at(workload, 'spec', 'template')) ??
    asObject(at(workload, 'spec', 'jobTemplate', 'spec', 'template')) ??
    workload;
  return asObject(at(template, 'metadata', 'labels')) ?? {};
}

/** The labels that have a value that is text. */
export function readLabels(written: JsonObject): Labels {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]) => {
      const text = asText(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
