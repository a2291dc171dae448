import { enumeration } from '../../domain/values/enumeration.js';
import type { Missing, MissingWhat } from '../../domain/evidence.js';
import { COSTS } from '../costs.js';

/** Why an object that was seen at first cannot be read again. */
export const HAS_CHANGED = 'the file has changed while it was read';

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
    pods.length === 1 && first !== undefined && first.name !== ''
      ? { namespace: first.namespace, name: first.name }
      : {},
  );
}

/** kubectl prints for people: pkg/describe/describe.go describePod and describeStatus, v1.34, leave these out. */
export const DESCRIBED: Missing = {
  what: 'status',
  why: 'kubectl describe prints it in part',
  costs:
    'what a waiting container waits for, its restart policy and its security context cannot be told; kubectl get pods,events -o yaml holds all of it',
};

const PARTS: readonly (readonly [RegExp, MissingWhat])[] = [
  [/event/, 'events'],
  [/node/, 'node'],
  [/logs/, 'log'],
  [/deployment|statefulset|daemonset|replicaset|replication|job/, 'workloads'],
  [/namespace(?!s\/)/, 'namespaces'],
  [/pod(?!-?disruption)/, 'pods'],
];

/** A part of a dump that could not be read. */
export function missingPart(path: string, why: string): Missing {
  return notInFiles(whatOf(path), why, { name: path });
}

/** What a dump's tool was refused, in its own words; where it says so, of which namespace. */
export function refusedPart(about: string, why: string, namespace?: string): Missing {
  return notInFiles(whatOf(about), why, namespace === undefined ? {} : { namespace });
}

function whatOf(path: string): MissingWhat {
  const tail = path.split('/').slice(-3).join('/');
  return PARTS.find(([pattern]) => pattern.test(tail))?.[1] ?? 'reference';
}

/** The makers of pods whose lists a live scan reads too. */
const MAKERS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'] as const;

/** Which makers of pods the files hold no list of: one that gets no pods would not be seen. */
export function missingMakers(isKnown: (kind: string) => boolean): readonly Missing[] {
  const absent = MAKERS.filter((kind) => !isKnown(kind)).map((kind) => `${kind}s`);
  return absent.length === 0 ? [] : [notInFiles('workloads', `the files hold no ${enumeration(absent)}`)];
}
