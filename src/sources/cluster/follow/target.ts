import type { Missing } from '../../../domain/evidence.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { controllerOf } from '../../../domain/kubernetes/pod.js';
import { present } from '../../../domain/values/present.js';
import type { FilePlace } from '../../../domain/report/report.js';
import type { NamedObject, NotFound, Selection } from '../../source.js';
import { missing } from '../api/missing.js';
import {
  CRON_JOBS,
  DAEMON_SETS,
  DEPLOYMENTS,
  JOBS,
  PODS,
  STATEFUL_SETS,
  pathOf,
  type Resource,
} from '../api/resources.js';
import { notWhole, type Collecting } from '../collecting.js';
import { readNamed, refuseFatal } from '../pod/select.js';

/** A workload that is followed. */
export interface Target {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  /** As it was when the following began. */
  readonly object: JsonObject;
  /** Where the user's own file names it. */
  readonly place?: FilePlace;
}

/** A named object, in its own namespace where it says one. */
export interface WantedObject extends NamedObject {
  readonly namespace: string;
  readonly place?: FilePlace;
}

/** What is to be followed: objects by name, or all that a selection holds. */
export type Wanted =
  | { readonly kind: 'names'; readonly objects: readonly WantedObject[] }
  | { readonly kind: 'selection'; readonly selection: Selection };

/** What of that which was named exists. */
export interface FoundTargets {
  readonly targets: readonly Target[];
  readonly notFound: readonly NotFound[];
  readonly missing: readonly Missing[];
}

/** What rolls out by itself; what those make is followed with them. */
const SELECTED = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, JOBS, CRON_JOBS, PODS] as const;

/**
 * Finds the workloads once, at the beginning.
 * @throws SourceError when nothing can be said: the server is dead, the credentials are refused.
 */
export async function findTargets(collecting: Collecting, wanted: Wanted): Promise<FoundTargets> {
  const targets =
    wanted.kind === 'names'
      ? await namedTargets(collecting, wanted.objects)
      : await selectedTargets(collecting, wanted.selection);
  return { targets, notFound: collecting.tally.notFound, missing: collecting.tally.missing };
}

async function namedTargets(
  collecting: Collecting,
  objects: readonly WantedObject[],
): Promise<readonly Target[]> {
  const found = await Promise.all(
    objects.map(async (named) => {
      const one = await readNamed(collecting, named, named.namespace);
      return one === undefined
        ? []
        : [{ ...toTarget(one.resource, one.object), ...present('place', named.place) }];
    }),
  );
  return found.flat();
}

async function selectedTargets(collecting: Collecting, selection: Selection): Promise<readonly Target[]> {
  const places = selection.all ? [undefined] : selection.namespaces;
  const found = await Promise.all(
    places.flatMap((namespace) => SELECTED.map((resource) => listTargets(collecting, resource, namespace))),
  );
  return found.flat();
}

/** What another object made is left out: it is judged as part of its maker. */
async function listTargets(
  { reader, selection, tally }: Collecting,
  resource: Resource,
  namespace: string | undefined,
): Promise<readonly Target[]> {
  const { items, end } = await reader.list(pathOf(resource, { namespace }), {
    labelSelector: selection.selector,
  });
  if (end !== undefined) {
    refuseFatal(end);
    const what = resource === PODS ? 'pods' : 'workloads';
    notWhole(tally, missing({ what, resource, verb: 'list', namespace }, end));
  }
  return items.filter((item) => controllerOf(item) === undefined).map((item) => toTarget(resource, item));
}

function toTarget(resource: Resource, object: JsonObject): Target {
  return {
    resource,
    namespace: asText(at(object, 'metadata', 'namespace')) ?? '',
    name: asText(at(object, 'metadata', 'name')) ?? '',
    object: withKind(resource, object),
  };
}

/** An item of a list has no kind; whoever judges it needs one. */
export function withKind({ kind, group, version }: Resource, object: JsonObject): JsonObject {
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind, ...object };
}
