import type { Missing, MissingWhat } from '../../domain/evidence.js';

const COSTS: Readonly<Record<MissingWhat, string>> = {
  pods: 'the pods there were not looked at',
  events: 'why it was killed or could not start may be told only there',
  node: 'whether the node is under pressure or lost cannot be told',
  nodeEvents: 'what happened to the node cannot be told',
  owner: 'the workload that it belongs to cannot be seen',
  workloads: 'a workload whose pods cannot be created would not be seen',
  revisions: 'what changed between its revisions cannot be told',
  log: 'what it writes cannot be read',
  previousLog: 'what it wrote before it ended cannot be read',
  reference: 'whether it exists cannot be told',
  namespaces: 'which namespaces there are cannot be told',
  status: 'its state cannot be told',
};

/** Something that the files do not hold, with what that costs. */
export function notInFiles(
  what: MissingWhat,
  why: string,
  more: Partial<Pick<Missing, 'namespace' | 'name'>> = {},
): Missing {
  return { what, ...more, why, costs: COSTS[what] };
}

/** A manifest is what was asked for, not what came of it. */
export function withoutStatus(
  pods: readonly { readonly namespace: string; readonly name: string }[],
): Missing {
  const [first] = pods;
  const which = pods.length === 1 ? 'it has' : `${pods.length} pods have`;
  return notInFiles(
    'status',
    `${which} none, as in a manifest; save what the cluster tells: kubectl get pods -o yaml`,
    pods.length === 1 ? { namespace: first?.namespace ?? '', name: first?.name ?? '' } : {},
  );
}

const PARTS: readonly (readonly [RegExp, MissingWhat])[] = [
  [/event/, 'events'],
  [/node/, 'node'],
  [/logs/, 'log'],
  [/deployment|statefulset|daemonset|replicaset|replication|job/, 'workloads'],
  [/namespace(?!s\/)/, 'namespaces'],
  [/pod(?!-?disruption)/, 'pods'],
];

/** A part of a dump that could not be read, or that its tool could not. */
export function missingPart(path: string, why: string): Missing {
  const tail = path.split('/').slice(-3).join('/');
  const what = PARTS.find(([pattern]) => pattern.test(tail))?.[1] ?? 'reference';
  return notInFiles(what, why, { name: path });
}
