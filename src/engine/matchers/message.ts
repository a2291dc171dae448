import type { EventView } from '../../domain/kubernetes/event.js';
import type { Leaf, MessagePlace } from '../../domain/rules/rule.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { containerSubject, podSubject } from './subject.js';
import { aroundMatch, matchText, shorten } from '../match/text.js';
import { isProgramsMessage } from '../log/termination-message.js';

/** Events whose message carries the text of a failure to create, start, pull or inspect. */
const TEXT_EVENTS = /^(?:Failed.*|BackOff|Inspect.*|Err.*|Network.*)$/;

/**
 * Those of them that are about what the whole pod needs: volumes, its sandbox and network, a node.
 * FailedSync is not among them: older kubelets told a container's failure to start by it.
 */
const POD_EVENTS =
  /^(?:Failed(?:Mount|AttachVolume|MapVolume|Binding|Scheduling|CreatePodSandBox|PodSandBoxStatus|KillPod)|Network.*)$/;

/** The kubelet's reasons to wait that are about the image (pkg/kubelet/images/types.go and cri-api pkg/errors, v1.34). */
const PULL_REASONS =
  /^(?:ErrImagePull|ErrImageNeverPull|Image(?:PullBackOff|InspectError)|InvalidImageName|RegistryUnavailable|SignatureValidationFailed)$/;

/** Waits in which a pull may still go on, or be tried again. */
const BEFORE_PULLED = /^(?:ContainerCreating|PodInitializing)$/;

/** Events of a pull; the kubelet uses `Failed` and `BackOff` for other things too. */
const PULL_EVENTS = /^(?:Failed|BackOff|InspectFailed|ErrImageNeverPull|FailedToRetrieveImagePullSecret)$/;

/** What the kubelet's `Failed` and `BackOff` say of a pull (pkg/kubelet/images/image_manager.go, v1.34). */
const PULL_TEXT =
  /^(?:Failed to pull image |Back-off pulling image |Error: (?:ErrImagePull|ImagePullBackOff)\b)/;

/** The pause image is pulled when the sandbox is made, and its event tells of all else that may fail there. */
const SANDBOX_PULL = /failed to get sandbox image|failed to pull image/;

/** Before 1.8 the kubelet told a pull that failed in the event about the whole pod too. */
const SYNC_PULL =
  /with (?:ErrImage\w+|ImagePullBackOff|ImageInspectError|InvalidImageName|RegistryUnavailable): /;

/**
 * How containerd, CRI-O and dockershim wrap what a network plugin said. Whatever it speaks of (an
 * API server that it may not ask, a certificate, an address), it is the pod's network, not a container.
 */
const NETWORK_TEXT =
  /network for (?:sandbox|pod) |pod network sandbox|CNI network|\bNetworkPlugin \S+ failed/i;

interface Message {
  readonly at: string;
  readonly text: string;
}

/** `message`: whether what Kubernetes or the runtime says fits; of events unseen where they may not be read. */
export function matchMessage(leaf: Extract<Leaf, { kind: 'message' }>, context: MatchContext): Finding {
  for (const place of leaf.of) {
    for (const message of messagesOf(place, context)) {
      const match = matchText(leaf.any, message.text, context.rulebook);
      if (match !== undefined) {
        // What CRI-O and dockerd say ends with a line break.
        const said = message.text.trimEnd();
        return found([speaksFor(aroundMatch(said, match), message.at, shorten(said))], {
          variables: { message: message.text, ...match.groups },
        });
      }
    }
  }
  return leaf.of.some((place) => place === 'event' || place === 'pull')
    ? unseen(missingOf(context, 'events'))
    : NOTHING;
}

function messagesOf(place: MessagePlace, context: MatchContext): readonly Message[] {
  const container = containerSubject(context);
  const pod = podSubject(context)?.pod;
  switch (place) {
    case 'waiting': {
      const state = container?.container.current;
      if (container?.instance.about !== 'current' || state?.kind !== 'waiting' || state.message === undefined)
        return [];
      return [{ at: `${state.path}.message`, text: state.message }];
    }
    case 'pull':
      return pullMessages(context);
    case 'terminated': {
      const termination = container?.instance.termination;
      if (container === undefined || termination?.message === undefined) return [];
      return isProgramsMessage(termination, container.container)
        ? []
        : [{ at: `${termination.path}.message`, text: termination.message }];
    }
    case 'pod':
      return pod?.message === undefined ? [] : [{ at: 'status.message', text: pod.message }];
    case 'event':
      return eventMessages(context, container === undefined ? isOfFailure : isOfContainer);
  }
}

function pullMessages(context: MatchContext): readonly Message[] {
  const reason = waitingReason(context);
  if (reason === undefined || BEFORE_PULLED.test(reason)) return eventMessages(context, isOfPull);
  if (!PULL_REASONS.test(reason)) return [];
  return [...messagesOf('waiting', context), ...eventMessages(context, isOfPull)];
}

function waitingReason(context: MatchContext): string | undefined {
  const state = containerSubject(context)?.container.current;
  return state?.kind === 'waiting' ? state.reason : undefined;
}

/** Of a container that waits for something else the pull is over, whatever older events tell. */
function isPulled(context: MatchContext): boolean {
  const reason = waitingReason(context);
  return reason !== undefined && !BEFORE_PULLED.test(reason) && !PULL_REASONS.test(reason);
}

function isOfPull({ reason, message }: EventView): boolean {
  if (reason === 'FailedCreatePodSandBox') return SANDBOX_PULL.test(message);
  if (reason === 'FailedSync') return SYNC_PULL.test(message);
  return PULL_EVENTS.test(reason);
}

function isOfFailure(event: EventView): boolean {
  return TEXT_EVENTS.test(event.reason);
}

function isOfContainer(event: EventView): boolean {
  return isOfFailure(event) && !POD_EVENTS.test(event.reason);
}

function eventMessages(context: MatchContext, isMeant: (event: EventView) => boolean): readonly Message[] {
  const container = containerSubject(context);
  if (container !== undefined && isPastStart(container)) return [];
  const isOver = isPulled(context);
  return context.events
    .filter(isMeant)
    .filter(({ message }) => !isOver || !PULL_TEXT.test(message))
    .filter((e) => container === undefined || !NETWORK_TEXT.test(e.message))
    .filter(
      (e) => container === undefined || e.container === undefined || e.container === container.container.name,
    )
    .map((e) => ({ at: `event ${e.reason}`, text: e.message }))
    .reverse();
}

/** Once an instance runs or has run, the failures to start one that lie before it are over. */
function isPastStart({ container, instance }: NonNullable<ReturnType<typeof containerSubject>>): boolean {
  const { current, last } = container;
  if (instance.about === 'last') return hasRun(instance.termination?.reason);
  if (current.kind === 'waiting') return current.reason === 'CrashLoopBackOff' && hasRun(last?.reason);
  return current.kind !== 'none';
}

/**
 * Whether a record with that reason is of an instance that was started; none at all says nothing. The
 * last two are placeholders for one that ran and was lost (kubelet_pods.go convertToAPIContainerStatuses,
 * v1.34; containerd internal/cri/server/restart.go, v2.0.0).
 */
const OF_A_RUN: ReadonlySet<string> = new Set([
  'Error',
  'Completed',
  'OOMKilled',
  'ContainerStatusUnknown',
  'Unknown',
]);

function hasRun(reason: string | undefined): boolean {
  return OF_A_RUN.has(reason ?? '');
}
