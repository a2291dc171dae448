import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import { readEvent } from '../../domain/kubernetes/event.js';
import type { EventRecord, PodSnapshot, ReferenceRecord } from '../../domain/snapshot.js';

/**
 * The claim of the pod that no volume is bound to, and the class that it asks for; of several the one
 * whose class does not exist, and where none could be read the only one of the pod. Phases:
 * staging/src/k8s.io/api/core/v1/types.go, v1.34.
 */
export function unboundClaim({ pod, references }: Pick<PodSnapshot, 'pod' | 'references'>): {
  readonly unboundClaim?: string;
  readonly unboundClass?: string;
} {
  const known = references.some(({ kind, object }) => kind === 'PersistentVolumeClaim' && phaseOf(object));
  if (!known) return onlyClaim(pod);
  const [claim] = unboundClaims(references);
  if (claim === undefined) return {};
  const storageClass = classOf(claim);
  return {
    unboundClaim: claim.name,
    ...(storageClass === undefined ? {} : { unboundClass: storageClass }),
  };
}

/**
 * The claims that hold the pod up, one whose class does not exist first. One that waits for the pod to be given a
 * node (volumeBindingMode WaitForFirstConsumer) holds up nothing: it is told only where there is no other.
 */
export function unboundClaims(references: readonly ReferenceRecord[]): readonly ReferenceRecord[] {
  const classes = references.filter(({ kind }) => kind === 'StorageClass');
  const classFor = (claim: ReferenceRecord): ReferenceRecord | undefined =>
    classes.find(({ name }) => name === classOf(claim));
  const unbound = references.filter(
    ({ kind, object }) => kind === 'PersistentVolumeClaim' && (phaseOf(object) ?? 'Bound') !== 'Bound',
  );
  const holding = unbound.filter((claim) => !waitsForPod(claim, classFor(claim)));
  const lacksClass = (claim: ReferenceRecord): number => (classFor(claim)?.exists === false ? 0 : 1);
  return [...(holding.length > 0 ? holding : unbound.slice(0, 1))].sort(
    (a, b) => lacksClass(a) - lacksClass(b),
  );
}

function waitsForPod({ events = [] }: ReferenceRecord, storageClass: ReferenceRecord | undefined): boolean {
  return (
    asText(at(storageClass?.object, 'volumeBindingMode')) === 'WaitForFirstConsumer' ||
    readEvent(events.at(-1) ?? NO_EVENT).reason === 'WaitForFirstConsumer'
  );
}

const NO_EVENT: EventRecord = { event: {}, matchedBy: 'name' };

function onlyClaim(pod: JsonObject): { readonly unboundClaim?: string } {
  const [name, ...others] = asObjects(at(pod, 'spec', 'volumes')).flatMap(
    (volume) => asText(at(volume, 'persistentVolumeClaim', 'claimName')) ?? [],
  );
  return name === undefined || others.length > 0 ? {} : { unboundClaim: name };
}

function phaseOf(claim: JsonObject | undefined): string | undefined {
  return asText(at(claim, 'status', 'phase'));
}

/** The storage class that a claim names. */
export function classOf({ object }: ReferenceRecord): string | undefined {
  return asText(at(object, 'spec', 'storageClassName'));
}
