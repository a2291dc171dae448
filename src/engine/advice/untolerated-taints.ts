import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Evidence } from '../../domain/evidence.js';
import type { NodeTaints } from '../../domain/snapshot.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';

/** More names than this tell no more. */
const NAMED = 3;

/**
 * Which taints of which nodes the pod does not tolerate. The scheduler of Kubernetes 1.34 only counts
 * such nodes, so that a node short of disk and one that is kept for others look the same.
 */
export function withUntoleratedTaints(match: Match): Match {
  const { subject } = match.context;
  if (match.rule.cause !== 'unschedulable' || subject.kind !== 'pod') return match;
  if (!match.evidence.some(({ observed }) => /\btaint/.test(observed ?? ''))) return match;
  const found = byTaint(subject.snapshot.taintedNodes ?? [], subject.pod.raw);
  const troubles = found.filter(({ trouble }) => trouble !== undefined);
  const worst = troubles[0];
  if (found.length === 0) return match;
  return {
    ...withEvidence(match, AT_THE_END, found.map(evidenceOf)),
    variables: {
      ...match.variables,
      taint: found
        .slice(0, NAMED)
        .map(({ taint, trouble, nodes }) => {
          const meaning = trouble === undefined ? '' : ` (${trouble})`;
          return `${taint}${meaning} of ${listed(nodes)}`;
        })
        .join('; '),
      ...(worst !== undefined && {
        nodeTrouble: troubles.map(({ trouble, nodes }) => `${listed(nodes)}: ${trouble ?? ''}`).join('; '),
        troubledNode: worst.nodes[0],
      }),
    },
  };
}

interface Untolerated {
  readonly taint: string;
  /** What is wrong with the nodes, where the cluster itself set it. */
  readonly trouble: string | undefined;
  readonly nodes: readonly string[];
}

/** The taint that most nodes have first. */
function byTaint(nodes: readonly NodeTaints[], pod: JsonObject): readonly Untolerated[] {
  const tolerations = asObjects(at(pod, 'spec', 'tolerations'));
  const found = new Map<string, { trouble: string | undefined; nodes: string[] }>();
  for (const { name, taints } of nodes) {
    for (const taint of taints.filter((each) => repels(each, tolerations))) {
      const text = taintText(taint);
      const known = found.get(text) ?? { trouble: TROUBLES[asText(at(taint, 'key')) ?? ''], nodes: [] };
      if (!known.nodes.includes(name)) known.nodes.push(name);
      found.set(text, known);
    }
  }
  return [...found]
    .map(([taint, { trouble, nodes: names }]) => ({ taint, trouble, nodes: names }))
    .toSorted((a, b) => b.nodes.length - a.nodes.length);
}

/** The conditions of nodes that the cluster turns into taints (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const TROUBLES: Readonly<Record<string, string>> = {
  'node.kubernetes.io/not-ready': 'not ready',
  'node.kubernetes.io/unreachable': 'out of reach of the control plane',
  'node.kubernetes.io/disk-pressure': 'short of disk space',
  'node.kubernetes.io/memory-pressure': 'short of memory',
  'node.kubernetes.io/pid-pressure': 'short of process ids',
  'node.kubernetes.io/network-unavailable': 'without a network',
  'node.cloudprovider.kubernetes.io/uninitialized': 'not yet set up by the cloud controller',
};

/** `PreferNoSchedule` keeps nobody away; for the rest see component-helpers scheduling/corev1/helpers.go and core/v1 ToleratesTaint, v1.34. */
function repels(taint: JsonObject, tolerations: readonly JsonObject[]): boolean {
  const effect = at(taint, 'effect');
  return (
    (effect === 'NoSchedule' || effect === 'NoExecute') && !tolerations.some((each) => tolerates(each, taint))
  );
}

function tolerates(toleration: JsonObject, taint: JsonObject): boolean {
  const [key, value, effect] = ['key', 'value', 'effect'].map((field) => asText(at(toleration, field)) ?? '');
  if (effect !== '' && effect !== at(taint, 'effect')) return false;
  if (key !== '' && key !== at(taint, 'key')) return false;
  if (at(toleration, 'operator') === 'Exists') return true;
  return key !== '' && value === (asText(at(taint, 'value')) ?? '');
}

/** As `kubectl taint` writes it. */
function taintText(taint: JsonObject): string {
  const [key = '', value = '', effect = ''] = ['key', 'value', 'effect'].map(
    (f) => asText(at(taint, f)) ?? '',
  );
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}

function evidenceOf({ taint, nodes }: Untolerated): Evidence {
  return {
    fact: `the pod does not tolerate ${taint}, a taint of ${listed(nodes)}`,
    at: `node ${nodes[0] ?? ''} spec.taints`,
    observed: taint,
    speaks: 'for',
  };
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
