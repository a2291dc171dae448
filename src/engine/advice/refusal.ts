import type { Variables } from '../variables.js';

/**
 * What the kernel refused. EACCES and EROFS are about a file: its mode, its owner, its mount. EPERM is
 * about the process: it lacks a capability, its seccomp profile or list of devices forbids the call, or
 * a file that is not its own was to be given away (https://man7.org/linux/man-pages/man3/errno.3.html).
 */
export function refusalVariables(line: readonly string[] = [], ofVolume: Variables = {}): Variables {
  if (line.some((text) => EPERM.test(text))) return { rightRefused: 'Operation not permitted' };
  const isReadOnly = line.some((text) => EROFS.test(text));
  if (!isReadOnly && ofVolume['fileMode'] !== undefined) return ofVolume;
  return { fileRefused: isReadOnly ? 'Read-only file system' : 'Permission denied' };
}

/** util-linux' mount answers EPERM with "permission denied" (sys-utils/mount.c, v2.38), BusyBox' as well. */
const EPERM = /\boperation not permitted\b|\bEPERM\b|\[Errno 1\]|\bos error 1\)|^mount: .*permission denied/i;
const EROFS = /\bread-only file system\b|\bEROFS\b|\[Errno 30\]|\bos error 30\)/i;
