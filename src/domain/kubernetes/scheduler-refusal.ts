/**
 * The scheduler's filters in the order in which it asks them about a node; the first that refuses the node is the
 * only one that speaks of it (pkg/scheduler/apis/config/v1/default_plugins.go, getDefaultPlugins and
 * applyFeatureGates, and pkg/scheduler/framework/runtime/framework.go, RunFilterPlugins, v1.34; NodeDeclaredFeatures
 * v1.35). A cluster whose scheduler is configured otherwise may ask in another order. With each: how its words are
 * told, from the packages of pkg/scheduler/framework/plugins.
 */
const WORDS_OF_FILTERS = {
  NodeUnschedulable: /^node\(s\) were unschedulable/,
  NodeName: /^node\(s\) didn't match the requested node name/,
  TaintToleration: /^node\(s\) had (?:untolerated )?taint/,
  NodeAffinity: /match (?:Pod's )?node (?:affinity|selector)|plugin\(s\) \[NodeAffinity\]/,
  NodePorts: /free ports/,
  NodeResourcesFit: /^(?:Insufficient |Too many pods)/,
  VolumeRestrictions: /no available disk|ReadWriteOncePod/,
  NodeVolumeLimits: /max volume count|CSI driver is not installed/,
  VolumeBinding:
    /volume node affinity conflict|PersistentVolume's node affinity|available persistent volumes|enough free storage|non-existent pv/,
  VolumeZone: /volume zone/,
  PodTopologySpread: /topology spread/,
  InterPodAffinity: /affinity rules|pod (?:anti-)?affinity|pods anti-affinity/,
  DynamicResources: /resourceclaim|cannot allocate all claims/,
  NodeDeclaredFeatures: /required features/,
} as const;

/** The name of a filter, as the scheduler's configuration writes it. */
export type SchedulerFilter = keyof typeof WORDS_OF_FILTERS;

/** All filters, in the order in which a node passes them. */
export const SCHEDULER_FILTERS = Object.keys(WORDS_OF_FILTERS) as readonly SchedulerFilter[];

/** Why some of the nodes were refused. */
export interface SchedulerRefusal {
  /** As the scheduler told it: `Insufficient cpu`. */
  readonly words: string;
  /** How many nodes; absent where the words are about the pod. */
  readonly nodes?: number;
  /** The place of the filter that told it in `SCHEDULER_FILTERS`; -1 for words of no filter that is known. */
  readonly filter: number;
}

/** What the scheduler told of the nodes at one attempt. */
export interface SchedulerRefusals {
  /** How many nodes there are; absent where the message does not begin with it. */
  readonly total?: number;
  readonly refusals: readonly SchedulerRefusal[];
}

/** The head of the message, also of schedulers that put words of their own before it. */
const HEAD = /0\/(\d+) nodes are (?:un)?available:?\s*/;
/** A full stop ends what is told of the nodes; what could give way for the pod is told behind it. */
const BEHIND_NODES = /\.(?:\s.*)?$/s;
const NEXT_GROUP = /, (?=\d+ )/;

/**
 * A message of the scheduler about a pod that found no node (FitError.Error, pkg/scheduler/framework/types.go, v1.34):
 * `0/5 nodes are available: 1 node(s) were unschedulable, 4 Insufficient cpu. preemption: ...`.
 */
export function readSchedulerRefusals(message: string): SchedulerRefusals {
  const head = HEAD.exec(message);
  const told = head === null ? message : message.slice(head.index + head[0].length);
  const groups = told.replace(BEHIND_NODES, '').trim().split(NEXT_GROUP);
  return {
    ...(head === null ? {} : { total: Number(head[1]) }),
    refusals: groups.filter((group) => group !== '').map(readGroup),
  };
}

function readGroup(group: string): SchedulerRefusal {
  const [, nodes, words = group] = /^(\d+) (.*)$/s.exec(group) ?? [];
  const filter = SCHEDULER_FILTERS.findIndex((name) => WORDS_OF_FILTERS[name].test(words));
  return { words, filter, ...(nodes === undefined ? {} : { nodes: Number(nodes) }) };
}
