import {
  asList,
  asNumber,
  asObjects,
  asText,
  at,
  type Json,
  type JsonObject,
} from '../../domain/values/json.js';
import {
  namedPaths,
  nearestMount,
  sourceOfVolume,
  writtenType,
  type Mount,
} from '../../domain/kubernetes/mount.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';

/** What the kubelet takes where the volume names none: 0644 (kubernetes/kubernetes pkg/apis/core/v1/defaults.go, v1.34). */
const DEFAULT_MODE = 0o644;

const SOMEONE_EXECUTES = 0o111;

/**
 * Where the file lies that a rule names as the program that may not be executed, or as one whose mode is refused:
 * in a volume that the kubelet writes and with which mode, on another volume, or in the image. A fsGroup lets the
 * group read such files and lets nobody execute them (pkg/volume/volume_linux.go, v1.34).
 */
export function writtenFileVariables({ context: { subject }, rule, variables }: Match): Variables {
  const { folderSaid, shutSaid, ...others } = variables;
  if (subject.kind !== 'container' || folderSaid !== undefined || shutSaid !== undefined) return {};
  const { spec } = subject.container;
  const program =
    rule.cause === 'exec-permission'
      ? (others['program'] ?? asText(asList(at(spec, 'command'))[0]))
      : undefined;
  const [path] = namedPaths(program === undefined ? others : { file: program }, spec);
  if (path === undefined) return { fileSomewhere: program ?? 'the file' };
  const mount = nearestMount([path], spec);
  if (mount === undefined) return { fileOfImage: path };
  const volume = asObjects(at(subject.pod.raw, 'spec', 'volumes')).find(
    (each) => asText(at(each, 'name')) === mount.volume,
  );
  const type = writtenType(volume);
  if (type === undefined) {
    const on = sourceOfVolume(volume)?.replace(/, which .*/, '') ?? `the volume ${mount.volume}`;
    return { fileOnVolume: path, volumeOfFile: on };
  }
  const mode = modeOf(at(volume, type), keyOf(path, mount));
  return {
    writtenMode: octal(mode),
    writtenFrom: sourceOfVolume(volume)?.replace(/ \(.*/, '') ?? `the ${type} volume ${mount.volume}`,
    writtenAt: mount.path,
    ...((mode & SOMEONE_EXECUTES) === 0 ? { modeForbidsRun: octal(mode) } : { modeLetsRun: octal(mode) }),
  };
}

/** The path of the file inside of the volume. */
function keyOf(path: string, { path: mounted, raw }: Mount): string {
  const part = asText(at(raw, 'subPath'));
  return [part, path.slice(mounted.length + 1)].filter((each) => each !== undefined && each !== '').join('/');
}

/** One file may have a mode of its own. */
function modeOf(source: Json | undefined, key: string): number {
  const item = itemsOf(source).find((each) => asText(at(each, 'path')) === key);
  return asNumber(at(item, 'mode')) ?? asNumber(at(source, 'defaultMode')) ?? DEFAULT_MODE;
}

function itemsOf(source: Json | undefined): readonly JsonObject[] {
  const parts = asObjects(at(source, 'sources')).flatMap((each) => Object.values(each));
  return [source, ...parts].flatMap((each) => asObjects(at(each, 'items')));
}

/** As a manifest would have it: in JSON, and in YAML without a leading 0, a mode is a decimal number. */
function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}
