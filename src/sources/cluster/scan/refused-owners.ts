import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { COSTS } from '../../costs.js';
import { involvedObject } from '../../events.js';
import { lookUpKind, untoldWords, type Untold } from '../api/discovery.js';
import { listAll, type ListEnd } from '../api/list.js';
import { missing } from '../api/missing.js';
import { DEPLOYMENTS, EVENTS, REPLICA_SETS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { withoutManagedFields } from '../pod/slim.js';
import { stem } from './namespace-facts.js';
import {
  LISTED,
  ownerKey,
  selectedBy,
  unseenWorkload,
  wantsMore,
  type FoundWorkloads,
  type ShortWorkload,
} from '../workload/short-workload.js';

/** Who an event says cannot make its pods. */
interface Refused {
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
}

/** The owners whose pods were refused, by their keys. */
export interface Refusals {
  readonly subjects: ReadonlyMap<string, Refused>;
  readonly end: ListEnd;
}

/** Events that tell of refused pods. */
export async function readRefusals(
  { transport, options }: Collecting,
  namespace: string | undefined,
): Promise<Refusals> {
  const subjects = new Map<string, Refused>();
  const { end } = await listAll(transport, pathOf(EVENTS, { namespace }), {
    query: { fieldSelector: 'reason=FailedCreate' },
    signal: options.signal,
    keep: (event) => {
      const { kind, name, namespace: place = 'default' } = involvedObject(event);
      const apiVersion = asText(at(event, 'involvedObject', 'apiVersion')) ?? 'apps/v1';
      if (kind !== undefined && name !== undefined)
        subjects.set(ownerKey(kind, place, name), { kind, name, namespace: place, apiVersion });
      return false;
    },
  });
  return { subjects, end };
}

/** Owners of any other kind whose pods are refused just now. */
export async function refusedOthers(
  collecting: Collecting,
  namespace: string | undefined,
  known: ReadonlyMap<string, JsonObject>,
  { subjects, end }: Refusals,
): Promise<FoundWorkloads> {
  const { reader, selection } = collecting;
  const isSelected = selectedBy(selection);
  if (end !== undefined) return bareReplicaSets(collecting, namespace);
  const short: ShortWorkload[] = [];
  const gaps: Missing[] = [];
  for (const [key, subject] of subjects) {
    if (known.has(key) || LISTED.some((one) => one.kind === subject.kind)) continue;
    if (known.has(ownerKey(DEPLOYMENTS.kind, subject.namespace, stem(subject.name)))) continue;
    const found = await lookUpKind(reader, subject.apiVersion, subject.kind);
    if (!found.isTold) gaps.push(unknownKind(subject, found.answer));
    if (!found.isTold || found.resource === undefined) continue;
    const { resource } = found;
    const answer = await reader.get(pathOf(resource, { namespace: subject.namespace, name: subject.name }));
    if (answer.kind !== 'ok') {
      gaps.push(...unseenWorkload(resource, subject, answer));
      continue;
    }
    // A Deployment's ReplicaSet is told of by the Deployment.
    if (controllerOf(answer.body) !== undefined) continue;
    if (!isSelected(answer.body) || !wantsMore(resource, answer.body)) continue;
    short.push({ resource, namespace: subject.namespace, object: withoutManagedFields(answer.body) });
  }
  return { short, missing: gaps };
}

/** What to say of an owner that could not be looked at, for the server does not tell where its kind is. */
function unknownKind({ apiVersion, kind, namespace, name }: Refused, answer: Untold): Missing {
  return {
    what: 'workloads',
    namespace,
    name: `${kind}/${name}`,
    why: untoldWords(`${apiVersion} ${kind}`, answer),
    costs: COSTS.workloads,
  };
}

/** Without the right to read events, the ReplicaSets themselves tell. */
async function bareReplicaSets(
  { transport, options, selection }: Collecting,
  namespace: string | undefined,
): Promise<FoundWorkloads> {
  const isSelected = selectedBy(selection);
  const { items, end } = await listAll(transport, pathOf(REPLICA_SETS, { namespace }), {
    signal: options.signal,
    keep: (set) => controllerOf(set) === undefined && isSelected(set) && wantsMore(REPLICA_SETS, set),
  });
  const gap = { what: 'workloads', resource: REPLICA_SETS, verb: 'list', namespace } as const;
  return {
    short: items.map((object) => ({
      resource: REPLICA_SETS,
      namespace: asText(at(object, 'metadata', 'namespace')) ?? 'default',
      object: withoutManagedFields(object),
    })),
    missing: end === undefined ? [] : [missing(gap, end)],
  };
}
