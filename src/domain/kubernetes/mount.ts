import { asObject, asObjects, asText, at, type Json, type JsonObject } from '../values/json.js';

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
      path: (asText(at(raw, 'mountPath')) ?? '').replace(/(?<!\/)\/+$/, ''),
      volume: asText(at(raw, 'name')) ?? '',
      raw,
    }))
    .filter(
      (mount) =>
        mount.path !== '' && paths.some((path) => path === mount.path || path.startsWith(`${mount.path}/`)),
    );
}

/** Of these mounts the one that lies nearest over one of the paths: what it brings is what stands there. */
export function nearestMount(paths: readonly string[], containerSpec: Json | undefined): Mount | undefined {
  return [...mountsOver(paths, containerSpec)].sort((a, b) => b.path.length - a.path.length)[0];
}

/** Volumes whose files the kubelet writes itself, with the mode that the volume names. */
const WRITTEN = ['configMap', 'secret', 'projected', 'downwardAPI'] as const;

/** A type of volume whose files the kubelet writes. */
export type WrittenType = (typeof WRITTEN)[number];

/** Which of those a volume is; undefined for any other. */
export function writtenType(volume: Json | undefined): WrittenType | undefined {
  return WRITTEN.find((type) => at(volume, type) !== undefined);
}

/** The groups of a rule's pattern that hold a path as the program said it. */
const PATH_GROUPS: ReadonlySet<string> = new Set(['file', 'path', 'folder', 'directory']);

/**
 * The paths among the values that a rule took out of a line; one that is relative lies below the container's
 * workingDir. Without that the image says where, which is not seen.
 */
export function namedPaths(
  values: Readonly<Record<string, string>>,
  containerSpec: Json | undefined,
): readonly string[] {
  const workingDir = asText(at(containerSpec, 'workingDir'));
  return Object.entries(values).flatMap(([name, value]) => {
    if (value.startsWith('/')) return [value];
    const isRelative = PATH_GROUPS.has(name) && /^[\w.@-][\w.@/-]*$/.test(value);
    return workingDir === undefined || !isRelative ? [] : [resolved(`${workingDir}/${value}`)];
  });
}

const PATH = /(?<![\w.:/-])\/[\w.@/-]*\w/g;

/** The absolute paths that stand in a text by themselves, not as a part of an address. */
export function pathsIn(text: string): readonly string[] {
  return text.match(PATH) ?? [];
}

/** Without `.` and `..`. */
function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What a volume brings; those of the kubelet's own making are always read-only (v1.34 pkg/volume/configmap, secret, projected). */
export function sourceOfVolume(volume: JsonObject | undefined): string | undefined {
  const named = (type: string, key: string): string | undefined => asText(at(volume, type, key));
  const optional = (type: string): string =>
    at(volume, type, 'optional') === true ? ', which is optional and may be missing' : '';
  const configMap = named('configMap', 'name');
  if (configMap !== undefined) return `the ConfigMap ${configMap} (read-only)${optional('configMap')}`;
  const secret = named('secret', 'secretName');
  if (secret !== undefined) return `the Secret ${secret} (read-only)${optional('secret')}`;
  const claim = named('persistentVolumeClaim', 'claimName');
  if (claim !== undefined) return `the claim ${claim}`;
  const folder = named('hostPath', 'path');
  if (folder !== undefined) return `${folder} of the node`;
  if (asObject(at(volume, 'emptyDir')) !== undefined) return 'an emptyDir, which starts empty';
  return undefined;
}
