import type { Variables } from '../match/variables.js';
import type { RefusingMount } from './refusing-mount.js';

/**
 * What the kernel refused. EACCES and EROFS are about a file: its mode, its owner, its mount. EPERM is
 * about the process: it lacks a capability, its seccomp profile or list of devices forbids the call, or
 * a file that is not its own was to be given away (https://man7.org/linux/man-pages/man3/errno.3.html).
 */
export function refusalVariables(line: readonly string[], mount: RefusingMount): Variables {
  if (line.some((text) => MOUNT.test(text))) return said('A mount was refused', 'mountRefused');
  if (line.some((text) => EPERM.test(text))) return said('Operation not permitted', rightOf(line));
  if (line.some((text) => EROFS.test(text))) {
    if (line.some((text) => KERNEL_SETTING.test(text))) return said(READ_ONLY, 'settingRefused');
    return hasOne(mount.readOnly)
      ? { ...said(READ_ONLY), ...mount.readOnly }
      : said(READ_ONLY, 'readOnlyRefused');
  }
  if (line.some((text) => STREAM.test(text))) return said(DENIED, 'streamRefused');
  if (hasOne(mount.denied)) return { ...said(DENIED), ...mount.denied };
  const { path } = mount;
  if (path === undefined)
    return said(DENIED, line.some((text) => INTERFACE.test(text)) ? 'interfaceRefused' : 'fileRefused');
  return { ...said(DENIED), ...(SOCKET.test(path) ? { socketRefused: path } : { pathRefused: path }) };
}

/** What the process was refused: to give a file away, what its owner alone may do, to change the network, a device, or something else. */
function rightOf(line: readonly string[]): string {
  if (line.some((text) => CHOWN.test(text))) return 'chownRefused';
  if (line.some((text) => INTERFACE.test(text))) return 'interfaceRefused';
  if (line.some((text) => /\/dev\/\w/.test(text))) return 'deviceRefused';
  return line.some((text) => OWNERS_ACT.test(text)) ? 'ownerRefused' : 'rightRefused';
}

/**
 * EPERM of chmod(2) and utimensat(2) says that the file is another user's, and so does that of open(2), for
 * O_NOATIME; or the file system knows no modes. What lies below /proc and /sys is no file of that kind.
 */
const OWNERS_ACT =
  /\b(?:f?chmod(?:at)?|utimes?|utimens(?:at)?|chtimes)\b|chang\w+ (?:the )?(?:permissions|mode) of|set\w* (?:the )?(?:permissions|times) (?:of|on)|\bopen(?:ing)?\b[^/]{0,40}\/(?!proc\/|sys\/)\w/i;

const CHOWN = /\bl?chown|chang\w+ (?:the )?owner/i;
const SOCKET = /\.sock(?:et)?$/;

/** What a program that changes the network of the pod names: netlink(7), tun and tap, the tables of the filter. */
const INTERFACE =
  /\b(?:RTNETLINK|netlink|ip6?tables|nft|tun\d*|tap\d*|TUNSETIFF|(?:network|tun|tap|bridge|virtual) (?:interface|device)|raw socket|add(?:ing)? (?:a )?route)\b/i;

const READ_ONLY = 'Read-only file system';
const DENIED = 'Permission denied';

/** The words, and under a second name where a step is about them. */
function said(words: string, name?: string): Variables {
  return { kernelSaid: words, ...(name === undefined ? {} : { [name]: words }) };
}

function hasOne(variables: Variables): boolean {
  return Object.keys(variables).length > 0;
}

/** A mount wants SYS_ADMIN, and the AppArmor profile that runtimes give a container denies it all the same, with EACCES (moby/profiles apparmor/template.go, "deny mount"). */
const MOUNT = /^mount: .*(?:permission denied|operation not permitted)/i;
const EPERM = /\boperation not permitted\b|\bEPERM\b|\[Errno 1\]|\bos error 1\)/i;
const EROFS = /\bread-only file system\b|\bEROFS\b|\[Errno 30\]|\bos error 30\)/i;

/**
 * The pipe behind a standard stream has mode 0600 and belongs to the user that the container was
 * started as (runc libcontainer/init_linux.go, fixStdioPermissions): another one may write to it, and not open it anew.
 */
const STREAM = /(?<![\w/])(?:\/dev\/std(?:out|err)|\/proc\/(?:self|\d+)\/fd\/[12])(?![\w/-]|\.\w)/;

/** Settings of the kernel are read-only in every container that is not privileged. */
const KERNEL_SETTING = /\bsysctl\b|\/proc\/sys\//;
