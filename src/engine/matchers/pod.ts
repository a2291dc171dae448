import { asText, at } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, holds, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { missingOf } from '../match/context.js';
import { controllerOf } from '../../domain/kubernetes/pod.js';
import { containerSubject, podSubject } from './subject.js';

/** `pod-phase`: whether the pod is in that phase. */
export function matchPodPhase(leaf: Extract<Leaf, { kind: 'pod-phase' }>, context: MatchContext): Finding {
  const phase = podSubject(context)?.pod.phase;
  if (phase === undefined || !leaf.in.includes(phase)) return NOTHING;
  return found([speaksFor(`the pod's phase is ${phase}`, 'status.phase', phase)]);
}

/** `restart-policy`: whether the pod's is one of these. */
export function matchRestartPolicy(
  leaf: Extract<Leaf, { kind: 'restart-policy' }>,
  context: MatchContext,
): Finding {
  const pod = podSubject(context)?.pod;
  return holds(pod !== undefined && leaf.in.includes(pod.restartPolicy));
}

/** `owner`: whether such a kind of controller is above the pod. */
export function matchOwner(leaf: Extract<Leaf, { kind: 'owner' }>, context: MatchContext): Finding {
  const subject = podSubject(context);
  if (subject === undefined) return NOTHING;
  const controller = controllerOf(subject.pod.raw);
  const chain = [...(controller === undefined ? [] : [controller]), ...subject.snapshot.owners];
  const owner = chain.find((o) => leaf.in.includes(o.kind));
  if (owner !== undefined)
    return found([
      speaksFor(
        `it belongs to ${owner.kind}/${owner.name}`,
        'metadata.ownerReferences',
        `${owner.kind}/${owner.name}`,
      ),
    ]);
  return controller === undefined ? NOTHING : unseen(missingOf(context, 'owner'));
}

const RUNTIMES = [
  ['containerd', 'containerd://'],
  ['cri-o', 'cri-o://'],
  ['docker', 'docker://'],
] as const;

/** From the container's id or, before there is one, from the node. */
export function runtimeOf(context: MatchContext): string | undefined {
  const container = containerSubject(context)?.container;
  const snapshot = podSubject(context)?.snapshot;
  const id =
    asText(at(container?.status, 'containerID')) ??
    container?.last?.containerId ??
    asText(at(container?.status, 'imageID'));
  const version = asText(at(snapshot?.node, 'status', 'nodeInfo', 'containerRuntimeVersion'));
  return RUNTIMES.find(
    ([, prefix]) => id?.startsWith(prefix) === true || version?.startsWith(prefix) === true,
  )?.[0];
}

/** `runtime`: whether one of these container runtimes runs it. */
export function matchRuntime(leaf: Extract<Leaf, { kind: 'runtime' }>, context: MatchContext): Finding {
  const runtime = runtimeOf(context);
  return holds(runtime !== undefined && leaf.in.includes(runtime));
}
