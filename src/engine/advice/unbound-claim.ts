import { asObjects, asText, at, type JsonObject } from '../../domain/json.js';
import type { PodSnapshot, ReferenceRecord } from '../../domain/snapshot.js';

/**
 * The claim of the pod that no volume is bound to, and the class that it asks for; of several the one
 * whose class does not exist, and where none could be read the only one of the pod. Phases:
 * staging/src/k8s.io/api/core/v1/types.go, v1.34.
 */
export function unboundClaim({ pod, references }: Pick<PodSnapshot, 'pod' | 'references'>): {
  readonly unboundClaim?: string;
  readonly unboundClass?: string;
} {
  const claims = references.filter(({ kind, object }) => kind === 'PersistentVolumeClaim' && phaseOf(object));
  if (claims.length === 0) return onlyClaim(pod);
  const absent = new Set(
    references.filter(({ kind, exists }) => kind === 'StorageClass' && !exists).map(({ name }) => name),
  );
  const unbound = claims.filter(({ object }) => phaseOf(object) !== 'Bound');
  const claim = unbound.find((each) => absent.has(classOf(each) ?? '')) ?? unbound[0];
  if (claim === undefined) return {};
  const storageClass = classOf(claim);
  return {
    unboundClaim: claim.name,
    ...(storageClass === undefined ? {} : { unboundClass: storageClass }),
  };
}

function onlyClaim(pod: JsonObject): { readonly unboundClaim?: string } {
  const [name, ...others] = asObjects(at(pod, 'spec', 'volumes')).flatMap(
    (volume) => asText(at(volume, 'persistentVolumeClaim', 'claimName')) ?? [],
  );
  return name === undefined || others.length > 0 ? {} : { unboundClaim: name };
}

function phaseOf(claim: JsonObject | undefined): string | undefined {
  return asText(at(claim, 'status', 'phase'));
}

function classOf({ object }: ReferenceRecord): string | undefined {
  return asText(at(object, 'spec', 'storageClassName'));
}
