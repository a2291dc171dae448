import { asNumber, at } from '../../domain/values/json.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import type { Variables } from '../match/variables.js';

/** The user that a container runs as by the word of the manifest; without that the image says it, which is not seen. */
export function runsAs({ raw }: PodView, { name, spec }: ContainerView): Variables {
  const own = asNumber(at(spec, 'securityContext', 'runAsUser'));
  const ofPod = asNumber(at(raw, 'spec', 'securityContext', 'runAsUser'));
  if (own !== undefined) return { userByPod: `the container ${name} sets runAsUser: ${own}` };
  return ofPod === undefined
    ? { userByImage: 'neither the pod nor the container sets runAsUser' }
    : { userByPod: `the pod sets runAsUser: ${ofPod}` };
}
