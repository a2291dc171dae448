import { asNumber, asObjects, asText, at, type JsonObject } from '../src/domain/values/json.js';
import type { Failure } from './failure.js';
import type { Kubectl } from './kubectl.js';

const LONGEST_WAIT_SECONDS = 240;
const PAUSE_MS = 2000;

/** Waits until every failure can be seen; gives those that never could. */
export async function waitForSigns(
  kubectl: Kubectl,
  failures: readonly Failure[],
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  const until = Date.now() + LONGEST_WAIT_SECONDS * 1000;
  let pending = failures;
  while (pending.length > 0 && Date.now() < until && !signal.aborted) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    const [pods, events] = await Promise.all([itemsOf(kubectl, 'pods'), itemsOf(kubectl, 'events')]);
    const before = pending.length;
    pending = pending.filter((failure) => !isVisible(failure, pods, events));
    if (pending.length < before)
      tell(`${failures.length - pending.length} of ${failures.length} can be seen\n`);
  }
  return pending;
}

async function itemsOf(kubectl: Kubectl, resource: string): Promise<readonly JsonObject[]> {
  const list = JSON.parse(await kubectl(['get', resource, '-o', 'json'])) as JsonObject;
  return asObjects(at(list, 'items'));
}

function isVisible(
  { id, sign }: Failure,
  pods: readonly JsonObject[],
  events: readonly JsonObject[],
): boolean {
  const pod = pods.find((each) => asText(at(each, 'metadata', 'name')) === id);
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((key) =>
    asObjects(at(pod, 'status', key)),
  );
  const said = events.filter((event) => asText(at(event, 'involvedObject', 'name'))?.startsWith(id) === true);
  return [
    sign.waiting === undefined ||
      statuses.some((status) => sign.waiting?.test(asText(at(status, 'state', 'waiting', 'reason')) ?? '')),
    sign.ends === undefined || statuses.some((status) => endsOf(status) >= (sign.ends ?? 0)),
    sign.reason?.test(asText(at(pod, 'status', 'reason')) ?? '') ?? true,
    sign.event === undefined || said.some((event) => sign.event?.test(asText(at(event, 'reason')) ?? '')),
    sign.runs === undefined || statuses.some((status) => at(status, 'state', 'running') !== undefined),
  ].every(Boolean);
}

function endsOf(status: JsonObject): number {
  const restarts = asNumber(at(status, 'restartCount')) ?? 0;
  return restarts + (at(status, 'state', 'terminated') === undefined ? 0 : 1);
}
