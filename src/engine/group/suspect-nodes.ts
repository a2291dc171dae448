import type { CauseId } from '../../domain/rules/cause.js';
import type { ReportGroup, ReportNode, ReportPod } from '../../domain/report/report.js';
import { toTimestamp } from '../../domain/values/time.js';
import { closerAtNode } from '../../domain/report/closer.js';
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
    if (member.node === undefined || member.lastAt === undefined || !mayBeTheNode(member.diagnosis)) continue;
    const others = byNode.get(member.node);
    if (others === undefined) byNode.set(member.node, [member]);
    else others.push(member);
  }
  const groupsOf = groupsByPod(groups);
  return [...byNode].flatMap(([name, members]) => {
    const node = nodes.find((n) => n.name === name);
    const isUnwell = (node?.diagnoses.length ?? 0) > 0;
    const close = largestCluster(members);
    const owners = new Set(
      close.map((m) => `${m.namespace}/${m.owner?.kind ?? 'Pod'}/${m.owner?.name ?? m.name}`),
    );
    const causes = new Set(close.map((m) => m.diagnosis.cause));
    if (owners.size < MIN_OWNERS || causes.size < 2 || (!isUnwell && isOnlyNode)) return [];
    return [toNodeGroup(name, node, close, groupsOf)];
  });
}

/** Tells the groups in which these pods are, of those that a node may explain. */
type GroupsOf = (places: ReadonlySet<string>) => readonly string[];

function groupsByPod(groups: readonly ReportGroup[]): GroupsOf {
  const byPod = new Map<string, number[]>();
  groups.forEach((group, index) => {
    if (!mayBeTheNode(group)) return;
    for (const place of new Set(group.members.map(placeOf))) {
      const known = byPod.get(place);
      if (known === undefined) byPod.set(place, [index]);
      else known.push(index);
    }
  });
  return (places) =>
    [...new Set([...places].flatMap((place) => byPod.get(place) ?? []))]
      .sort((a, b) => a - b)
      .flatMap((index) => groups[index]?.key ?? []);
}

function placeOf({ namespace, name }: Pick<Member, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function mayBeTheNode({ cause }: Pick<ReportGroup, 'cause'>): boolean {
  return !SAME_ON_EVERY_NODE.has(cause);
}

/** The most members whose last deaths lie within a few minutes of each other. */
function largestCluster(members: readonly Member[]): readonly Member[] {
  const sorted = [...members].sort((a, b) => (a.lastAt ?? 0) - (b.lastAt ?? 0));
  let [from, to] = [0, 0];
  let end = 0;
  sorted.forEach((first, start) => {
    while ((sorted[end]?.lastAt ?? Infinity) - (first.lastAt ?? 0) <= CLOSE_MS) end += 1;
    if (end - start > to - from) [from, to] = [start, end];
  });
  return sorted.slice(from, to);
}

function toNodeGroup(
  name: string,
  node: ReportNode | undefined,
  members: readonly Member[],
  groupsOf: GroupsOf,
): ReportGroup {
  const own = node?.diagnoses[0];
  const times = members.flatMap((m) => m.lastAt ?? []);
  const places = new Set(members.map(placeOf));
  const count = places.size;
  const fact = `${count} pods of different owners failed on ${name} within minutes, for different causes`;
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
          command: closerAtNode(name),
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
    explains: groupsOf(places),
    closer: closerAtNode(name),
  };
}
