import { asText, at } from '../../domain/values/json.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';

/**
 * A static pod is the kubelet's own, from a file of its node; what the API server shows of it is a mirror, which
 * cannot be changed and whose deletion ends nothing (pkg/kubelet/pod/mirror_client.go, pkg/kubelet/types/pod_update.go,
 * v1.34). Before what is to be changed stands where.
 */
export function withStaticPodStep(
  steps: readonly RemediationStep[],
  { context: { subject } }: Match,
): readonly RemediationStep[] {
  if (subject.kind !== 'pod' && subject.kind !== 'container') return steps;
  const { raw, nodeName } = subject.pod;
  const mirror = asText(at(raw, 'metadata', 'annotations', 'kubernetes.io/config.mirror'));
  const first = steps.findIndex(({ effect }) => effect === 'mutating');
  if (mirror === undefined || first === -1) return steps;
  const where = nodeName === undefined ? 'its node' : `the node ${nodeName}`;
  const step: RemediationStep = {
    do: `It is a static pod: what is to be changed in it is changed in its manifest on ${where} (staticPodPath of the kubelet, mostly /etc/kubernetes/manifests); here only a mirror of it is seen`,
    effect: 'mutating',
  };
  return [...steps.slice(0, first), step, ...steps.slice(first)];
}
