import type { Missing } from '../../../domain/evidence.js';
import { asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf, impliedController, type Controller } from '../../../domain/kubernetes/controller.js';
import type { OwnerRecord, RevisionRecord } from '../../../domain/snapshot.js';
import { resourceOfKind } from '../api/discovery.js';
import { COSTS } from '../../costs.js';
import { revisionNumber, toRevisionRecord } from '../../revision-record.js';
import { missing } from '../api/missing.js';
import { onlyNamed } from '../api/only-named.js';
import type { Reader } from '../api/reader.js';
import { CONTROLLER_REVISIONS, REPLICA_SETS, pathOf, type Resource } from '../api/resources.js';
import { selectorText } from '../api/selector.js';
import { withoutManagedFields } from './slim.js';

/** The chain of owners, or where it broke off. */
export interface Owners {
  readonly owners: readonly OwnerRecord[];
  readonly missing: readonly Missing[];
}

/** Gives an owner's object, or what refused it; a scan gives it from lists it has. */
export type ReadOwner = (resource: Resource, namespace: string, name: string) => ReturnType<Reader['get']>;

/** Longer chains (operators upon operators) add nothing to a diagnosis. */
const MAX_CHAIN = 4;

/** The pod's controllers, nearest first, each with the revisions that it keeps. */
export async function readOwners(
  reader: Reader,
  readOwner: ReadOwner,
  pod: JsonObject,
  extent?: 'without revisions',
): Promise<Owners> {
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? 'default';
  const owners: OwnerRecord[] = [];
  const gaps: Missing[] = [];
  let reference = controllerOf(pod);
  while (reference !== undefined && owners.length < MAX_CHAIN) {
    const { kind, name } = reference;
    // Where the pod's own controller cannot be read, its name still tells who is behind it.
    const implied = owners.length === 0 ? impliedController(pod) : undefined;
    const resource = await resourceOfKind(reader, reference.apiVersion ?? 'v1', kind);
    const answer =
      resource === undefined ? undefined : onlyNamed(await readOwner(resource, namespace, name), name);
    const isOther =
      answer?.kind === 'ok' &&
      reference.uid !== undefined &&
      asText(at(answer.body, 'metadata', 'uid')) !== reference.uid;
    if (resource === undefined || answer?.kind !== 'ok' || isOther) {
      owners.push({ kind, name });
      gaps.push({
        ...whyUnread(resource, answer, reference, namespace),
        ...(implied === undefined
          ? {}
          : { costs: `that it belongs to ${implied.kind} ${implied.name} is told by names alone` }),
      });
      reference = implied;
      continue;
    }
    const kept =
      extent === undefined ? await readRevisions(reader, kind, answer.body, namespace) : { missing: [] };
    owners.push({ kind, name, object: withoutManagedFields(answer.body), ...kept.revisions });
    gaps.push(...kept.missing);
    reference = controllerOf(answer.body);
  }
  return { owners, missing: gaps };
}

type Answer = Awaited<ReturnType<ReadOwner>>;

function whyUnread(
  resource: Resource | undefined,
  answer: Answer | undefined,
  { kind, name }: Controller,
  namespace: string,
): Missing {
  if (resource !== undefined && answer !== undefined && answer.kind !== 'ok')
    return missing({ what: 'owner', resource, verb: 'get', namespace, name }, answer);
  const why =
    resource === undefined
      ? `the kind ${kind} could not be found on the server`
      : 'it was deleted and made anew';
  return { what: 'owner', namespace, name, why, costs: COSTS.owner };
}

interface Kept {
  readonly revisions?: Pick<OwnerRecord, 'revisions'>;
  readonly missing: readonly Missing[];
}

/** A Deployment keeps its revisions as ReplicaSets, a StatefulSet and a DaemonSet as ControllerRevisions. */
async function readRevisions(
  reader: Reader,
  kind: string,
  owner: JsonObject,
  namespace: string,
): Promise<Kept> {
  const resource = kind === 'Deployment' ? REPLICA_SETS : CONTROLLER_REVISIONS;
  const labelSelector = selectorText(at(owner, 'spec', 'selector'));
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind) || labelSelector === undefined)
    return { missing: [] };
  const { items, end } = await reader.list(pathOf(resource, { namespace }), { labelSelector });
  return {
    revisions: { revisions: revisionsAmong(owner, items) },
    missing:
      end === undefined ? [] : [missing({ what: 'revisions', resource, verb: 'list', namespace }, end)],
  };
}

/** The revisions of that owner among ReplicaSets or ControllerRevisions, newest first. */
export function revisionsAmong(owner: JsonObject, items: readonly JsonObject[]): readonly RevisionRecord[] {
  const uid = asText(at(owner, 'metadata', 'uid'));
  const own = items.filter((item) => controllerOf(item)?.uid === uid);
  return own
    .filter((item) => revisionNumber(item) !== undefined)
    .flatMap((item) => toRevisionRecord(item) ?? [])
    .toSorted((a, b) => Number(b.revision) - Number(a.revision));
}

/** Whether the object has an owner with that UID, controller or not. */
export function isOwnedBy(object: JsonObject, uid: string): boolean {
  return asObjects(at(object, 'metadata', 'ownerReferences')).some((one) => asText(at(one, 'uid')) === uid);
}
