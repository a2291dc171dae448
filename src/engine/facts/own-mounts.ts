import { asObjects, asText, at, type Json, type JsonObject } from '../../domain/values/json.js';

/** The token of the service account, which the API server mounts into each container. */
const TOKEN_MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a container's spec mounts of its own, as it stands in `volumeMounts`. */
export function ownMounts(spec: Json | undefined): readonly JsonObject[] {
  return asObjects(at(spec, 'volumeMounts')).filter((mount) => mountPath(mount) !== TOKEN_MOUNT);
}

/** Where a mount lies in the container. */
export function mountPath(mount: JsonObject): string {
  return asText(at(mount, 'mountPath')) ?? '';
}
