import { asNumber, asObjects, asText, at, type Json } from '../../domain/json.js';
import { mountsOver } from '../../domain/mount.js';
import type { Match } from '../match-rules.js';
import type { Variables } from '../variables.js';

/** Volumes that the kubelet writes itself: their files belong to root, and no mount of something else mends their mode. */
const WRITTEN = ['configMap', 'secret', 'projected', 'downwardAPI'] as const;

/** Read by others: the only bit that helps a user who is neither root nor in the group. */
const OTHERS_READ = 0o004;

/**
 * Where a path that the kernel refused lies on such a volume and its mode shuts others out. A fsGroup would
 * make the files readable to its group (pkg/volume/volume_linux.go SetVolumeOwnership, v1.34). In JSON, and in
 * YAML without a leading 0, the mode is a decimal number: 400 there is 0620.
 */
export function volumeMode({ context: { subject }, variables }: Match): Variables {
  if (subject.kind !== 'container') return {};
  const spec = at(subject.pod.raw, 'spec');
  if (asNumber(at(spec, 'securityContext', 'fsGroup')) !== undefined) return {};
  const paths = Object.values(variables).filter((value) => value.startsWith('/'));
  for (const { volume } of mountsOver(paths, subject.container.spec)) {
    const raw = asObjects(at(spec, 'volumes')).find((each) => asText(at(each, 'name')) === volume);
    const mode = modeOf(raw);
    if (mode !== undefined && (mode & OTHERS_READ) === 0) {
      return { writtenVolume: volume, fileMode: `0${mode.toString(8)}` };
    }
  }
  return {};
}

function modeOf(volume: Json | undefined): number | undefined {
  const type = WRITTEN.find((each) => at(volume, each) !== undefined);
  return type === undefined ? undefined : asNumber(at(volume, type, 'defaultMode'));
}
