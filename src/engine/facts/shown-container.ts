import { containerCommand } from '../../domain/kubernetes/container-command.js';
import { sourceOfVolume } from '../../domain/kubernetes/mount.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';
import { asNumber, asObjects, asText, at } from '../../domain/values/json.js';
import { mountPath, ownMounts } from './own-mounts.js';
import { resourceOf } from './resource.js';
import { shownCommand } from './shown-command.js';

/** So many mounts are named, the others counted. */
const MOUNTS = 4;

// What one would look up of a container to understand its end, as far as the pod itself tells it: in place of a
// command that prints it, the step says it.

/** The image that ran, as the runtime names it. */
export function shownImage({ status }: ContainerView): string | undefined {
  return asText(at(status, 'imageID')) || undefined;
}

/** What runs in it: its image, its command and where the mounts are. */
export function shownProgram({ image, spec }: ContainerView): string | undefined {
  if (spec === undefined) return undefined;
  const command = shownCommand(containerCommand(spec));
  const folder = asText(at(spec, 'workingDir'));
  const paths = ownMounts(spec).map(mountPath);
  return [
    ...(image === '' ? [] : [`image ${image}`]),
    command === '' ? "the image's own command" : `command ${command}`,
    ...(folder === undefined ? [] : [`in ${folder}`]),
    ...(paths.length === 0 ? [] : [`with mounts at ${listed(paths)}`]),
  ].join(', ');
}

/** Its mounts, and what lies behind each. */
export function shownMounts({ raw: pod }: PodView, { spec }: ContainerView): string | undefined {
  if (spec === undefined) return undefined;
  const volumes = asObjects(at(pod, 'spec', 'volumes'));
  const told = ownMounts(spec).map((mount) => {
    const name = asText(at(mount, 'name')) ?? '';
    const source = sourceOfVolume(volumes.find((volume) => asText(at(volume, 'name')) === name));
    const subPath = asText(at(mount, 'subPath'));
    return [
      `${mountPath(mount)} from ${source ?? `the volume ${name}`}`,
      ...(subPath === undefined ? [] : [`, its ${subPath}`]),
      ...(at(mount, 'readOnly') === true && source?.includes('(read-only)') !== true ? [' (read-only)'] : []),
    ].join('');
  });
  return told.length === 0 ? 'nothing is; its files are those of the image' : listed(told);
}

function listed(all: readonly string[]): string {
  const more = all.length - MOUNTS;
  return more > 0 ? `${all.slice(0, MOUNTS).join('; ')}; and ${more} more` : all.join('; ');
}

/** Its limit and request; a transcript without resources does not say that none are set. */
export function shownMemory(container: ContainerView): string | undefined {
  const request = resourceOf(container, 'requests', 'memory')?.text;
  const limit = resourceOf(container, 'limits', 'memory')?.text;
  if (at(container.spec, 'resources') === undefined && limit === undefined) return undefined;
  return `${limit === undefined ? 'no limit' : `a limit of ${limit}`}, ${request === undefined ? 'no request' : `a request of ${request}`}`;
}

/** The ports that the containers and sidecars of a pod name, which is all the same to whether they listen there. */
export function shownPorts({ raw: pod }: PodView): string | undefined {
  const containers = [
    ...asObjects(at(pod, 'spec', 'containers')),
    ...asObjects(at(pod, 'spec', 'initContainers')),
  ];
  if (containers.length === 0) return undefined;
  const told = containers.flatMap((container) => {
    const ports = asObjects(at(container, 'ports')).flatMap(
      (port) => asNumber(at(port, 'containerPort')) ?? [],
    );
    return ports.length === 0 ? [] : [`${asText(at(container, 'name')) ?? ''} ${ports.join(', ')}`];
  });
  const network =
    at(pod, 'spec', 'hostNetwork') === true
      ? 'it shares the network of its node'
      : 'it has a network of its own';
  return `${told.length === 0 ? 'none is named' : told.join('; ')}; ${network}`;
}
