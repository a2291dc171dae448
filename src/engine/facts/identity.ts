import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import { asNumber, asStrings, at, type Json } from '../../domain/values/json.js';
import { mountPath, ownMounts } from './own-mounts.js';

/**
 * Whether the security contexts are seen: the API server gives each pod one, if an empty one
 * (pkg/apis/core/v1/defaults.go SetDefaults_PodSpec, v1.34); `kubectl describe` prints none of them.
 */
function isSeen({ raw }: PodView): boolean {
  return at(raw, 'spec', 'securityContext') !== undefined;
}

/** The user that a container runs as by the word of the manifest; without that the image says it, which is not seen. */
export function runsAs(
  pod: PodView,
  { name, spec }: ContainerView,
): { readonly userByPod?: string; readonly userByImage?: string } {
  const own = asNumber(at(spec, 'securityContext', 'runAsUser'));
  if (own !== undefined) return { userByPod: `the container ${name} sets runAsUser: ${own}` };
  const ofPod = asNumber(at(pod.raw, 'spec', 'securityContext', 'runAsUser'));
  if (ofPod !== undefined) return { userByPod: `the pod sets runAsUser: ${ofPod}` };
  return isSeen(pod) ? { userByImage: 'neither the pod nor the container sets runAsUser' } : {};
}

/** As whom a container runs, and what that one may do, in the manifest's words. */
export function identityOf(
  pod: PodView,
  container: ContainerView,
): { readonly identitySeen?: string; readonly identityUnseen?: string } {
  if (!isSeen(pod)) return { identityUnseen: container.name };
  const ofPod = at(pod.raw, 'spec', 'securityContext');
  const own = at(container.spec, 'securityContext');
  const user = fieldOf('runAsUser', own, ofPod);
  return {
    identitySeen: [
      user === undefined ? 'the user of the image, for runAsUser is not set' : `user ${user}`,
      ...named('group', fieldOf('runAsGroup', own, ofPod)),
      ...named('fsGroup', asNumber(at(ofPod, 'fsGroup'))),
      ...(at(own, 'readOnlyRootFilesystem') === true ? ['its root is read-only'] : []),
      ...(at(own, 'privileged') === true ? ['privileged'] : []),
      ...capabilities(own),
      ...readOnlyMounts(container.spec),
    ].join('; '),
  };
}

/** The container's word goes before the pod's (https://kubernetes.io/docs/tasks/configure-pod-container/security-context/). */
function fieldOf(name: string, own: Json | undefined, ofPod: Json | undefined): number | undefined {
  return asNumber(at(own, name)) ?? asNumber(at(ofPod, name));
}

function named(name: string, value: number | undefined): readonly string[] {
  return value === undefined ? [] : [`${name} ${value}`];
}

function capabilities(own: Json | undefined): readonly string[] {
  return (['drop', 'add'] as const).flatMap((list) => {
    const names = asStrings(at(own, 'capabilities', list));
    return names.length === 0
      ? []
      : [`${list === 'drop' ? 'without' : 'with'} the capabilities ${names.join(', ')}`];
  });
}

function readOnlyMounts(spec: Json | undefined): readonly string[] {
  const paths = ownMounts(spec)
    .filter((mount) => at(mount, 'readOnly') === true)
    .map(mountPath);
  return paths.length === 0 ? [] : [`mounted read-only: ${paths.join(', ')}`];
}
