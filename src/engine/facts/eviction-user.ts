import { parseQuantity } from '../../domain/values/quantity.js';
import type { Variables } from '../match/variables.js';

/**
 * How the kubelet lists the containers of a pod that it evicts, those alone that use more than they asked for
 * (pkg/kubelet/eviction/helpers.go, evictionMessage, v1.34; until 1.23 it said "which exceeds its request of").
 */
const USER =
  /Container (?<hog>\S+) was using (?<used>[\dA-Za-z.]+), (?:which exceeds its request of|request is) (?<asked>\d+[A-Za-z]*)/g;

/** Of the containers that an eviction's message lists the one that used most. */
export function evictionUser({ message = '' }: Variables): Variables {
  const users = [...message.matchAll(USER)].map(({ groups }): Variables => groups ?? {});
  return users.sort((a, b) => size(b) - size(a))[0] ?? {};
}

function size({ used = '' }: Variables): number {
  return parseQuantity(used) ?? 0;
}
