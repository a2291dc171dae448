import { asObject, asObjects, asText, at, type Json, type JsonObject } from '../domain/values/json.js';
import type { ReferenceRecord } from '../domain/snapshot.js';

/** An object that a pod cannot start without. */
export interface PodReference {
  readonly kind: ReferenceRecord['kind'];
  readonly name: string;
}

/**
 * The objects that a pod names and needs, each once; those marked `optional` are left out.
 * Where it names no service account, the namespace's `default` is used.
 */
export function referencesOf(pod: JsonObject): readonly PodReference[] {
  const spec = asObject(at(pod, 'spec'));
  const podName = asText(at(pod, 'metadata', 'name')) ?? '';
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    asObjects(at(spec, list)),
  );
  const found = [
    ...asObjects(at(spec, 'volumes')).flatMap((volume) => ofVolume(volume, podName)),
    ...containers.flatMap(ofContainer),
    ...asObjects(at(spec, 'imagePullSecrets')).flatMap((ref) => named('Secret', ref, 'name')),
    ...named('ServiceAccount', spec, 'serviceAccountName'),
    ...named('PriorityClass', spec, 'priorityClassName'),
    ...named('RuntimeClass', spec, 'runtimeClassName'),
  ];
  return [...new Map(found.map((reference) => [`${reference.kind}/${reference.name}`, reference])).values()];
}

function ofContainer(container: JsonObject): readonly PodReference[] {
  const from = asObjects(at(container, 'envFrom'));
  const values = asObjects(at(container, 'env')).map((variable) => at(variable, 'valueFrom'));
  return [
    ...from.flatMap((source) => named('ConfigMap', at(source, 'configMapRef'), 'name')),
    ...from.flatMap((source) => named('Secret', at(source, 'secretRef'), 'name')),
    ...values.flatMap((value) => named('ConfigMap', at(value, 'configMapKeyRef'), 'name')),
    ...values.flatMap((value) => named('Secret', at(value, 'secretKeyRef'), 'name')),
  ];
}

function ofVolume(volume: JsonObject, podName: string): readonly PodReference[] {
  const parts = asObjects(at(volume, 'projected', 'sources'));
  const volumeName = asText(at(volume, 'name'));
  // A generic ephemeral volume's claim is named for pod and volume (KEP-1698).
  const ephemeral = asObject(at(volume, 'ephemeral', 'volumeClaimTemplate'));
  return [
    ...named('ConfigMap', at(volume, 'configMap'), 'name'),
    ...named('Secret', at(volume, 'secret'), 'secretName'),
    ...named('PersistentVolumeClaim', at(volume, 'persistentVolumeClaim'), 'claimName'),
    ...(ephemeral === undefined || volumeName === undefined
      ? []
      : [{ kind: 'PersistentVolumeClaim' as const, name: `${podName}-${volumeName}` }]),
    ...parts.flatMap((part) => named('ConfigMap', at(part, 'configMap'), 'name')),
    ...parts.flatMap((part) => named('Secret', at(part, 'secret'), 'name')),
  ];
}

function named(kind: PodReference['kind'], holder: Json | undefined, key: string): readonly PodReference[] {
  const name = asText(at(holder, key));
  return name === undefined || at(holder, 'optional') === true ? [] : [{ kind, name }];
}
