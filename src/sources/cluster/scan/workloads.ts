import { asBoolean, asNumber, asObjects, asText, at, type JsonObject } from '../../../domain/json.js';
import { controllerOf } from '../../../domain/pod.js';
import { asTime } from '../../../domain/time.js';
import { involvedObject } from '../../events.js';
import { resourceOfKind } from '../api/discovery.js';
import { listAll, type ListEnd } from '../api/list.js';
import { missing } from '../api/missing.js';
import {
  DAEMON_SETS,
  DEPLOYMENTS,
  EVENTS,
  JOBS,
  REPLICA_SETS,
  STATEFUL_SETS,
  pathOf,
  type Resource,
} from '../api/resources.js';
import { parseLabelSelector } from '../../select/label-selector.js';
import { templateLabels } from '../../select/template-labels.js';
import type { Selection } from '../../source.js';
import { notWhole, type Collecting } from '../collecting.js';
import { withoutManagedFields } from '../pod/slim.js';
import { stem } from './namespace-facts.js';

/** Workloads of the selection, as far as something is to be said of them. */
export interface Workloads {
  /** Owners of pods in trouble, by `Kind/namespace/name`. */
  readonly owners: ReadonlyMap<string, JsonObject>;
  /** Kinds that may not be listed here, with the refusal. */
  readonly refused: ReadonlyMap<string, NonNullable<ListEnd>>;
  /** Those that want pods which do not exist, and Jobs that failed and left no pod. */
  readonly short: readonly ShortWorkload[];
}

export interface ShortWorkload {
  readonly resource: Resource;
  readonly namespace: string;
  readonly object: JsonObject;
}

export function ownerKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

const LISTED = [DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, JOBS] as const;

/**
 * Reads the lists of workloads once: for those that cannot make their pods, and for the owners of
 * pods in trouble. A CronJob wants no pods by itself, and a ReplicaSet without a Deployment is
 * found by the event that says its pods were refused: their lists would cost more than all others.
 */
export async function readWorkloads(
  collecting: Collecting,
  namespace: string | undefined,
  isWanted: (key: string) => boolean,
): Promise<Workloads> {
  const owners = new Map<string, JsonObject>();
  const refused = new Map<string, NonNullable<ListEnd>>();
  const short: ShortWorkload[] = [];
  const { transport, options, tally, selection } = collecting;
  const isSelected = selectedBy(selection);
  const ends = await Promise.all(
    LISTED.map((resource) =>
      listAll(transport, pathOf(resource, { namespace }), {
        signal: options.signal,
        keep: (object) => {
          const place = asText(at(object, 'metadata', 'namespace')) ?? 'default';
          const key = ownerKey(resource.kind, place, asText(at(object, 'metadata', 'name')) ?? '');
          const isShort =
            isSelected(object) &&
            (wantsMore(resource, object) || (!isWanted(key) && failedLately(collecting, object)));
          if (isShort || isWanted(key)) {
            const slim = withoutManagedFields(object);
            owners.set(key, slim);
            if (isShort) short.push({ resource, namespace: place, object: slim });
          }
          return false;
        },
      }),
    ),
  );
  ends.forEach(({ end }, index) => {
    const resource = LISTED[index];
    if (end === undefined || resource === undefined) return;
    refused.set(resource.kind, end);
    notWhole(tally, missing({ what: 'workloads', resource, verb: 'list', namespace }, end));
  });
  // A field selector selects pods by what only pods have.
  if (selection.fieldSelector !== undefined) return { owners, refused, short: [] };
  return { owners, refused, short: [...short, ...(await refusedOthers(collecting, namespace, owners))] };
}

/** Whether `-l` selects the pods that a workload makes. */
export function selectedBy({ selector }: Pick<Selection, 'selector'>): (workload: JsonObject) => boolean {
  const matches = parseLabelSelector(selector ?? '');
  return (workload) => matches(templateLabels(workload));
}

