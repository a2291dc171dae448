import { asObject, at, type JsonObject } from '../../domain/values/json.js';
import { readLabels, type Labels } from '../../domain/kubernetes/labels.js';

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
