import type { Evidence } from '../domain/evidence.js';
import { asObject, asObjects, asText, at, type JsonObject } from '../domain/json.js';
import { distinct, type Match } from './match-rules.js';

/**
 * Where the program's last words name a path below a mount, what is mounted there is told: a file
 * that is missing comes from that object, and one that cannot be written lies on it.
 */
export function withMountedPath(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.hit === undefined) return match;
  const mounts = asObjects(at(subject.container.spec, 'volumeMounts'));
  const volumes = asObjects(at(subject.pod.raw, 'spec', 'volumes'));
  for (const path of Object.values(match.variables)) {
    const told = mountOver(path, mounts, volumes);
    if (told !== undefined) return { ...match, evidence: distinct([...match.evidence, told]) };
  }
  return match;
}

function mountOver(
  path: string,
  mounts: readonly JsonObject[],
  volumes: readonly JsonObject[],
): Evidence | undefined {
  const [nearest] = mounts
    .map((mount, index) => ({
      mount,
      index,
      folder: (asText(at(mount, 'mountPath')) ?? '').replace(/\/+$/, ''),
    }))
    .filter(({ folder }) => folder !== '' && (path === folder || path.startsWith(`${folder}/`)))
    .sort((a, b) => b.folder.length - a.folder.length);
  if (nearest === undefined) return undefined;
  const name = asText(at(nearest.mount, 'name')) ?? '';
  const volume = volumes.find((v) => asText(at(v, 'name')) === name);
  const source = volume === undefined ? undefined : sourceOf(volume);
  if (source === undefined) return undefined;
  const subPath = asText(at(nearest.mount, 'subPath'));
  const part = subPath === undefined ? '' : `, its subPath ${subPath}`;
  const fact = `${nearest.folder} is mounted from ${source}${part}`;
  return { fact, at: `volumeMounts[${nearest.index}]`, observed: name, speaks: 'for' };
}

/** What a volume brings; those of the kubelet's own making are always read-only (v1.34 pkg/volume/configmap, secret, projected). */
function sourceOf(volume: JsonObject): string | undefined {
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
