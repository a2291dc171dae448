import { asObjects, asText, at, type Json, type JsonObject } from './json.js';

/** One of a container's `volumeMounts`. */
export interface Mount {
  /** Its place in the list. */
  readonly index: number;
  /** The folder or file that it lies over, without a slash at its end. */
  readonly path: string;
  /** The name of the pod's volume. */
  readonly volume: string;
  readonly raw: JsonObject;
}

/** The mounts of a container that one of these absolute paths lies on or below, in the order of its spec. */
export function mountsOver(paths: readonly string[], containerSpec: Json | undefined): readonly Mount[] {
  return asObjects(at(containerSpec, 'volumeMounts'))
    .map((raw, index) => ({
      index,
      path: (asText(at(raw, 'mountPath')) ?? '').replace(/\/+$/, ''),
      volume: asText(at(raw, 'name')) ?? '',
      raw,
    }))
    .filter(
      (mount) =>
        mount.path !== '' && paths.some((path) => path === mount.path || path.startsWith(`${mount.path}/`)),
    );
}
