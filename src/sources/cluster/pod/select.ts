import { asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError, type NamedObject } from '../../source.js';
import type { Collecting } from '../collecting.js';
import { notWhole } from '../collecting.js';
import { resourceOfKind, resourceOfName } from '../api/discovery.js';
import { missing } from '../api/missing.js';
import type { Reader } from '../api/reader.js';
import { NAMESPACES, NODES, PODS, pathOf, type Resource } from '../api/resources.js';
import { podSelector } from '../api/selector.js';
import type { Answer } from '../transport/answer.js';
import { closest } from './nearest.js';
import { isOwnedBy } from './owners.js';

/**
 * Reads one named object; a pod that does not exist, a workload that does not exist and a namespace
 * that does not exist are noted as not found.
 * @throws SourceError when nothing can be said: the server is dead, the credentials are refused.
 */
export async function readNamed(
  collecting: Collecting,
  named: NamedObject,
  namespace: string,
): Promise<{ readonly resource: Resource; readonly object: JsonObject } | undefined> {
  const resource = await resourceOfName(collecting.reader, named.resource);
  if (resource === undefined)
    throw new SourceError(`the server doesn't have a resource type "${named.resource}"`);
  const answer = await collecting.reader.get(pathOf(resource, { namespace, name: named.name }));
  if (answer.kind === 'ok') {
    refuseOtherKind(resource, answer.body);
    return { resource, object: answer.body };
  }
  if (answer.kind === 'not-found' && answer.namesObject) {
    if (await isNamespaceGone(collecting, namespace)) return undefined;
    const nearest = await closest(collecting.reader, resource, namespace, named.name);
    collecting.tally.notFound.push({
      resource: named.resource,
      namespace,
      name: named.name,
      nearest,
      message: answer.message,
    });
    return undefined;
  }
  refuseFatal(answer);
  const what = resource === PODS ? 'pods' : 'workloads';
  const gap = missing({ what, resource, verb: 'get', namespace, name: named.name }, answer);
  // Of what was asked for by name the server's own words say who may not read it.
  notWhole(collecting.tally, answer.kind === 'forbidden' ? { ...gap, why: answer.message } : gap);
  return undefined;
}

/** Something between us and the server that answers for it may answer with anything. */
function refuseOtherKind({ kind, plural }: Resource, object: JsonObject): void {
  const said = asText(at(object, 'kind'));
  if (said !== undefined && said !== kind)
    throw new SourceError(`the server was asked for ${plural} and answered with a ${said}`);
}

/** Said once: everything else in a namespace that does not exist is missing as well. */
export async function isNamespaceGone({ reader, tally }: Collecting, namespace: string): Promise<boolean> {
  const answer = await reader.get(pathOf(NAMESPACES, { name: namespace }));
  if (answer.kind !== 'not-found' || !answer.namesObject) return false;
  if (!tally.notFound.some((one) => one.resource === 'namespaces' && one.name === namespace)) {
    const nearest = await closest(reader, NAMESPACES, undefined, namespace);
    tally.notFound.push({
      resource: 'namespaces',
      namespace,
      name: namespace,
      nearest,
      message: answer.message,
    });
  }
  return true;
}

/** A read that tells that no other can work either. */
export function refuseFatal(answer: Exclude<Answer<unknown>, { kind: 'ok' }>): void {
  if (answer.kind === 'failed') throw new SourceError(answer.why);
}

/** The workload's pods: by its selector where it has one, by ownership in any case. */
export async function podsOf(
  collecting: Collecting,
  resource: Resource,
  workload: JsonObject,
  namespace: string,
): Promise<readonly JsonObject[]> {
  const labelSelector = podSelector(resource, workload);
  const { items, end } = await collecting.reader.list(
    pathOf(PODS, { namespace }),
    labelSelector === undefined ? undefined : { labelSelector },
  );
  if (end !== undefined) {
    refuseFatal(end);
    notWhole(collecting.tally, missing({ what: 'pods', resource: PODS, verb: 'list', namespace }, end));
  }
  const uid = asText(at(workload, 'metadata', 'uid'));
  if (uid === undefined) return items;
  const owned = await Promise.all(items.map((pod) => leadsTo(collecting.reader, pod, uid, namespace, 3)));
  // An owner that may not be read leaves the selector's word, where there is one.
  const isTrusted = labelSelector !== undefined;
  if (!isTrusted && owned.includes('unknown')) {
    notWhole(collecting.tally, {
      what: 'owner',
      namespace,
      why: 'owners of its pods could not be read',
      costs: 'pods of this workload may be missing',
    });
  }
  return items.filter((_pod, index) => owned[index] === 'yes' || (isTrusted && owned[index] === 'unknown'));
}

/** Whether a chain of owners leads from the object to that UID. */
async function leadsTo(
  reader: Reader,
  object: JsonObject,
  uid: string,
  namespace: string,
  steps: number,
): Promise<'yes' | 'no' | 'unknown'> {
  if (isOwnedBy(object, uid)) return 'yes';
  if (steps === 0) return 'no';
  let isUnknown = false;
  for (const owner of asObjects(at(object, 'metadata', 'ownerReferences'))) {
    const name = asText(at(owner, 'name'));
    const resource = await resourceOfKind(
      reader,
      asText(at(owner, 'apiVersion')) ?? 'v1',
      asText(at(owner, 'kind')) ?? '',
    );
    if (name === undefined || resource === undefined || resource === NODES) continue;
    const answer = await reader.get(pathOf(resource, { namespace, name }));
    const leads =
      answer.kind === 'ok'
        ? await leadsTo(reader, answer.body, uid, namespace, steps - 1)
        : answer.kind === 'not-found'
          ? 'no'
          : 'unknown';
    if (leads === 'yes') return 'yes';
    isUnknown ||= leads === 'unknown';
  }
  return isUnknown ? 'unknown' : 'no';
}
