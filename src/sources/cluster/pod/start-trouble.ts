import { asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { readPod } from '../../../domain/kubernetes/pod.js';
import { referencesOf } from '../../references.js';

/** What is known of a pod whose containers have not all started. */
export interface StartTrouble {
  /** The pod's pull secrets, where an image cannot be had; else empty. */
  readonly pullSecrets: ReadonlySet<string>;
  /** The Secrets of its containers and volumes, where those may be what it waits for; else empty. */
  readonly heldBy: ReadonlySet<string>;
  /** What the kubelet says of the containers that wait. */
  readonly messages: string;
}

/** What a container waits with that cannot be made as it is asked for (pkg/kubelet/kuberuntime/kuberuntime_container.go, v1.34). */
const UNMADE = 'CreateContainerConfigError';

/** What a container waits with while the pod's volumes are mounted (pkg/kubelet/kubelet_pods.go, v1.34). */
const NOT_TRIED_YET: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** What keeps a pod from starting, as far as its status tells; undefined where it started. */
export function startTrouble(pod: JsonObject): StartTrouble | undefined {
  const { containers, phase } = readPod(pod);
  const waiting = containers.flatMap(({ current, last }) =>
    current.kind === 'waiting' && (last === undefined || current.reason === UNMADE) ? [current] : [],
  );
  if (waiting.length === 0 && phase !== 'Pending') return undefined;
  const reasons = waiting.map((one) => one.reason ?? '');
  const pull = asObjects(at(pod, 'spec', 'imagePullSecrets')).flatMap((one) => asText(at(one, 'name')) ?? []);
  const isPull = reasons.some((reason) => /image/i.test(reason));
  const isHeld = !isPull && reasons.some((reason) => reason === UNMADE || NOT_TRIED_YET.has(reason));
  const others = referencesOf(pod).filter(({ kind, name }) => kind === 'Secret' && !pull.includes(name));
  return {
    pullSecrets: new Set(isPull ? pull : []),
    heldBy: new Set(isHeld ? others.map(({ name }) => name) : []),
    messages: waiting.map((one) => one.message ?? '').join('\n'),
  };
}
