import type { Evidence } from '../../domain/evidence.js';
import type { ConditionView } from '../../domain/kubernetes/condition.js';
import type { EventView } from '../../domain/kubernetes/event.js';
import { isStartFailure } from '../../domain/kubernetes/outcome.js';
import { graceSeconds, type PodView, type TerminationView } from '../../domain/kubernetes/pod.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { formatGoDuration } from '../../domain/values/time.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, holds, NOTHING, speaksFor, unseen, type Finding } from '../match/finding.js';
import { endWindow, overlaps } from '../match/window.js';
import { containerSubject, terminationOf } from './subject.js';

/** `ended`: how the instance ended: by itself, asked to stop, never started, or anyhow. */
export function matchEnded(leaf: Extract<Leaf, { kind: 'ended' }>, context: MatchContext): Finding {
  const termination = terminationOf(context);
  if (termination === undefined) return NOTHING;
  switch (leaf.how) {
    case 'any':
      return found();
    case 'never-started':
      return holds(isStartFailure(termination.reason), [
        speaksFor(
          `reason ${termination.reason ?? ''}: it was never started`,
          `${termination.path}.reason`,
          termination.reason ?? '',
        ),
      ]);
    case 'by-itself':
      return endedByItself(termination, context);
    case 'asked-to-stop':
      return askedToStop(termination, context);
  }
}

/** Success, SIGKILL, SIGTERM, and what ends a program of Windows by Ctrl+C or the like (ntstatus.h, STATUS_CONTROL_C_EXIT). */
const NOT_ITS_OWN = new Set([0, 137, 143, 0xc000013a, 0xc000013a - 2 ** 32]);

function endedByItself(termination: TerminationView, context: MatchContext): Finding {
  const isOwn = !NOT_ITS_OWN.has(termination.exitCode ?? -1) || isHollowSuccess(termination, context);
  if (!isOwn || isStartFailure(termination.reason) || termination.reason === 'OOMKilled') return NOTHING;
  // A lost status is nobody's own end; a record that we were not given may be one.
  if (termination.outcome.kind === 'unknown' && termination.exitCode !== undefined) return NOTHING;
  if (killings(termination, context).length > 0 || askedToStop(termination, context).value) return NOTHING;
  const code = termination.exitCode;
  if (code === 0) return found([hollowSuccess(termination)]);
  return found(
    code === undefined
      ? []
      : [speaksFor(`it ended by itself with exit ${code}`, `${termination.path}.exitCode`, String(code))],
  );
}

/**
 * A server that ends with 0 and is started anew: a supervisor, a pipe or a shell's last command may
 * have hidden how the program in it ended.
 */
function isHollowSuccess(termination: TerminationView, context: MatchContext): boolean {
  const subject = containerSubject(context);
  return (
    termination.exitCode === 0 &&
    subject !== undefined &&
    subject.pod.restartPolicy === 'Always' &&
    (subject.container.kind === 'main' || subject.container.kind === 'sidecar') &&
    subject.pod.phase !== 'Succeeded' &&
    subject.pod.phase !== 'Failed' &&
    (subject.container.restartCount ?? 0) > 0
  );
}

/** The words of the evidence that a failure may hide behind exit 0. */
export const HOLLOW_SUCCESS = 'it ended with exit 0 all the same';

function hollowSuccess(termination: TerminationView): Evidence {
  return {
    fact: HOLLOW_SUCCESS,
    at: `${termination.path}.exitCode`,
    observed: '0',
    speaks: 'against',
  };
}

/** `Killing` events of this container around its end: probes, hooks, a stop on request. */
function killings(termination: TerminationView, context: MatchContext): readonly Evidence[] {
  return killingEvents(termination, context).map((e) =>
    speaksFor(`event Killing: ${e.message}`, 'event Killing', e.message),
  );
}

function killingEvents(termination: TerminationView, context: MatchContext): readonly EventView[] {
  const subject = containerSubject(context);
  if (subject === undefined) return [];
  const { name } = subject.container;
  const window = endWindow(termination, subject.pod);
  return context.events.filter(
    (e) => e.reason === 'Killing' && (e.container ?? name) === name && overlaps(e, window),
  );
}

function askedToStop(termination: TerminationView, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const evidence = [
    ...killings(termination, context).filter((e) => /^Stopping container /.test(e.observed)),
    ...(wasLeftAlone(termination, context)
      ? []
      : [...deletion(termination, subject.pod), ...disruption(termination, subject.pod)]),
  ];
  if (evidence.length > 0) return found(evidence);
  return unseen(missingOf(context, 'events'));
}

/**
 * Its start was reported and no stop: of a container that runs the kubelet says Killing (kuberuntime_container.go
 * `killContainer`, v1.34). With a grace period of 0 the time of the request is lost, and within two seconds before
 * it two clocks may differ, so this alone tells that it had ended before.
 */
