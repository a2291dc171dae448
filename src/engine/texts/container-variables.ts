import { asList, asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { StateView } from '../../domain/kubernetes/container.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import { formatBytes, parseQuantity } from '../../domain/values/quantity.js';
import { humanDuration, toTimestamp } from '../../domain/values/time.js';
import { isDefaulted } from '../facts/defaulted-limit.js';
import { hiddenBy } from '../facts/hiding-mount.js';
import { identityOf, runsAs } from '../facts/identity.js';
import { resourceOf } from '../facts/resource.js';
import { shownImage, shownMemory, shownMounts, shownPorts, shownProgram } from '../facts/shown-container.js';
import { foreignAudience } from '../facts/token-audience.js';
import type { Instance, MatchContext } from '../match/context.js';
import { commandLine } from '../matchers/container-spec.js';
import { runtimeOf } from '../matchers/pod.js';
import { OF_POD, type OfPod } from './pod-variables.js';
import type { VariableTable } from './variable-table.js';

/** What the variables of a text about a container are read from. */
export interface OfContainer extends OfPod {
  readonly container: ContainerView;
  readonly instance: Instance;
  readonly context: MatchContext;
}

/** What texts about a container may name beside what they may name of its pod. */
export const OF_CONTAINER: VariableTable<OfContainer> = {
  container: ({ container }) => container.name,
  image: (of) => asText(at(imageVolumeAsked(of), 'image', 'reference')) ?? (of.container.image || undefined),
  imageVolume: (of) => asText(at(imageVolumeAsked(of), 'name')),
  exitCode: ({ instance }) => instance.termination?.exitCode?.toString(),
  windowsStatus: ({ instance }) => statusInHex(instance.termination?.exitCode),
  signal: ({ instance: { termination } }) =>
    termination?.outcome.kind === 'signalled' ? termination.outcome.signal : undefined,
  reason: (of) => waitingOf(of)?.reason ?? of.instance.termination?.reason,
  message: (of) => waitingOf(of)?.message ?? of.instance.termination?.message,
  restarts: ({ container }) => (container.restartCount > 0 ? String(container.restartCount) : undefined),
  endedAt: ({ instance: { termination } }) =>
    termination?.finishedAt === undefined ? undefined : toTimestamp(termination.finishedAt),
  lifetime: ({ instance }) => lifetimeOf(instance.termination?.durationSeconds),
  memoryLimit: ({ container }) => memoryLimit(container),
  oomLimit: ({ container, instance }) =>
    instance.termination?.reason === 'OOMKilled' ? memoryLimit(container) : undefined,
  defaultedMemory: ({ container, pod }) =>
    isDefaulted(pod.raw, container, 'memory') ? memoryLimit(container) : undefined,
  memoryRequest: ({ container }) => resourceOf(container, 'requests', 'memory')?.text,
  moreMemory: ({ container }) => {
    const limit = memoryLimit(container);
    const bytes = limit === undefined ? undefined : parseQuantity(limit);
    return bytes === undefined ? undefined : formatBytes(bytes * 2);
  },
  cpuRequest: ({ container }) => resourceOf(container, 'requests', 'cpu')?.text,
  command: ({ container }) => commandLine(container) || firstCommandWord(container.spec),
  runtime: ({ context }) => runtimeOf(context),
  programHiddenBy: ({ pod, container }) => hiddenBy(pod, container, 'program'),
  loaderHiddenBy: ({ pod, container }) => hiddenBy(pod, container, 'loader'),
  mountPointCoveredBy: ({ pod, container }) => hiddenBy(pod, container, 'mount-point'),
  foreignAudience: ({ pod, container }) => foreignAudience(pod, container),
  userByPod: ({ pod, container }) => runsAs(pod, container).userByPod,
  userByImage: ({ pod, container }) => runsAs(pod, container).userByImage,
  identitySeen: ({ pod, container }) => identityOf(pod, container).identitySeen,
  identityUnseen: ({ pod, container }) => identityOf(pod, container).identityUnseen,
  imageSeen: ({ container }) => shownImage(container),
  programSeen: ({ container }) => shownProgram(container),
  mountsSeen: ({ pod, container }) => shownMounts(pod, container),
  memorySeen: ({ container }) => shownMemory(container),
  portsSeen: ({ pod }) => shownPorts(pod),
  laterSidecars: ({ pod, container }) => laterSidecars(pod, container.name),
  previousFlag: ({ instance }) => (instance.about === 'last' ? ' --previous' : ''),
  // A debug container stands in no template that could be changed.
  owner: (of) => (of.container.kind === 'ephemeral' ? undefined : OF_POD['owner']?.(of)),
};

function waitingOf({
  container: { current },
  instance,
}: OfContainer): Extract<StateView, { kind: 'waiting' }> | undefined {
  return current.kind === 'waiting' && instance.about === 'current' ? current : undefined;
}

function memoryLimit(container: ContainerView): string | undefined {
  return resourceOf(container, 'limits', 'memory')?.text;
}

/** As documents on Windows name a status: the API tells it with its sign, or as a number of 32 bits. */
function statusInHex(code: number | undefined): string | undefined {
  // -1 and its like are no status: one has its kind in the upper bits.
  if (code === undefined || (code >= -0xffff && code <= 0xffff)) return undefined;
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The record counts whole seconds. */
function lifetimeOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  return seconds < 1 ? 'less than 1s' : humanDuration(seconds);
}

/** Of an image that cannot be pulled the kubelet tells as the container's own, also where a volume of the pod is that image. */
function imageVolumeAsked(of: OfContainer): JsonObject | undefined {
  const message = waitingOf(of)?.message;
  if (message === undefined) return undefined;
  return asObjects(at(of.pod.raw, 'spec', 'volumes')).find((volume) => {
    const reference = asText(at(volume, 'image', 'reference'));
    return reference !== undefined && message.includes(`"${reference}"`);
  });
}

/** The sidecars that start only when this init container has ended. */
function laterSidecars({ raw }: PodView, name: string): string | undefined {
  const all = asObjects(at(raw, 'spec', 'initContainers'));
  const own = all.findIndex((each) => asText(at(each, 'name')) === name);
  if (own === -1 || at(all[own], 'restartPolicy') === 'Always') return undefined;
  const names = all
    .slice(own + 1)
    .flatMap((each) => (at(each, 'restartPolicy') === 'Always' ? (asText(at(each, 'name')) ?? []) : []));
  return names.length === 0 ? undefined : names.join(', ');
}

function firstCommandWord(spec: Parameters<typeof at>[0]): string | undefined {
  return asText(asList(at(spec, 'command'))[0]);
}
