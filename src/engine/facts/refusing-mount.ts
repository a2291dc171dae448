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
  writtenType,
  type Mount,
  type WrittenType,
} from '../../domain/kubernetes/mount.js';
import { present } from '../../domain/values/present.js';
import type { ReferenceRecord } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';

/** How the volumes are called that the kubelet writes itself: their files belong to root, and no mount of something else mends their mode. */
const WRITTEN: Readonly<Record<WrittenType, string>> = {
  configMap: 'ConfigMap',
  secret: 'Secret',
  projected: 'projected',
  downwardAPI: 'downwardAPI',
};

const GROUP_READS = 0o040;
const OTHERS_READ = 0o004;

/** What of the mounts under a path explains that it may not be written there, or that it may not be used. */
export interface RefusingMount {
  readonly readOnly: Variables;
  readonly denied: Variables;
  /** The path that was refused, where it is named and nothing of its mount explains that. */
  readonly path?: string;
}

/**
 * Of the paths that the rule's pattern took out of the line the mount that lies nearest: a volume that the kubelet
 * keeps read-only, a mount that is read-only by the pod's word, files whose mode shuts the program out, or a volume
 * whose owner is changed in another way than by a fsGroup, or not at all.
 */
export function refusingMount({ context: { subject }, variables }: Match): RefusingMount {
  if (subject.kind !== 'container') return { readOnly: {}, denied: {} };
  const spec = at(subject.pod.raw, 'spec');
  const paths = namedPaths(variables, subject.container.spec);
  const mount = nearestMount(paths, subject.container.spec);
  const named = present('path', paths[0]);
  if (mount === undefined) return { readOnly: {}, denied: rootHome(paths), ...named };
  const volume = asObjects(at(spec, 'volumes')).find((each) => asText(at(each, 'name')) === mount.volume);
  const owned = ownedBySomeone(mount, volume, spec, subject.snapshot.references);
  return {
    ...named,
    readOnly: readOnlyBecause(mount, volume),
    denied: Object.keys(owned).length > 0 ? owned : modeShuts(mount, volume, spec, subject.container.spec),
  };
}

/**
 * The kubelet gives a volume to the fsGroup only where its plugin says so: none of hostPath and NFS
 * (pkg/volume/hostpath/host_path.go and nfs/nfs.go GetAttributes, v1.34), of CSI by the driver's fsGroupPolicy. The
 * top of an emptyDir is open to all (pkg/volume/emptydir/empty_dir.go, 0777): what is refused in it another user made.
 */
function ownedBySomeone(
  mount: Mount,
  volume: Json | undefined,
  pod: Json | undefined,
  references: readonly ReferenceRecord[],
): Variables {
  const claim = asText(at(volume, 'persistentVolumeClaim', 'claimName'));
  const source = claim === undefined ? volume : (boundVolume(claim, references) ?? volume);
  const nodeFolder = asText(at(source, 'hostPath', 'path'));
  if (nodeFolder !== undefined) return { nodeFolder };
  const server = asText(at(source, 'nfs', 'server'));
  if (server !== undefined) return { nfsExport: `${server}:${asText(at(source, 'nfs', 'path')) ?? ''}` };
  if (at(volume, 'emptyDir') !== undefined) return { emptyDirAt: mount.path };
  if (claim === undefined) return {};
  const fsGroup = asNumber(at(pod, 'securityContext', 'fsGroup'));
  return fsGroup === undefined ? { ownedClaim: claim } : { unheedingClaim: claim, fsGroup: String(fsGroup) };
}

/** What the volume that is bound to the claim is made of, where it could be seen. */
function boundVolume(claim: string, references: readonly ReferenceRecord[]): Json | undefined {
  const of = (kind: ReferenceRecord['kind'], name: string | undefined): JsonObject | undefined =>
    references.find((each) => each.kind === kind && each.name === name)?.object;
  const volume = asText(at(of('PersistentVolumeClaim', claim), 'spec', 'volumeName'));
  return at(of('PersistentVolume', volume), 'spec');
}

/** The home of a user that the image does not know is / (runc libcontainer/init_linux.go, v1.2): its hidden folders would lie there. */
function rootHome(paths: readonly string[]): Variables {
  const hidden = paths.find((path) => /^\/{1,2}\.[a-z]/i.test(path));
  return hidden === undefined ? {} : { rootHome: hidden.replace(/^\/+/, '/') };
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
