import { asList, asObjects, asText, at } from '../../domain/values/json.js';
import { mountsOver, sourceOfVolume, type Mount } from '../../domain/kubernetes/mount.js';
import type { ContainerView, PodView } from '../../domain/kubernetes/pod.js';

/** What a volume of the container may lie over: its program, the loader of programs, a place for another mount. */
export type Hidden = 'program' | 'loader' | 'mount-point';

/** Where a name without a slash is looked for: the PATH of the common base images. */
const PATH_FOLDERS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** Where the loaders of glibc and musl and the interpreters of scripts lie; /lib may lead to /usr/lib (ld.so(8)). */
const LOADER_FOLDERS = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/bin', '/usr/bin'];

/** As runc and crun name the program that they could not run. */
const NAMED = /(?:exec: \\*"|executable file [`'])([^"\\`']+)/;

/** As runc names the place where it could not make a file or folder to mount on (libcontainer/rootfs_linux.go, 1.0 to 1.3). */
const MOUNT_POINT =
  /create (?:mountpoint|mount destination) for (\/\S+) mount|to rootfs at \\*["'](\/[^"'\\]+)\\*["'](?::| caused:) (?:open|mkdir)/;

/** Where that place really is, links such as that of /var/run followed. */
const RESOLVED = /(?:open|mkdir)\w* \S*\/(?:rootfs|merged)(\/[^\s:]+): /;

/** The mount that hides what the image has there, or in which nothing can be made. */
export function hidingMount(container: ContainerView, hidden: Hidden): Mount | undefined {
  return mountsOver(placesOf(container, hidden), container.spec)[0];
}

/** `the ConfigMap conf (read-only) at /bin`. */
export function hiddenBy({ raw }: PodView, container: ContainerView, hidden: Hidden): string | undefined {
  const mount = hidingMount(container, hidden);
  if (mount === undefined) return undefined;
  const volume = asObjects(at(raw, 'spec', 'volumes')).find(
    (each) => asText(at(each, 'name')) === mount.volume,
  );
  // That it starts empty or may be missing does not matter here: whatever it holds, it hides what lies below.
  const source = sourceOfVolume(volume)?.replace(/, which .*/, '') ?? `volume ${mount.volume}`;
  return `${source} at ${mount.path}`;
}

function placesOf(container: ContainerView, hidden: Hidden): readonly string[] {
  const message = runtimeWords(container);
  switch (hidden) {
    case 'loader':
      return LOADER_FOLDERS;
    case 'mount-point': {
      const [, wanted, opened] = MOUNT_POINT.exec(message) ?? [];
      return [wanted ?? opened, RESOLVED.exec(message)?.[1]]
        .filter((point) => point !== undefined)
        .map((point) => point.slice(0, point.lastIndexOf('/')));
    }
    case 'program': {
      const program = NAMED.exec(message)?.[1] ?? asText(asList(at(container.spec, 'command'))[0]);
      if (program === undefined) return [];
      return program.startsWith('/') ? [program] : program.includes('/') ? [] : PATH_FOLDERS;
    }
  }
}

/** What the runtime said, newest first; while a container waits for its next try only its last end tells it. */
function runtimeWords({ current, last }: ContainerView): string {
  const now = current.kind === 'waiting' || current.kind === 'terminated' ? current.message : undefined;
  return [now, last?.message].filter((words) => words !== undefined).join('\n');
}
