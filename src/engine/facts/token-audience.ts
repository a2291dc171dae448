import { asObjects, asText, at } from '../../domain/values/json.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';

/** How the API server is mostly called among its own audiences (kubeadm, EKS, GKE, AKS). */
const API_SERVER = /\bkubernetes\b|^api$/i;

/**
 * A mounted token of a service account that is for someone else: `vault (mounted at /var/run/token)`. The API server
 * takes only those for its own audiences (https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/).
 */
export function foreignAudience({ raw }: PodView, { spec }: ContainerView): string | undefined {
  const mounts = asObjects(at(spec, 'volumeMounts'));
  for (const volume of asObjects(at(raw, 'spec', 'volumes'))) {
    const mount = mounts.find((each) => at(each, 'name') === at(volume, 'name'));
    const audience = asObjects(at(volume, 'projected', 'sources'))
      .flatMap((source) => asText(at(source, 'serviceAccountToken', 'audience')) ?? [])
      .find((each) => !API_SERVER.test(each));
    const path = asText(at(mount, 'mountPath'));
    if (audience !== undefined && path !== undefined) return `${audience} (mounted at ${path})`;
  }
  return undefined;
}
