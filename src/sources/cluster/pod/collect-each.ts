import { whyHeld } from '../../../domain/kubernetes/held-workload.js';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { isRefusedPods, isShortJob, wantedReplicas } from '../../../domain/kubernetes/wanted-pods.js';
import { mapAhead } from '../ahead.js';
import { missing } from '../api/missing.js';
import { CRON_JOBS, PODS, pathOf, type Resource } from '../api/resources.js';
import type { Collecting, Snapshots } from '../collecting.js';
import { notWhole } from '../collecting.js';
import { shortJobs } from '../workload/short-jobs.js';
import { readGone } from './gone.js';
import { podSnapshot } from './read-pod.js';
import { podsOf, readNamed, refuseFatal } from './select.js';
import { workloadSnapshot } from './workload.js';

/** Pods whose parts are read at the same time; the transport bounds the requests. */
const WINDOW = 4;

/** Every pod of the selection, whole: the named ones, those of named workloads, or all. */
export async function* collectEach(collecting: Collecting): Snapshots {
  const { selection, tally } = collecting;
  const namespaces = selection.namespaces.length === 0 ? ['default'] : selection.namespaces;
  if (selection.names.length === 0) {
    const places = selection.all ? [undefined] : namespaces;
    for (const namespace of places)
      yield* mapAhead(await listPods(collecting, namespace), WINDOW, (pod) => podSnapshot(collecting, pod));
    return;
  }
  const isNew = onceEach();
  for (const namespace of namespaces) {
    for (const named of selection.names) {
      tally.namespaces.add(namespace);
      const found = await readNamed(collecting, named, namespace);
      if (found === undefined) {
        const isPod = named.resource === 'pods' && tally.notFound.at(-1)?.name === named.name;
        const gone = isPod ? await readGone(collecting, namespace, named.name) : undefined;
        if (gone !== undefined) tally.gone.push(gone);
      } else if (found.resource !== PODS)
        yield* ofWorkload(collecting, found.resource, found.object, namespace, isNew);
      else if (isNew(found.object)) yield podSnapshot(collecting, found.object);
    }
  }
}

/** True the first time only: a pod may be named itself and belong to workloads that are. */
function onceEach(): (pod: JsonObject) => boolean {
  const seen = new Set<string>();
  return (pod) => {
    const place = `${asText(at(pod, 'metadata', 'namespace')) ?? ''}/${asText(at(pod, 'metadata', 'name')) ?? ''}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  };
}

/** The workload's pods; the workload itself where it has fewer of them than it wants or got some refused, and a CronJob's Jobs that have. */
async function* ofWorkload(
  collecting: Collecting,
  resource: Resource,
  workload: JsonObject,
  namespace: string,
  isNew: (pod: JsonObject) => boolean,
): Snapshots {
  const pods = await podsOf(collecting, resource, workload, namespace);
  collecting.tally.workloads.push({
    resource: resource.plural,
    kind: resource.kind,
    namespace,
    name: asText(at(workload, 'metadata', 'name')) ?? '',
    pods: pods.map((pod) => asText(at(pod, 'metadata', 'name')) ?? ''),
    ...present('held', whyHeld(workload)),
  });
  const wanted = wantedReplicas(workload) ?? 1;
  // One that wants none is told too, for nothing else would be; a CronJob speaks by its events alone.
  const isShort =
    resource === CRON_JOBS || isRefusedPods(workload) || isShortJob({ ...workload, kind: resource.kind });
  if (pods.length < wanted || pods.length === 0 || isShort)
    yield workloadSnapshot(collecting, resource, workload, pods.length);
  if (resource === CRON_JOBS)
    for (const job of await shortJobs(collecting, { resource, namespace, object: workload }, pods))
      yield workloadSnapshot(collecting, job.resource, job.object, 0);
  yield* mapAhead(pods.filter(isNew), WINDOW, (pod) => podSnapshot(collecting, pod));
}

async function listPods(
  collecting: Collecting,
  namespace: string | undefined,
): Promise<readonly JsonObject[]> {
  const { selector, fieldSelector } = collecting.selection;
  const { items, end } = await collecting.reader.list(pathOf(PODS, { namespace }), {
    labelSelector: selector,
    fieldSelector,
  });
  if (end !== undefined) {
    refuseFatal(end);
    notWhole(collecting.tally, missing({ what: 'pods', resource: PODS, verb: 'list', namespace }, end));
  }
  if (namespace !== undefined) collecting.tally.namespaces.add(namespace);
  return items;
}