/** Whether it wants pods that do not exist, or says itself that they could not be made. */
export function wantsMore(resource: Pick<Resource, 'kind'>, object: JsonObject): boolean {
  const status = at(object, 'status');
  const conditions = asObjects(at(status, 'conditions'));
  const says = (type: string): JsonObject | undefined =>
    conditions.find((one) => at(one, 'type') === type && at(one, 'status') === 'True');
  if (says('ReplicaFailure') !== undefined) return true;
  switch (resource.kind) {
    case 'DaemonSet':
      return (
        (asNumber(at(status, 'desiredNumberScheduled')) ?? 0) >
        (asNumber(at(status, 'currentNumberScheduled')) ?? 0)
      );
    case 'Job': {
      const isOver =
        says('Complete') !== undefined ||
        says('Failed') !== undefined ||
        asBoolean(at(object, 'spec', 'suspend')) === true;
      const pods = ['active', 'succeeded', 'failed']
        .map((key) => asNumber(at(status, key)) ?? 0)
        .reduce((a, b) => a + b, 0);
      return !isOver && pods === 0 && (asNumber(at(object, 'spec', 'parallelism')) ?? 1) > 0;
    }
    default:
      return (asNumber(at(object, 'spec', 'replicas')) ?? 1) > (asNumber(at(status, 'replicas')) ?? 0);
  }
}

/** Owners of any other kind whose pods are refused just now. */
async function refusedOthers(
  collecting: Collecting,
  namespace: string | undefined,
  known: ReadonlyMap<string, JsonObject>,
): Promise<readonly ShortWorkload[]> {
  const { reader, transport, options, selection } = collecting;
  const isSelected = selectedBy(selection);
  const subjects = new Map<
    string,
    { readonly kind: string; readonly apiVersion: string; readonly namespace: string; readonly name: string }
  >();
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
  if (end !== undefined) return bareReplicaSets(collecting, namespace);
  const found: ShortWorkload[] = [];
  for (const [key, subject] of subjects) {
    if (known.has(key) || LISTED.some((one) => one.kind === subject.kind)) continue;
    if (known.has(ownerKey(DEPLOYMENTS.kind, subject.namespace, stem(subject.name)))) continue;
    const resource = await resourceOfKind(reader, subject.apiVersion, subject.kind);
    if (resource === undefined) continue;
    const answer = await reader.get(pathOf(resource, { namespace: subject.namespace, name: subject.name }));
    // A Deployment's ReplicaSet is told of by the Deployment.
    if (answer.kind !== 'ok' || controllerOf(answer.body) !== undefined) continue;
    if (!isSelected(answer.body) || !wantsMore(resource, answer.body)) continue;
    found.push({ resource, namespace: subject.namespace, object: withoutManagedFields(answer.body) });
  }
  return found;
}

/** Without the right to read events, the ReplicaSets themselves tell. */
async function bareReplicaSets(
  collecting: Collecting,
  namespace: string | undefined,
): Promise<readonly ShortWorkload[]> {
  const { transport, options, tally, selection } = collecting;
  const isSelected = selectedBy(selection);
  const { items, end } = await listAll(transport, pathOf(REPLICA_SETS, { namespace }), {
    signal: options.signal,
    keep: (set) => controllerOf(set) === undefined && isSelected(set) && wantsMore(REPLICA_SETS, set),
  });
  if (end !== undefined) {
    notWhole(tally, missing({ what: 'workloads', resource: REPLICA_SETS, verb: 'list', namespace }, end));
  }
  return items.map((object) => ({
    resource: REPLICA_SETS,
    namespace: asText(at(object, 'metadata', 'namespace')) ?? 'default',
    object: withoutManagedFields(object),
  }));
}

/** Whether a Job failed within the time that counts; its pods may be gone by now. */
export function failedLately({ now, options }: Collecting, job: JsonObject): boolean {
  const failed = asObjects(at(job, 'status', 'conditions')).find(
    (one) => at(one, 'type') === 'Failed' && at(one, 'status') === 'True',
  );
  const since = options.sinceSeconds ?? 0;
  const failedAt = asTime(at(failed, 'lastTransitionTime'));
  return (
    failed !== undefined && (since === 0 || (failedAt !== undefined && failedAt >= now() - since * 1000))
  );
}
