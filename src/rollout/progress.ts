import { readConditions } from '../domain/kubernetes/condition.js';
import { whyHeld } from '../domain/kubernetes/held-workload.js';
import { asBoolean, asList, asNumber, asText, at, type JsonObject } from '../domain/values/json.js';
import { present } from '../domain/values/present.js';
import { holdsBackUpdate } from '../domain/kubernetes/stateful-set.js';
import { asTime } from '../domain/values/time.js';
import { COMPLETE, progressing, type Observation, type Progress } from './observation.js';

type Judge = (observation: Observation) => Progress;

/** One judge a kind; any other kind is judged by its conditions. */
const JUDGES: Readonly<Record<string, Judge>> = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  ReplicaSet: replicaSet,
  ReplicationController: replicaSet,
  Job: job,
  CronJob: cronJob,
  Pod: pod,
};

/**
 * How far a workload's rollout is. For Deployment, StatefulSet and DaemonSet the rules are those
 * of `kubectl rollout status` (kubectl pkg/polymorphichelpers/rollout_status.go, v0.34).
 */
export function progressOf(observation: Observation): Progress {
  const { workload } = observation;
  const kind = asText(at(workload, 'kind')) ?? '';
  if (!isObserved(workload)) {
    return progressing(
      `its controller has not seen generation ${asNumber(at(workload, 'metadata', 'generation'))} yet`,
    );
  }
  const judge = Object.hasOwn(JUDGES, kind) ? JUDGES[kind] : undefined;
  return (judge ?? byConditions)(observation);
}

/** Kinds of the platform whose status says which generation it is of. */
const TELLS_GENERATION: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** The conditions that a kind which is none of the platform's own is judged by. */
export const DECIDING: ReadonlySet<string> = new Set(['Ready', 'Available', 'Progressing']);

/**
 * Whether the status speaks of the newest spec. Other kinds may say that of each condition (metav1
 * Condition.observedGeneration); one that never says so is taken at its word.
 */
export function isObserved(workload: JsonObject): boolean {
  const generation = asNumber(at(workload, 'metadata', 'generation'));
  const ofConditions = asList(at(workload, 'status', 'conditions'))
    .filter((condition) => DECIDING.has(asText(at(condition, 'type')) ?? ''))
    .flatMap((condition) => asNumber(at(condition, 'observedGeneration')) ?? []);
  const observed =
    asNumber(at(workload, 'status', 'observedGeneration')) ??
    (ofConditions.length === 0 ? undefined : Math.min(...ofConditions));
  if (generation === undefined) return true;
  if (observed !== undefined) return observed >= generation;
  return !TELLS_GENERATION.has(asText(at(workload, 'kind')) ?? '');
}

function status(workload: JsonObject, field: string): number {
  return asNumber(at(workload, 'status', field)) ?? 0;
}

function deployment({ workload }: Observation): Progress {
  if (asBoolean(at(workload, 'spec', 'paused')) === true)
    return { kind: 'held', why: 'it is paused (spec.paused)' };
  const overdue = late(readConditions(workload).find((c) => c.type === 'Progressing'));
  if (overdue !== undefined)
    return {
      kind: 'failed',
      why: overdue.message,
      endedBy: 'condition Progressing: ProgressDeadlineExceeded',
    };
  const wanted = asNumber(at(workload, 'spec', 'replicas')) ?? 1;
  const updated = status(workload, 'updatedReplicas');
  if (updated < wanted) return progressing(`${updated} of ${wanted} new replicas have been created`);
  const old = status(workload, 'replicas') - updated;
  if (old > 0) return progressing(`${old} old replicas are still there`);
  const available = status(workload, 'availableReplicas');
  return available < updated
    ? progressing(`${available} of ${updated} new replicas are available`)
    : COMPLETE;
}

/** The condition Progressing, where it says that the time to get there is over. */
function late<T extends { readonly reason: string }>(condition: T | undefined): T | undefined {
  return condition?.reason === 'ProgressDeadlineExceeded' ? condition : undefined;
}

