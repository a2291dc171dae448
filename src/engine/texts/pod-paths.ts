import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Variables } from '../match/variables.js';

/** The kubelet's folder of a pod on the node, and what lies in it (kubernetes/kubernetes pkg/kubelet/kubelet_getters.go v1.34). */
const OF_POD =
  /^\/\S*\/pods\/(?<uid>[^/\s]+)\/(?<what>volume-subpaths|volumes|containers)\/(?<rest>[^/\s]+\/\S+)$/;

/**
 * Paths that only the node has, in the words of the manifest: the subPath of a volume, a file in a volume, the
 * file for the last words. And the ConfigMap whose key such a subPath is meant to be.
 */
export function podPathVariables(variables: Variables, pod: JsonObject): Variables {
  const told: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(variables)) {
    const { uid, what, rest } = OF_POD.exec(value ?? '')?.groups ?? {};
    if (rest === undefined || !isUidOf(pod, uid)) continue;
    if (what === 'volume-subpaths') Object.assign(told, subPath(name, rest, pod));
    if (what === 'volumes') told[name] = inVolume(rest);
    if (what === 'containers' && LAST_WORDS_FILE.test(rest)) {
      told[name] = told['lastWordsFile'] = 'the file for its last words';
    }
  }
  return told;
}

/** A static pod goes by the hash of its manifest there. */
function isUidOf(pod: JsonObject, uid: string | undefined): boolean {
  const own = [at(pod, 'metadata', 'uid'), at(pod, 'metadata', 'annotations', 'kubernetes.io/config.hash')];
  return own.some((each) => each !== undefined && each === uid);
}

/** `CONTAINER/8 digits` */
const LAST_WORDS_FILE = /^[^/]+\/[0-9a-f]{8}$/;

/** `VOLUME/CONTAINER/INDEX`, the index among the container's mounts (pkg/volume/util/subpath v1.34). */
function subPath(name: string, rest: string, pod: JsonObject): Variables {
  const [volume, container, index] = rest.split('/');
  const own = containersOf(pod).find((each) => asText(at(each, 'name')) === container);
  const mount = asObjects(at(own, 'volumeMounts'))[Number(index)];
  const part = asText(at(mount, 'subPath')) ?? asText(at(mount, 'subPathExpr'));
  if (part === undefined || asText(at(mount, 'name')) !== volume) return {};
  const source = asObjects(at(pod, 'spec', 'volumes')).find((each) => asText(at(each, 'name')) === volume);
  const configMap = asText(at(source, 'configMap', 'name'));
  return {
    [name]: `subPath ${part} of volume ${volume ?? ''}`,
    subPathConfigMap: configMap,
    subPathKey: configMap === undefined ? undefined : part,
  };
}

function containersOf(pod: JsonObject): readonly JsonObject[] {
  return ['containers', 'initContainers'].flatMap((list) => asObjects(at(pod, 'spec', list)));
}

/** `kubernetes.io~PLUGIN/VOLUME/FILE` */
function inVolume(rest: string): string {
  const [, volume = '', ...file] = rest.split('/');
  return file.length === 0 ? `volume ${volume}` : `${file.join('/')} of volume ${volume}`;
}
