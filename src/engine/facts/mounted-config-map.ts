import { nearestMount, pathsIn } from '../../domain/kubernetes/mount.js';
import { asObjects, asText, at } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';

/**
 * The ConfigMap that the file comes from which the deciding line names; where that lies under no mount,
 * or none is named, the only one that is mounted.
 */
export function mountedConfigMap({ context: { subject }, hit }: Match): string | undefined {
  if (subject.kind !== 'container') return undefined;
  const { spec } = subject.container;
  const named = new Map(
    asObjects(at(subject.pod.raw, 'spec', 'volumes')).flatMap((volume) => {
      const name = asText(at(volume, 'configMap', 'name'));
      return name === undefined ? [] : [[asText(at(volume, 'name')) ?? '', name] as const];
    }),
  );
  const given = asObjects(at(spec, 'volumeMounts')).flatMap(
    (mount) => named.get(asText(at(mount, 'name')) ?? '') ?? [],
  );
  const overFile = nearestMount(pathsIn(hit?.line.raw ?? ''), spec);
  if (overFile !== undefined) return named.get(overFile.volume);
  return new Set(given).size === 1 ? given[0] : undefined;
}
