import { setTimeout as sleep } from 'node:timers/promises';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { readPod } from '../../../domain/kubernetes/pod.js';
import { readLog } from '../../logs.js';
import { isReadable } from '../../readable.js';
import { onlyNamed } from '../api/only-named.js';
import { PODS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { readLogs, type LogOptions, type Logs } from './logs.js';
import { withoutManagedFields } from './slim.js';

/** The logs, and the pod as it was when they were read. */
export interface SettledLogs extends Logs {
  readonly pod: JsonObject;
}

/** Before a pod is looked at again, in milliseconds: the kubelet looks at its containers every second (pkg/kubelet/kubelet.go genericPlegRelistPeriod, v1.34). */
const PAUSE_MS = 1_200;
const TRIES = 2;

/** So many pods of a collection are looked at again; where more logs are gone, they are gone for good. */
const MAX_REREADS = 24;

/**
 * The logs of a pod. A container that crashes may be started anew between the look at the pod and
 * the look at its log: the kubelet then has removed the one that the status names, and tells it by
 * the new one a moment later. So a pod whose log is gone is looked at again.
 */
export async function readSettledLogs(
  collecting: Collecting,
  pod: JsonObject,
  options: LogOptions,
): Promise<SettledLogs> {
  const { transport, tally } = collecting;
  let settled: SettledLogs = { pod, ...(await readLogs(transport, pod, options)) };
  for (let tries = 0; tries < TRIES && hasMissed(settled) && tally.rereads < MAX_REREADS; tries++) {
    tally.rereads++;
    await sleep(PAUSE_MS, undefined, { signal: options.signal });
    const fresh = await readAgain(collecting, settled.pod);
    if (fresh === undefined) return settled;
    settled = { pod: fresh, ...(await readLogs(transport, fresh, options)) };
  }
  return settled;
}

/** Whether the log of a container that may just have been started anew is gone. */
function hasMissed({ pod, logs, missing }: SettledLogs): boolean {
  const { containers, phase } = readPod(pod);
  if (phase === 'Failed' || phase === 'Succeeded') return false;
  return containers.some(({ name, current, last }) => {
    if (last === undefined && current.kind !== 'terminated') return false;
    const told = logs.filter(({ container }) => container === name);
    // An ended one that said nothing may be a new one that has said nothing yet.
    const isTold = told.some(
      ({ text, cut }) =>
        readLog(text, cut).kind === 'lines' && (current.kind !== 'terminated' || text !== ''),
    );
    const isGone = told.length > 0 || missing.some((gap) => gap.name === name && gap.gone === true);
    return isGone && !isTold;
  });
}

/** Not by the reader, which remembers what it was told. */
async function readAgain(
  { transport, options }: Collecting,
  pod: JsonObject,
): Promise<JsonObject | undefined> {
  const name = asText(at(pod, 'metadata', 'name')) ?? '';
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const path = pathOf(PODS, { namespace, name });
  const answer = onlyNamed(await transport.get(path, { signal: options.signal }), name);
  if (answer.kind !== 'ok' || !isReadable(answer.body)) return undefined;
  const isSame = at(answer.body, 'metadata', 'uid') === at(pod, 'metadata', 'uid');
  return isSame ? withoutManagedFields(answer.body) : undefined;
}
