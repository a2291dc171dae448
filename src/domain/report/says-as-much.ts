import type { Diagnosis } from './report.js';
import { CONFIDENCES } from '../rules/rule.js';

/**
 * Whether a container's diagnosis says at least as surely what the pod's own says: of a ConfigMap
 * that is missing both speak, and it is one thing to mend.
 */
export function saysAsMuch(diagnosis: Diagnosis, own: Diagnosis): boolean {
  const isOfOther =
    own.concerns !== undefined &&
    (own.concerns.kind !== diagnosis.concerns?.kind || own.concerns.name !== diagnosis.concerns.name);
  return (
    diagnosis.cause === own.cause &&
    !isOfOther &&
    CONFIDENCES.indexOf(diagnosis.confidence) >= CONFIDENCES.indexOf(own.confidence)
  );
}
