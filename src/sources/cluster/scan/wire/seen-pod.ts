import { countContainers } from '../../../../domain/kubernetes/container-count.js';
import { asNumber, asText, at, type JsonObject } from '../../../../domain/values/json.js';
import { isCandidate } from '../../../candidate.js';
import { objectKey } from '../../api/list.js';
import { isReadable } from '../../../readable.js';
import { withoutManagedFields } from '../../pod/slim.js';

/** What is kept of a pod of a page. */
export interface SeenPod {
  readonly key: string | undefined;
  readonly containers: number;
  /** False when it does not say how it is. */
  readonly isReadable: boolean;
  /** Only of a pod that may be in trouble. */
  readonly candidate?: Candidate;
}

/** A pod that may be in trouble, packed: many may wait for their turn. */
export interface Candidate {
  readonly namespace: string;
  readonly name: string;
  /** JSON: the pod without managedFields, or what of it the first look read. */
  readonly text: Buffer;
  readonly isWhole: boolean;
}

/** Decides whether a pod is looked at closer. */
export type IsCandidate = (pod: JsonObject) => boolean;

/** The judge of candidates with its clock filled in. */
export function candidateWithin(now: () => number, sinceSeconds: number | undefined): IsCandidate {
  return (pod) => isCandidate(pod, now(), sinceSeconds);
}

/** What the shorter wire form has in place of the lists. */
const COUNTS = ['containerCount', 'initContainerCount', 'ephemeralContainerCount'] as const;

/** What to keep of a pod, whichever wire form it came by. */
export function look(pod: JsonObject, isWhole: boolean, isCandidateHere: IsCandidate): SeenPod {
  const containers = isWhole
    ? countContainers(pod)
    : COUNTS.reduce((sum, key) => sum + (asNumber(at(pod, 'spec', key)) ?? 0), 0);
  const seen = { key: objectKey(pod), containers, isReadable: isReadable(pod) };
  if (!isCandidateHere(pod)) return seen;
  return {
    ...seen,
    candidate: {
      namespace: asText(at(pod, 'metadata', 'namespace')) ?? 'default',
      name: asText(at(pod, 'metadata', 'name')) ?? '',
      text: Buffer.from(JSON.stringify(isWhole ? withoutManagedFields(pod) : pod)),
      isWhole,
    },
  };
}
