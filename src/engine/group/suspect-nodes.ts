import type { CauseId } from '../../domain/rules/cause.js';
import type { ReportGroup, ReportNode, ReportPod } from '../../domain/report/report.js';
import { toTimestamp } from '../../domain/values/time.js';
import { shellWord } from '../../domain/values/shell-word.js';
import { membersOfPod, type Member } from './members.js';

/** Deaths this close together on one node may have one cause there. */
const CLOSE_MS = 5 * 60_000;
/** Fewer owners than this are a coincidence. */
const MIN_OWNERS = 3;

/**
 * What the pod's own specification, its image or the cluster's objects bring about, on whichever node
 * it is started: a node explains none of it.
 */
const SAME_ON_EVERY_NODE: ReadonlySet<CauseId> = new Set<CauseId>([
  'config-missing',
  'mount-type',
  'image-not-found',
  'image-name-invalid',
  'run-as-nonroot',
  'exec-not-found',
  'exec-permission',
  'exec-format',
  'interpreter-missing',
  'shared-lib-missing',
  'shell-command-not-found',
  'limit-too-low-to-start',
  'app-usage',
  'app-config',
  'app-missing-module',
  'completed-restarting',
]);

/**
 * Nodes where different causes of different owners coincide within minutes: a group of its own
 * names the node as suspect and links the others. A node that is the only one seen is suspect only
 * when it is itself unwell, for then "only there" says nothing.
 */
export function suspectNodes(
  pods: readonly ReportPod[],
  nodes: readonly ReportNode[],
  groups: readonly ReportGroup[],
): readonly ReportGroup[] {
  const all = pods.flatMap(membersOfPod);
  const isOnlyNode = new Set(all.flatMap(({ node }) => node ?? [])).size < 2;
  const byNode = new Map<string, Member[]>();
  for (const member of all) {
    if (member.node !== undefined && member.lastAt !== undefined && mayBeTheNode(member.diagnosis))
      byNode.set(member.node, [...(byNode.get(member.node) ?? []), member]);
  }
  return [...byNode].flatMap(([name, members]) => {
    const node = nodes.find((n) => n.name === name);
    const isUnwell = (node?.diagnoses.length ?? 0) > 0;
    const close = largestCluster(members);
    const owners = new Set(
      close.map((m) => `${m.namespace}/${m.owner?.kind ?? 'Pod'}/${m.owner?.name ?? m.name}`),
    );
    const causes = new Set(close.map((m) => m.diagnosis.cause));
    if (owners.size < MIN_OWNERS || causes.size < 2 || (!isUnwell && isOnlyNode)) return [];
    return [toNodeGroup(name, node, close, groups)];
  });
}

function mayBeTheNode({ cause }: Pick<ReportGroup, 'cause'>): boolean {
  return !SAME_ON_EVERY_NODE.has(cause);
}

/** The most members whose last deaths lie within a few minutes of each other. */
function largestCluster(members: readonly Member[]): readonly Member[] {
  const sorted = [...members].sort((a, b) => (a.lastAt ?? 0) - (b.lastAt ?? 0));
  let best: readonly Member[] = [];
  sorted.forEach((first, index) => {
    const cluster = sorted.slice(index).filter((m) => (m.lastAt ?? 0) - (first.lastAt ?? 0) <= CLOSE_MS);
    if (cluster.length > best.length) best = cluster;
  });
  return best;
}

function toNodeGroup(
  name: string,
  node: ReportNode | undefined,
  members: readonly Member[],
  groups: readonly ReportGroup[],
): ReportGroup {
  const own = node?.diagnoses[0];
  const times = members.flatMap((m) => m.lastAt ?? []);
  const count = new Set(members.map((m) => `${m.namespace}/${m.name}`)).size;
  const fact = `${count} pods of different owners failed on ${name} within minutes, for different causes`;
  const names = new Set(members.map((m) => `${m.namespace}/${m.name}`));
  const explains = groups
    .filter((g) => mayBeTheNode(g) && g.members.some((m) => names.has(`${m.namespace}/${m.name}`)))
    .map((g) => g.key);
  return {
    key: `node-lost/Node//${name}`,
    by: 'node',
    subject: { kind: 'Node', name },
    owners: [],
    revisions: [],
    cause: own?.cause ?? 'node-lost',
    severity: own?.severity ?? 'high',
    diagnosis: {
      ...(own ?? {
        rank: 1,
        ruleId: 'node-suspect',
        cause: 'node-lost',
        confidence: 'possible',
        severity: 'high',
        heals: 'repeats',
        about: 'current',
        missing: [],
        references: [],
      }),
      title: `Node ${name} is suspect: ${count} pods of different owners failed there within minutes`,
      evidence: [
        { fact, at: `node ${name}`, observed: String(count), speaks: 'for' },
        ...(own?.evidence ?? []),
      ],
      remediation: own?.remediation ?? [
        {
          do: "Look at the node's conditions and events",
          command: `kubectl describe node ${shellWord(name)}`,
          effect: 'read-only',
        },
      ],
    },
    count,
    nodes: [name],
    firstSeen: toTimestamp(times.reduce((a, b) => Math.min(a, b))),
    lastSeen: toTimestamp(times.reduce((a, b) => Math.max(a, b))),
    members: members.map((m) => ({
      namespace: m.namespace,
      name: m.name,
      ...(m.container === undefined ? {} : { container: m.container }),
    })),
    explains,
    closer: `kubectl describe node ${shellWord(name)}`,
  };
}
