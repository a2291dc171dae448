import { readEvent, type EventView } from '../../domain/kubernetes/event.js';
import type { Missing } from '../../domain/evidence.js';
import {
  readPod,
  type ContainerView,
  type PodView,
  type TerminationView,
} from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { RevisionChange } from '../../domain/kubernetes/revision-change.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { NodeSnapshot, PodSnapshot, Snapshot, WorkloadSnapshot } from '../../domain/snapshot.js';
import { revisionChange } from './revision-change.js';
import { logOfInstance, type InstanceLog } from '../log/instance-log.js';
import { overcomeAt, overcomeIn } from './overcome.js';

/** Everything that a matcher may look at: one subject, and for a container one of its instances. */
export interface MatchContext {
  readonly rulebook: Rulebook;
  readonly snapshot: Snapshot;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly subject: Subject;
  /** Events of the subject's pod, but for what it got over, or of the workload or node itself; oldest first. */
  readonly events: readonly EventView[];
  readonly nodeEvents: readonly EventView[];
}

/** What a rule is asked about. */
export type Subject =
  | {
      readonly kind: 'container';
      readonly snapshot: PodSnapshot;
      readonly pod: PodView;
      readonly container: ContainerView;
      readonly instance: Instance;
      /** What the pod's revision changed, where that is fresh. */
      readonly change?: RevisionChange;
    }
  | { readonly kind: 'pod'; readonly snapshot: PodSnapshot; readonly pod: PodView }
  | { readonly kind: 'workload'; readonly snapshot: WorkloadSnapshot }
  | { readonly kind: 'node'; readonly snapshot: NodeSnapshot };

/** What a container rule is asked about: the state now, or the instance that ended before it. */
export interface Instance {
  readonly about: 'current' | 'last';
  /** How it ended; absent while it runs or waits. */
  readonly termination?: TerminationView;
  readonly log: InstanceLog;
}

/** The contexts of a pod: itself, and each container's instances, in the pod's own order. */
export function podContexts(
  snapshot: PodSnapshot,
  rulebook: Rulebook,
): {
  readonly pod: PodView;
  readonly events: readonly EventView[];
  readonly contexts: readonly MatchContext[];
  readonly change?: RevisionChange;
} {
  const pod = readPod(snapshot.pod);
  const change = present('change', revisionChange(snapshot.owners, pod, snapshot.now));
  const events = snapshot.events.map(readEvent).sort((a, b) => (a.lastAt ?? 0) - (b.lastAt ?? 0));
  const isOvercome = overcomeIn(pod, events);
  const base = {
    rulebook,
    snapshot,
    now: snapshot.now,
    events: events.filter((event) => !isOvercome(event)),
    nodeEvents: snapshot.nodeEvents.map(readEvent),
  };
  const containers = pod.containers.flatMap((container) =>
    instancesOf(container, snapshot).map((instance): MatchContext => ({
      ...base,
      subject: { kind: 'container', snapshot, pod, container, instance, ...change },
    })),
  );
  return {
    pod,
    events,
    contexts: [{ ...base, subject: { kind: 'pod', snapshot, pod } }, ...containers],
    ...change,
  };
}

/** The context of a workload: its own conditions and events, but for what it got over. */
export function workloadContext(snapshot: WorkloadSnapshot, rulebook: Rulebook): MatchContext {
  const isOvercome = overcomeAt(snapshot.workload);
  return {
    rulebook,
    snapshot,
    now: snapshot.now,
    subject: { kind: 'workload', snapshot },
    events: snapshot.events.map(readEvent).filter((event) => !isOvercome(event)),
    nodeEvents: [],
  };
}

/** The context of a node: its own events count as the node's too. */
export function nodeContext(snapshot: NodeSnapshot, rulebook: Rulebook): MatchContext {
  const events = snapshot.events.map(readEvent);
  return {
    rulebook,
    snapshot,
    now: snapshot.now,
    subject: { kind: 'node', snapshot },
    events,
    nodeEvents: events,
  };
}

/** An init container that has done its work is not started again in this pod: its earlier attempts are over. */
function isDone({ kind, current }: ContainerView): boolean {
  return kind === 'init' && current.kind === 'terminated' && current.exitCode === 0;
}

function instancesOf(container: ContainerView, snapshot: PodSnapshot): readonly Instance[] {
  const termination = container.current.kind === 'terminated' ? container.current : undefined;
  const current: Instance = {
    about: 'current',
    ...(termination === undefined ? {} : { termination }),
    log: logOfInstance(container, 'current', snapshot),
  };
  if (container.last === undefined || isDone(container)) return [current];
  return [
    current,
    { about: 'last', termination: container.last, log: logOfInstance(container, 'last', snapshot) },
  ];
}

/** The missing entries of the snapshot that say why a kind of evidence could not be seen. */
export function missingOf(context: MatchContext, what: Missing['what'], name?: string): readonly Missing[] {
  return context.snapshot.missing.filter(
    (m) => m.what === what && (name === undefined || m.name === undefined || m.name === name),
  );
}
