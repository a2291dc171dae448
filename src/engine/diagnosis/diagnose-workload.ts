import { readEvent } from '../../domain/kubernetes/event.js';
import type { Evidence } from '../../domain/evidence.js';
import type { JsonObject } from '../../domain/values/json.js';
import type { Diagnosis } from '../../domain/report/report.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { PodSnapshot, WorkloadSnapshot } from '../../domain/snapshot.js';
import { jobSize, readyReplicas, wantedReplicas } from '../../domain/kubernetes/wanted-pods.js';
import { workloadContext } from '../match/context.js';
import { diagnosePod, verdict, type SubjectVerdict } from './diagnose.js';
import { fold } from '../ranking/fold.js';
import { severityByReplicas } from '../ranking/severity.js';
import { matchRules } from '../evaluation/match-rules.js';

/** Diagnoses a workload from its own conditions and events, and from what its last pod left behind. */
export function diagnoseWorkload(snapshot: WorkloadSnapshot, rulebook: Rulebook): SubjectVerdict {
  const matches = fold(matchRules(workloadContext(snapshot, rulebook)));
  const own = bySize(verdict(matches, matches), snapshot.workload);
  const { removedPod } = snapshot;
  if (removedPod === undefined || own.diagnoses.length === 0) return own;
  const before = leftBehind(removedPod, rulebook);
  if (before === undefined) return withCrashes(own, removedPod);
  const rest = own.diagnoses.filter(({ cause }) => cause !== 'unknown' && cause !== before.cause);
  return { diagnoses: [before, ...rest].map((each, index) => ({ ...each, rank: index + 1 })) };
}

/** While replicas of it serve, what keeps it from getting more is no outage. */
function bySize(own: SubjectVerdict, workload: JsonObject): SubjectVerdict {
  const job = jobSize(workload);
  const desired = wantedReplicas(workload) ?? job?.desired;
  const ready = readyReplicas(workload) ?? job?.active;
  if (desired === undefined || ready === undefined) return own;
  return {
    ...own,
    diagnoses: own.diagnoses.map((each) => ({
      ...each,
      severity: severityByReplicas(each.severity, [{ desired, ready }], desired - ready),
    })),
  };
}

/**
 * What the events of a pod that its Job removed say of it: that it waited for its image, a Secret or
 * a node is why the Job's time or its attempts were used up. A word about logs would be a guess.
 */
function leftBehind(pod: PodSnapshot, rulebook: Rulebook): Diagnosis | undefined {
  const { own, containers, pod: view } = diagnosePod(pod, rulebook);
  const found = [own, ...containers.values()]
    .flatMap(({ diagnoses }) => diagnoses)
    .find(({ cause, confidence }) => cause !== 'unknown' && confidence !== 'possible');
  if (found === undefined) return undefined;
  return {
    ...found,
    confidence: 'likely',
    title: `${found.title} (so say the events of its pod ${view.name}, which is gone)`,
    // The pod cannot be looked at any more.
    remediation: found.remediation.filter(({ command }) => command?.includes(view.name) !== true),
  };
}

/** That it crashed again and again is all that events tell of a program; its log went with the pod. */
function withCrashes(own: SubjectVerdict, { events }: PodSnapshot): SubjectVerdict {
  const crashes = events
    .map(readEvent)
    .filter(({ reason, message }) => reason === 'BackOff' && message.includes('restarting failed container'));
  const told = crashes.map(({ message }): Evidence => ({
    fact: 'its last pod crashed again and again, and its log went with it',
    at: 'event BackOff',
    observed: message,
    speaks: 'for',
  }));
  return {
    ...own,
    diagnoses: own.diagnoses.map((each, index) =>
      index === 0 ? { ...each, evidence: [...each.evidence, ...told] } : each,
    ),
  };
}
