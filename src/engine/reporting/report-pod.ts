import { deploymentRevision } from '../../domain/kubernetes/deployment-revision.js';
import { asObject, at } from '../../domain/values/json.js';
import { readLabels } from '../../domain/kubernetes/labels.js';
import {
  controllerOf,
  type ContainerView,
  type PodView,
  type StateView,
  type TerminationView,
} from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type {
  OwnerReference,
  ReportContainer,
  ReportPod,
  ReportState,
  ReportTermination,
} from '../../domain/report/report.js';
import type { PodSnapshot } from '../../domain/snapshot.js';
import { parseGoDuration, toTimestamp } from '../../domain/values/time.js';
import type { PodVerdict } from '../diagnosis/diagnose.js';
import { replicasOf } from '../facts/replicas.js';
import { readinessColumn, revisionLabel, statusColumn } from './status-column.js';

/** A pod's verdict in the report's shape. */
export function toReportPod(snapshot: PodSnapshot, verdict: PodVerdict): ReportPod {
  const { pod } = verdict;
  const labels = asObject(at(pod.raw, 'metadata', 'labels'));
  return {
    namespace: pod.namespace,
    name: pod.name,
    ...present('uid', pod.uid),
    ...(labels === undefined ? {} : { labels: readLabels(labels) }),
    ...present('createdAt', timestamp(pod.createdAt)),
    ...present('endedAt', timestamp(endOf(pod))),
    ...present('owner', ownerOf(snapshot, verdict)),
    ...present('node', pod.nodeName),
    phase: pod.phase ?? 'Unknown',
    ...present('reason', pod.reason),
    status: statusColumn(pod),
    readiness: readinessColumn(pod),
    ...present('benign', verdict.own.benign),
    missing: snapshot.missing,
    diagnoses: verdict.own.diagnoses,
    containers: pod.containers.map((container) => toReportContainer(container, verdict, snapshot.now)),
  };
}

/** When a pod that is over ended: the last that its conditions and its containers' records tell of. */
function endOf({ phase, conditions, containers }: PodView): number | undefined {
  if (phase !== 'Failed' && phase !== 'Succeeded') return undefined;
  const times = [
    ...conditions.map((each) => each.at),
    ...containers.map(({ current }) => (current.kind === 'terminated' ? current.finishedAt : undefined)),
  ].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

function ownerOf(snapshot: PodSnapshot, verdict: PodVerdict): OwnerReference | undefined {
  const { pod } = verdict;
  const controller = controllerOf(pod.raw);
  const top = snapshot.owners.at(-1) ?? controller;
  if (top === undefined) return undefined;
  const own = snapshot.owners.find((o) => o.name === controller?.name);
  const revision = deploymentRevision(own?.object) ?? revisionLabel(pod);
  return {
    kind: top.kind,
    name: top.name,
    ...present('revision', revision),
    ...replicasOf(snapshot.owners, pod),
    ...present('change', hasFinding(verdict) ? verdict.change : undefined),
  };
}

function hasFinding({ own, containers }: PodVerdict): boolean {
  return [own, ...containers.values()].some(({ diagnoses }) => diagnoses.length > 0);
}

function toReportContainer(container: ContainerView, verdict: PodVerdict, now: number): ReportContainer {
  const own = verdict.containers.get(container.name);
  return {
    name: container.name,
    kind: container.kind,
    image: container.image,
    ready: container.ready,
    restartCount: container.restartCount,
    current: toReportState(container.current, container.last, now),
    ...(container.last === undefined ? {} : { last: toReportTermination(container.last) }),
    ...present('backOffSince', timestamp(backOffSince(verdict.events, container.name))),
    ...present('benign', own?.benign),
    diagnoses: own?.diagnoses ?? [],
  };
}

/**
 * A pod keeps one record of an end; the event that a restart is put off is counted up instead, so
 * that its first time is that of the first (pkg/kubelet/kuberuntime/kuberuntime_manager.go
 * doBackOff and client-go tools/record/events_cache.go, v0.34).
 */
function backOffSince(events: PodVerdict['events'], container: string): number | undefined {
  const times = events.flatMap((event) =>
    event.reason === 'BackOff' && event.container === container ? (event.firstAt ?? []) : [],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

function toReportState(state: StateView, last: TerminationView | undefined, now: number): ReportState {
  switch (state.kind) {
    case 'none':
      return { state: 'none' };
    case 'running':
      return { state: 'running', ...present('startedAt', timestamp(state.startedAt)) };
    case 'waiting':
      return {
        state: 'waiting',
        ...present('reason', state.reason),
        ...present('message', bounded(state.message)),
        ...present('nextTryInSeconds', nextTry(state.message, last, now)),
      };
    case 'terminated': {
      const { outcome, ...rest } = toReportTermination(state);
      return { state: 'terminated', ...rest, outcome };
    }
  }
}

/** `back-off 5m0s restarting failed container=...` counts from the last end (sync_result.go, kubelet 1.34). */
function nextTry(
  message: string | undefined,
  last: TerminationView | undefined,
  now: number,
): number | undefined {
  const backOff = parseGoDuration(
    /^back-off (\S+) restarting failed container/.exec(message ?? '')?.[1] ?? '',
  );
  if (backOff === undefined || last?.finishedAt === undefined) return undefined;
  return Math.max(0, Math.round(backOff - (now - last.finishedAt) / 1000));
}

function toReportTermination(termination: TerminationView): ReportTermination {
  const { outcome } = termination;
  return {
    ...present('exitCode', termination.exitCode),
    ...present('signal', outcome.kind === 'signalled' ? outcome.signal : undefined),
    ...present('reason', termination.reason),
    ...present('message', bounded(termination.message)),
    ...present('startedAt', timestamp(termination.startedAt)),
    ...present('finishedAt', timestamp(termination.finishedAt)),
    ...present('durationSeconds', termination.durationSeconds),
    outcome: outcome.kind,
  };
}

/** What the kubelet keeps of a container's last words (pkg/kubelet/container/runtime.go MaxContainerTerminationMessageLength, v1.34). */
const MAX_MESSAGE_LENGTH = 4096;

/**
 * A message as the report keeps it: its begin and its end. A runtime's message has no bound, and a
 * report that quotes it whole for each of many replicas grows with what any pod's author writes.
 */
function bounded(message: string | undefined): string | undefined {
  if (message === undefined || message.length <= MAX_MESSAGE_LENGTH) return message;
  const half = MAX_MESSAGE_LENGTH / 2 - 1;
  return `${message.slice(0, half)}…${message.slice(-half)}`;
}

function timestamp(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : toTimestamp(ms);
}