function statefulSet({ workload, pods }: Observation): Progress {
  if (asText(at(workload, 'spec', 'updateStrategy', 'type')) === 'OnDelete') {
    return {
      kind: 'held',
      why: 'its update strategy is OnDelete: pods change only when someone deletes them',
    };
  }
  const wanted = asNumber(at(workload, 'spec', 'replicas')) ?? 1;
  const ready = status(workload, 'readyReplicas');
  if (ready < wanted) {
    const held = pods.find((pod) => holdsBackUpdate(workload, pod));
    const why =
      held &&
      `; ${asText(at(held, 'metadata', 'name')) ?? ''} of an older revision is not ready, and none is updated before it is`;
    return progressing(`${ready} of ${wanted} replicas are ready${why ?? ''}`);
  }
  const partition = asNumber(at(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')) ?? 0;
  const updated = status(workload, 'updatedReplicas');
  if (partition > 0) {
    const due = Math.max(0, wanted - partition);
    return updated < due
      ? progressing(`${updated} of ${due} replicas past the partition are updated`)
      : COMPLETE;
  }
  const [update, current] = [
    asText(at(workload, 'status', 'updateRevision')),
    asText(at(workload, 'status', 'currentRevision')),
  ];
  return update !== current
    ? progressing(`${updated} of ${wanted} replicas are of the new revision`)
    : COMPLETE;
}

function daemonSet({ workload }: Observation): Progress {
  if (asText(at(workload, 'spec', 'updateStrategy', 'type')) === 'OnDelete') {
    return {
      kind: 'held',
      why: 'its update strategy is OnDelete: pods change only when someone deletes them',
    };
  }
  const wanted = status(workload, 'desiredNumberScheduled');
  const updated = status(workload, 'updatedNumberScheduled');
  if (updated < wanted) return progressing(`${updated} of ${wanted} pods are updated`);
  const available = status(workload, 'numberAvailable');
  return available < wanted ? progressing(`${available} of ${wanted} pods are available`) : COMPLETE;
}

function replicaSet({ workload }: Observation): Progress {
  const wanted = asNumber(at(workload, 'spec', 'replicas')) ?? 1;
  const ready = status(workload, 'availableReplicas');
  return ready < wanted ? progressing(`${ready} of ${wanted} replicas are available`) : COMPLETE;
}

function job({ workload }: Observation): Progress {
  const conditions = readConditions(workload).filter((c) => c.status === 'True');
  const failed = conditions.find((c) => c.type === 'Failed' || c.type === 'FailureTarget');
  if (failed !== undefined)
    return {
      kind: 'failed',
      why: failed.message === '' ? failed.reason : failed.message,
      endedBy: `condition ${failed.type}: ${failed.reason}`,
    };
  if (conditions.some((c) => c.type === 'Complete' || c.type === 'SuccessCriteriaMet')) return COMPLETE;
  const held = whyHeld(workload);
  if (held !== undefined) return { kind: 'held', why: held };
  const wanted = asNumber(at(workload, 'spec', 'completions')) ?? 1;
  return progressing(
    `${status(workload, 'succeeded')} of ${wanted} completions, ${status(workload, 'failed')} failed attempts`,
  );
}

/** Its last run decides: the newest of its Jobs, else what is left of it in the status. */
function cronJob({ workload, revisions, pods, now }: Observation): Progress {
  const held = whyHeld(workload);
  if (held !== undefined) return { kind: 'held', why: held };
  const run = [...revisions].sort(
    (a, b) =>
      (asTime(at(b, 'metadata', 'creationTimestamp')) ?? 0) -
      (asTime(at(a, 'metadata', 'creationTimestamp')) ?? 0),
  )[0];
  if (run !== undefined) {
    const progress = job({ workload: run, revisions: [], pods, now });
    return 'why' in progress
      ? { ...progress, why: `its last run, ${asText(at(run, 'metadata', 'name'))}: ${progress.why}` }
      : progress;
  }
  const [scheduled, succeeded] = [
    asText(at(workload, 'status', 'lastScheduleTime')),
    asText(at(workload, 'status', 'lastSuccessfulTime')),
  ];
  if (scheduled === undefined) return { kind: 'never-ran', why: 'it has never been scheduled yet' };
  if (asList(at(workload, 'status', 'active')).length > 0) return progressing('its last run is still active');
  if (succeeded !== undefined && Date.parse(succeeded) >= Date.parse(scheduled)) return COMPLETE;
  return {
    kind: 'failed',
    why: `its last run, scheduled at ${scheduled}, did not succeed`,
    endedBy: 'status.lastSuccessfulTime',
  };
}

function pod({ workload }: Observation): Progress {
  const phase = asText(at(workload, 'status', 'phase'));
  if (phase === 'Succeeded') return COMPLETE;
  if (phase === 'Failed')
    return {
      kind: 'failed',
      why: asText(at(workload, 'status', 'message')) ?? 'the pod has failed',
      endedBy: 'status.phase: Failed',
    };
  const ready = readConditions(workload).find((c) => c.type === 'Ready');
  return ready?.status === 'True'
    ? COMPLETE
    : progressing(
        ready?.message === undefined || ready.message === '' ? 'the pod is not ready' : ready.message,
      );
}

/**
 * The convention of the API (sig-architecture api-conventions, typical status properties): Ready,
 * else Available, says whether it does what it is for; Progressing, whether it is still on its way
 * there. A Deployment keeps Progressing true when it is through, with a reason of its own (deployment
 * controller, pkg/controller/deployment/progress.go, v1.34), and others have taken that over.
 */
function byConditions({ workload }: Observation): Progress {
  const conditions = readConditions(workload);
  const of = (type: string): (typeof conditions)[number] | undefined =>
    conditions.find((c) => c.type === type);
  const [ready, available, moving] = [of('Ready'), of('Available'), of('Progressing')];
  const main = ready ?? available;
  const isThrough = moving?.status === 'False' || moving?.reason === 'NewReplicaSetAvailable';
  const stalled = [of('Stalled'), of('Failed')].find((c) => c?.status === 'True') ?? late(moving);
  const decides = main ?? moving;
  if (ready?.status === 'True') return byCondition(ready.at);
  if (stalled !== undefined) {
    const { type, reason, message } = stalled;
    return { kind: 'failed', why: message || reason, endedBy: `condition ${type}: ${reason}` };
  }
  if (decides === undefined)
    return progressing('its status carries no condition Ready, Available or Progressing yet');
  if (main === undefined ? isThrough : main.status === 'True' && (moving === undefined || isThrough)) {
    return byCondition(decides.at);
  }
  const open = main?.status === 'True' ? moving : decides;
  return progressing(open?.message || `condition ${open?.type ?? ''} is ${open?.status ?? ''}`);
}

function byCondition(since: number | undefined): Progress {
  return { kind: 'complete', isByCondition: true, ...present('since', since) };
}
