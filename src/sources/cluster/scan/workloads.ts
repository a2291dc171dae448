import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { listAll, type ListEnd } from '../api/list.js';
import { missing } from '../api/missing.js';
import { JOBS, pathOf } from '../api/resources.js';
import type { Collecting } from '../collecting.js';
import { withoutManagedFields } from '../pod/slim.js';
import { heldCronJobs, longRunOf, type LongRun } from './held-cron-jobs.js';
import { readRefusals, refusedOthers } from './refused-owners.js';
import {
  LISTED,
  failedLately,
  ownerKey,
  selectedBy,
  wantsMore,
  type FoundWorkloads,
  type ShortWorkload,
} from '../workload/short-workload.js';

/** Workloads of the selection, as far as something is to be said of them. */
export interface Workloads extends FoundWorkloads {
  /** Owners of pods in trouble, by `Kind/namespace/name`. */
  readonly owners: ReadonlyMap<string, JsonObject>;
  /** Kinds that may not be listed here, with the refusal. */
  readonly refused: ReadonlyMap<string, NonNullable<ListEnd>>;
}

/**
 * Reads the lists of workloads once: for those that cannot make their pods, and for the owners of
 * pods in trouble. A CronJob wants no pods by itself and is read where a run of it is at work for long, and a
 * ReplicaSet without a Deployment is found by the event that says its pods were refused: their lists would
 * cost more than all others.
 * All is asked for at once; `wanted`, the keys of the owners, may become known later.
 */
export async function readWorkloads(
  collecting: Collecting,
  namespace: string | undefined,
  wanted: Promise<ReadonlySet<string>>,
): Promise<Workloads> {
  // A field selector selects pods by what only pods have.
  const mayBeShort = collecting.selection.fieldSelector === undefined;
  const [listed, refusals] = await Promise.all([
    readLists(collecting, namespace, wanted),
    mayBeShort ? readRefusals(collecting, namespace) : undefined,
  ]);
  if (refusals === undefined) return { ...listed, short: [] };
  const others = await refusedOthers(collecting, namespace, listed.owners, refusals);
  return {
    ...listed,
    short: [...listed.short, ...others.short],
    missing: [...listed.missing, ...others.missing],
  };
}

async function readLists(
  collecting: Collecting,
  namespace: string | undefined,
  wanted: Promise<ReadonlySet<string>>,
): Promise<Workloads> {
  const owners = new Map<string, JsonObject>();
  const short: ShortWorkload[] = [];
  const runs: LongRun[] = [];
  const { transport, options, selection } = collecting;
  const isSelected = selectedBy(selection);
  const lately = { now: collecting.now, sinceSeconds: options.sinceSeconds ?? 0 };
  let keys: ReadonlySet<string> = new Set();
  const ready = wanted.then((known) => (keys = known));
  // Waited for by each list when its first page is there; until then its failure is nobody's.
  ready.catch(() => undefined);
  const ends = await Promise.all(
    LISTED.map((resource) =>
      listAll(transport, pathOf(resource, { namespace }), {
        signal: options.signal,
        ready,
        keep: (object) => {
          const run = resource === JOBS ? longRunOf(object, collecting.now()) : undefined;
          if (run !== undefined) runs.push(run);
          const place = asText(at(object, 'metadata', 'namespace')) ?? 'default';
          const key = ownerKey(resource.kind, place, asText(at(object, 'metadata', 'name')) ?? '');
          const isShort =
            isSelected(object) &&
            (wantsMore(resource, object) || (!keys.has(key) && failedLately(object, lately)));
          if (isShort || keys.has(key)) {
            const slim = withoutManagedFields(object);
            owners.set(key, slim);
            if (isShort) short.push({ resource, namespace: place, object: slim });
          }
          return false;
        },
      }),
    ),
  );
  const refused = new Map<string, NonNullable<ListEnd>>();
  const gaps = ends.flatMap(({ end }, index) => {
    const resource = LISTED[index];
    if (end === undefined || resource === undefined) return [];
    refused.set(resource.kind, end);
    return [missing({ what: 'workloads', resource, verb: 'list', namespace }, end)];
  });
  const held = await heldCronJobs(collecting, runs);
  return { owners, refused, short: [...short, ...held.short], missing: [...gaps, ...held.missing] };
}
