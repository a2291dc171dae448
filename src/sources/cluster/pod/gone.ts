import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { eventTime, involvedObject, normaliseEvent } from '../../events.js';
import { redactObject } from '../../redact/redact.js';
import type { GonePod } from '../../source.js';
import type { Collecting } from '../collecting.js';
import { DEPLOYMENTS, PODS, REPLICA_SETS, pathOf } from '../api/resources.js';
import { selectorText } from '../api/selector.js';
import { eventsOf } from './events.js';
import { withoutManagedFields } from './slim.js';

/**
 * What is still known of a pod that no longer exists: the events that name it, and the pods that
 * took its place. Undefined when nothing is left, so that it may never have existed.
 */
export async function readGone(
  collecting: Collecting,
  namespace: string,
  name: string,
): Promise<GonePod | undefined> {
  const { events, missing } = await eventsOf(collecting.reader, 'Pod', namespace, name);
  collecting.tally.missing.push(...missing);
  const ofPod = events.filter((event) => involvedObject(event).name === name).map(normaliseEvent);
  if (ofPod.length === 0) return undefined;
  const ownerPods = await successors(collecting, namespace, name);
  return {
    namespace,
    name,
    events: ofPod
      .toSorted((a, b) => (eventTime(a) ?? 0) - (eventTime(b) ?? 0))
      .map((event) => redactObject(event)),
    ownerPods: ownerPods.map((pod) => redactObject(withoutManagedFields(pod))),
  };
}

/**
 * A pod's name tells its owner: `web-7c9f8d-x2x4v` is of ReplicaSet `web-7c9f8d`, `db-0` of
 * StatefulSet `db` (which makes it anew under the same name).
 */
async function successors(
  { reader }: Collecting,
  namespace: string,
  name: string,
): Promise<readonly JsonObject[]> {
  const ownerName = /^(.+)-[a-z0-9]{5}$/.exec(name)?.[1];
  if (ownerName === undefined) return [];
  const set = await reader.get(pathOf(REPLICA_SETS, { namespace, name: ownerName }));
  const deployment = /^(.+)-[a-z0-9]{6,10}$/.exec(ownerName)?.[1];
  const controller = set.kind === 'ok' ? controllerOf(set.body)?.name : deployment;
  const selector = await selectorOf(reader, namespace, controller);
  if (selector === undefined) {
    const { items } = await reader.list(pathOf(PODS, { namespace }));
    return items.filter((pod) => controllerOf(pod)?.name === ownerName);
  }
  return (await reader.list(pathOf(PODS, { namespace }), { labelSelector: selector })).items;
}

async function selectorOf(
  reader: Collecting['reader'],
  namespace: string,
  deployment: string | undefined,
): Promise<string | undefined> {
  if (deployment === undefined) return undefined;
  const answer = await reader.get(pathOf(DEPLOYMENTS, { namespace, name: deployment }));
  return answer.kind === 'ok' && asText(at(answer.body, 'metadata', 'name')) === deployment
    ? selectorText(at(answer.body, 'spec', 'selector'))
    : undefined;
}