function wasLeftAlone(termination: TerminationView, context: MatchContext): boolean {
  const subject = containerSubject(context);
  if (subject === undefined) return false;
  if (endedWithItsPod(termination, subject.pod)) return false;
  const { deletionGraceSeconds } = subject.pod;
  const requests = [requestedAt(subject.pod), disruptionOf(subject.pod)?.at].filter(
    (time) => time !== undefined,
  );
  const endedFirst = requests.length > 0 && (termination.finishedAt ?? Infinity) < Math.min(...requests);
  if (deletionGraceSeconds !== 0 && !endedFirst) return false;
  const isStarted = context.events.some(
    (e) => e.reason === 'Started' && e.container === subject.container.name,
  );
  return isStarted && killings(termination, context).length === 0;
}

/** The kubelet's last word on a pod comes within seconds of the end of its containers. */
const LAST_WORD_MS = 3_000;

/**
 * A namespace that is being deleted takes no new events (admission plugin NamespaceLifecycle, v1.34), so that no Killing
 * tells of the request. What is left is that the kubelet gave the pod free, with a period of 0, when its container had
 * just ended with a code of a stop, where it would have started it again.
 */
function endedWithItsPod(termination: TerminationView, pod: PodView): boolean {
  const { deletionAt, deletionGraceSeconds, restartPolicy } = pod;
  if (deletionAt === undefined || deletionGraceSeconds !== 0 || restartPolicy !== 'Always') return false;
  const after = deletionAt - (termination.finishedAt ?? Infinity);
  return NOT_ITS_OWN.has(termination.exitCode ?? -1) && after >= 0 && after <= LAST_WORD_MS;
}

function deletion(termination: TerminationView, pod: PodView): readonly Evidence[] {
  if (pod.deletionAt === undefined || termination.finishedAt === undefined) return [];
  if (termination.finishedAt < (requestedAt(pod) ?? 0) - 2_000) return [];
  return [
    speaksFor(
      'the pod was being deleted',
      'metadata.deletionTimestamp',
      new Date(pod.deletionAt).toISOString(),
    ),
  ];
}

/** With force deletion the grace period shown is 0, and the first request lies up to one of the spec's before. */
function requestedAt({
  deletionAt,
  deletionGraceSeconds = 0,
  gracePeriodSeconds,
}: PodView): number | undefined {
  if (deletionAt === undefined) return undefined;
  return deletionAt - Math.max(deletionGraceSeconds, gracePeriodSeconds) * 1000;
}

function disruptionOf({ conditions }: PodView): ConditionView | undefined {
  return conditions.find((c) => c.type === 'DisruptionTarget' && c.status === 'True');
}

function disruption(termination: TerminationView, pod: PodView): readonly Evidence[] {
  const condition = disruptionOf(pod);
  if (condition === undefined) return [];
  if (
    condition.at !== undefined &&
    termination.finishedAt !== undefined &&
    termination.finishedAt < condition.at - 5_000
  )
    return [];
  return [
    speaksFor(
      `the pod was a disruption target: ${condition.reason}`,
      condition.path,
      condition.message || condition.reason || 'True',
    ),
  ];
}

/** Seconds either way that an end may lie off the grace period: the kubelet's and runtime's own delays. */
const GRACE_SLACK_SECONDS = 4;

/** `grace-used-up`: whether it ended about one grace period after it was asked to stop. */
export function matchGraceUsedUp(
  _leaf: Extract<Leaf, { kind: 'grace-used-up' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  const termination = subject?.instance.termination;
  if (subject === undefined || termination?.finishedAt === undefined) return NOTHING;
  const grace = graceSeconds(subject.pod);
  for (const askedAt of stopRequests(termination, context, subject.pod)) {
    const waited = (termination.finishedAt - askedAt) / 1000;
    if (Math.abs(waited - grace) <= GRACE_SLACK_SECONDS) {
      const fact = `it ended ${formatGoDuration(Math.max(0, waited))} after it was asked to stop; its grace period is ${formatGoDuration(grace)}`;
      return found([
        speaksFor(fact, `${termination.path}.finishedAt`, new Date(termination.finishedAt).toISOString()),
      ]);
    }
  }
  return unseen(missingOf(context, 'events'));
}

function stopRequests(termination: TerminationView, context: MatchContext, pod: PodView): readonly number[] {
  const killed = killingEvents(termination, context).flatMap((e) =>
    [e.firstAt, e.lastAt].filter((t) => t !== undefined),
  );
  // The kubelet's last word on a pod whose containers have ended sets the period to 0 and its
  // deletion to now: when it was asked to stop is not on record any more, but in the event.
  if (killed.length > 0 || pod.deletionAt === undefined || pod.deletionGraceSeconds === 0) return killed;
  // `deletionTimestamp` is the time of the request plus the period (API reference, ObjectMeta).
  return [pod.deletionAt - graceSeconds(pod) * 1000];
}
