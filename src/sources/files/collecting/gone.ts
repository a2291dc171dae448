import { present } from '../../../domain/values/present.js';
import { eventTime, normaliseEvent } from '../../events.js';
import { redactObject } from '../../redact/redact.js';
import type { GonePod, NamedWorkload, Selection } from '../../source.js';
import { keyOf, type Catalog, type PodEntry } from '../catalog/catalog.js';
import { splitKey, type Chains } from '../catalog/chain.js';
import { eventsOf } from './pod-material.js';
import { isKind, type Selected } from './selection.js';

/** How many of the pods that took its place are shown. */
const MOST_SUCCESSORS = 10;

/** Pods that were asked for and are only left in events. */
export function gonePods(catalog: Catalog, { notFound }: Selected): readonly GonePod[] {
  return notFound
    .filter(({ resource }) => resource === 'pods')
    .flatMap(({ namespace, name }) => eventKeys(catalog, namespace, name))
    .map((key) => {
      const { namespace, name } = splitKey(key);
      const events = eventsOf(catalog, key).map((event) => redactObject(normaliseEvent(event)));
      return {
        namespace,
        name,
        events: events.sort((a, b) => (eventTime(a) ?? 0) - (eventTime(b) ?? 0)),
        ownerPods: successors(catalog, namespace, name).flatMap(({ slot }) => {
          const pod = slot === undefined ? undefined : catalog.slots.get(slot);
          return pod === undefined ? [] : [redactObject(pod)];
        }),
      };
    });
}

function eventKeys(catalog: Catalog, namespace: string, name: string): readonly string[] {
  if (namespace === '')
    return [...catalog.events.keys()].filter((key) => key.startsWith('Pod/') && key.endsWith(`/${name}`));
  const key = keyOf('Pod', namespace, name);
  return catalog.events.has(key) ? [key] : [];
}

/** `web-7c9f8d-x2x4v` was of ReplicaSet `web-7c9f8d`, whose Deployment may have another one now. */
function successors(catalog: Catalog, namespace: string, name: string): readonly PodEntry[] {
  const set = /^(.+)-[a-z0-9]{5}$/.exec(name)?.[1];
  if (set === undefined) return [];
  const deployment = /^(.+)-[a-z0-9]{6,10}$/.exec(set)?.[1];
  return [...catalog.pods.values()]
    .filter((pod) => pod.namespace === namespace && pod.owner !== undefined)
    .filter((pod) => {
      const owner = splitKey(pod.owner ?? '').name;
      return (
        owner === set || (deployment !== undefined && owner.replace(/-[a-z0-9]{6,10}$/, '') === deployment)
      );
    })
    .slice(0, MOST_SUCCESSORS);
}

/** The workloads that were asked for and exist, each with the names of its pods. */
export function namedWorkloads(
  chains: Chains,
  selection: Selection,
  { workloads, pods }: Selected,
): readonly NamedWorkload[] {
  return selection.names
    .filter(({ resource }) => resource !== 'pods')
    .flatMap(({ resource, name }) => {
      const owners = pods.flatMap((pod) => chains.ownersOf(pod).map((key) => ({ key, pod })));
      const keys = new Set([
        ...workloads.map((entry) => keyOf(entry.kind, entry.namespace, entry.name)),
        ...owners.map(({ key }) => key),
      ]);
      return [...keys]
        .map((key) => ({ key, ...splitKey(key) }))
        .filter((owner) => owner.name === name && isKind(owner.kind, resource))
        .map(({ key, kind, namespace }) => ({
          resource,
          kind,
          namespace,
          name,
          pods: owners.filter((owner) => owner.key === key).map(({ pod }) => pod.name),
          ...present(
            'held',
            workloads.find((each) => keyOf(each.kind, each.namespace, each.name) === key)?.held,
          ),
        }));
    });
}
