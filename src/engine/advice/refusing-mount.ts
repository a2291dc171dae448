import { asList, asNumber, asObjects, asText, at, type Json } from '../../domain/json.js';
import { mountsOver, type Mount } from '../../domain/mount.js';
import type { Match } from '../match-rules.js';
import type { Variables } from '../texts/variables.js';

/** Volumes that the kubelet writes itself: their files belong to root, and no mount of something else mends their mode. */
const WRITTEN = {
  configMap: 'ConfigMap',
  secret: 'Secret',
  projected: 'projected',
  downwardAPI: 'downwardAPI',
} as const;

function writtenType(volume: Json | undefined): keyof typeof WRITTEN | undefined {
  const types = Object.keys(WRITTEN) as readonly (keyof typeof WRITTEN)[];
  return types.find((type) => at(volume, type) !== undefined);
}

const GROUP_READS = 0o040;
const OTHERS_READ = 0o004;

/** What of the mounts under a path explains that it may not be written there, or that it may not be used. */
export interface RefusingMount {
  readonly readOnly: Variables;
  readonly denied: Variables;
}

/**
 * Of the paths that the rule's pattern took out of the line the mount that lies nearest: a volume that the kubelet
 * keeps read-only, a mount that is read-only by the pod's word, a folder of the node, whose owner no fsGroup changes
 * (pkg/volume/hostpath/host_path.go GetAttributes, v1.34), or files whose mode shuts the program out.
 */
export function refusingMount({ context: { subject }, variables }: Match): RefusingMount {
  if (subject.kind !== 'container') return { readOnly: {}, denied: {} };
  const spec = at(subject.pod.raw, 'spec');
  const paths = Object.values(variables).filter((value) => value.startsWith('/'));
  const [mount] = [...mountsOver(paths, subject.container.spec)].sort(
    (a, b) => b.path.length - a.path.length,
  );
  if (mount === undefined) return { readOnly: {}, denied: {} };
  const volume = asObjects(at(spec, 'volumes')).find((each) => asText(at(each, 'name')) === mount.volume);
  const nodeFolder = asText(at(volume, 'hostPath', 'path'));
  return {
    readOnly: readOnlyBecause(mount, volume),
    denied:
      nodeFolder === undefined ? modeShuts(mount, volume, spec, subject.container.spec) : { nodeFolder },
  };
}

function readOnlyBecause({ path, raw }: Mount, volume: Json | undefined): Variables {
  const written = writtenType(volume);
  if (written !== undefined) return { keptReadOnly: WRITTEN[written] };
  return at(raw, 'readOnly') === true ? { readOnlyMount: path } : {};
}

/**
 * A fsGroup would make the files readable to its group (pkg/volume/volume_linux.go SetVolumeOwnership, v1.34).
 * In JSON, and in YAML without a leading 0, the mode is a decimal number: 400 there is 0620.
 */
function modeShuts(
  mount: Mount,
  volume: Json | undefined,
  pod: Json | undefined,
  container: Json | undefined,
): Variables {
  if (asNumber(at(pod, 'securityContext', 'fsGroup')) !== undefined) return {};
  const type = writtenType(volume);
  const mode = type === undefined ? undefined : asNumber(at(volume, type, 'defaultMode'));
  const isReadable =
    mode === undefined ||
    (mode & OTHERS_READ) !== 0 ||
    ((mode & GROUP_READS) !== 0 && isInRootGroup(pod, container));
  return isReadable ? {} : { writtenVolume: mount.volume, fileMode: `0${mode.toString(8)}` };
}

/** As far as the pod says so; the group that the image names is not known. */
function isInRootGroup(pod: Json | undefined, container: Json | undefined): boolean {
  const own =
    asNumber(at(container, 'securityContext', 'runAsGroup')) ??
    asNumber(at(pod, 'securityContext', 'runAsGroup'));
  return own === 0 || asList(at(pod, 'securityContext', 'supplementalGroups')).includes(0);
}
