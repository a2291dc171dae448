/** What a path inside a directory or archive holds, told by the layout of the tool that wrote it. */
export type PathMeaning =
  | { readonly is: 'objects'; readonly layout: Layout; readonly namespace?: string; readonly kind?: string }
  | {
      readonly is: 'log';
      readonly layout: Layout;
      readonly namespace: string;
      readonly pod: string;
      readonly container: string;
      readonly which: 'current' | 'previous';
    }
  /** A log whose path names a pod or its container, in folders that a user named. */
  | { readonly is: 'named-log'; readonly layout: Layout }
  /** Logs of all containers of a pod between markers. */
  | { readonly is: 'marked-logs'; readonly layout: Layout }
  /** What the tool could not read. */
  | { readonly is: 'errors'; readonly layout: Layout; readonly about: string }
  | { readonly is: 'nothing' };

/** How the files of a directory or archive lie: by which tool wrote them. */
export type Layout =
  'cluster-info-directory' | 'support-bundle' | 'must-gather' | 'case-directory' | 'directory';

type Groups = Readonly<Record<string, string>>;
type Reading = readonly [RegExp, (groups: Groups) => PathMeaning];

const NOTHING: PathMeaning = { is: 'nothing' };

const NAMED_LOG = /[^/]\/[^/]+\.log$/;

/** Whether a path may be that of a log which a support bundle keeps in a folder with a name of the user's. */
export function isNamedLog(path: string): boolean {
  return NAMED_LOG.test(path);
}

/**
 * troubleshoot.sh: pkg/constants/constants.go (the folders), pkg/collect/cluster_resources.go
 * (`<folder>/<namespace>.json`, before v0.30 bare arrays without kinds; `<container>-logs-errors.log`;
 * at commit 8f9a617d it joins ReplicaSets to the name of the StatefulSets' errors file),
 * pkg/collect/logs.go (`<container>.log`, `<container>-previous.log`), v0.107. The top folder's
 * name varies. The `logs` collector writes to `<name>/<pod>/<container>.log`, or `<name>/<pod>.log`
 * for a pod's only container, where the user chose the name (logs.go at commit 052a8656); since
 * commit 9a8870d5 these are links to `cluster-resources/pods/logs`.
 */
const SUPPORT_BUNDLE: readonly Reading[] = [
  [
    /(?:^|\/)cluster-resources\/pods\/(?<about>logs)\/.+-logs-errors\.log$/,
    (g) => ({ is: 'errors', layout: 'support-bundle', about: g['about'] ?? '' }),
  ],
  [
    /(?:^|\/)cluster-resources\/pods\/logs\/(?<ns>[^/]+)\/(?<pod>[^/]+)\/(?<container>[^/]+?)(?<previous>-previous)?\.log$/,
    (g) => logOf('support-bundle', g),
  ],
  [
    /(?:^|\/)cluster-resources\/(?<about>[^/]+)-errors\.json$/,
    (g) => ({ is: 'errors', layout: 'support-bundle', about: g['about'] ?? '' }),
  ],
  [/(?:^|\/)cluster-resources\/(?<folder>[^/]+)\/(?<ns>[^/]+)\.json$/, (g) => bundleObjects(g)],
  [/(?:^|\/)cluster-resources\/(?<folder>[^/]+)\.json$/, (g) => bundleObjects(g)],
  [/(?:^|\/)cluster-resources\//, () => NOTHING],
  [NAMED_LOG, () => ({ is: 'named-log', layout: 'support-bundle' })],
];

/** The folders that hold objects of use, and the kind of what is in them. */
const BUNDLE_KINDS: Readonly<Record<string, string>> = {
  pods: 'Pod',
  events: 'Event',
  nodes: 'Node',
  namespaces: 'Namespace',
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  'statefulsets-errors.json': 'ReplicaSet',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  jobs: 'Job',
  cronjobs: 'CronJob',
  pvs: 'PersistentVolume',
  pvcs: 'PersistentVolumeClaim',
  configmaps: 'ConfigMap',
  serviceaccounts: 'ServiceAccount',
  priorityclasses: 'PriorityClass',
  'storage-classes': 'StorageClass',
  'resource-quota': 'ResourceQuota',
};

function bundleObjects(groups: Groups): PathMeaning {
  const folder = groups['folder'] ?? '';
  const kind = Object.hasOwn(BUNDLE_KINDS, folder) ? BUNDLE_KINDS[folder] : undefined;
  if (kind === undefined) return NOTHING;
  const namespace = groups['ns'];
  return { is: 'objects', layout: 'support-bundle', kind, ...(namespace === undefined ? {} : { namespace }) };
}

/**
 * OpenShift `oc adm must-gather` and `oc adm inspect`: pkg/cli/admin/inspect/namespace.go, pod.go
 * and util.go, at commit bb74850f. The container's name stands twice in a log's path. Early
 * versions (commit 0495f4b1) collect no logs of pods that are not running and ready. What could not
 * be read is tried again without checking the kubelet's certificate (`.insecure`), and leaves an
 * empty file behind (writer.go at commit 3ad9afe5). Rotated files hold what is older than the last words.
 */
const MUST_GATHER: readonly Reading[] = [
  [
    /(?:^|\/)namespaces\/(?<ns>[^/]+)\/pods\/(?<pod>[^/]+)\/(?<container>[^/]+)\/[^/]+\/logs\/(?:current|(?<previous>previous))(?:\.insecure)?\.log$/,
    (g) => logOf('must-gather', g),
  ],
  [
    /(?:^|\/)namespaces\/(?<ns>[^/]+)\/pods\/(?<pod>[^/]+)\/\k<pod>\.ya?ml$/,
    (g) => ({ is: 'objects', layout: 'must-gather', namespace: g['ns'] ?? '' }),
  ],
  [/(?:^|\/)namespaces\/[^/]+\/pods\//, () => NOTHING],
  [
    /(?:^|\/)namespaces\/(?<ns>[^/]+)\/(?:core|apps|batch|apps\.openshift\.io|build\.openshift\.io|operators\.coreos\.com)\/.+\.(?:ya?ml|json)$/,
    (g) => ({ is: 'objects', layout: 'must-gather', namespace: g['ns'] ?? '' }),
  ],
  [
    /(?:^|\/)cluster-scoped-resources\/(?:core\/(?:nodes|persistentvolumes|namespaces)|storage\.k8s\.io|scheduling\.k8s\.io|node\.k8s\.io)(?:\/.+)?\.(?:ya?ml|json)$/,
    () => ({ is: 'objects', layout: 'must-gather' }),
  ],
  [/(?:^|\/)(?:namespaces|cluster-scoped-resources)\//, () => NOTHING],
];

/** kubectl cluster-info dump --output-directory: kubectl pkg/cmd/clusterinfo/clusterinfo_dump.go, v0.34. */
const CLUSTER_INFO: readonly Reading[] = [
  [/(?:^|\/)[^/]+\/[^/]+\/logs\.txt$/, () => ({ is: 'marked-logs', layout: 'cluster-info-directory' })],
  [/(?:^|\/)nodes\.(?:json|yaml)$/, () => ({ is: 'objects', layout: 'cluster-info-directory' })],
  [
    /(?:^|\/)(?<ns>[^/]+)\/(?:events|replication-controllers|daemonsets|deployments|replicasets|pods)\.(?:json|yaml)$/,
    (g) => ({ is: 'objects', layout: 'cluster-info-directory', namespace: g['ns'] ?? '' }),
  ],
  [/(?:^|\/)[^/]+\/services\.(?:json|yaml)$/, () => NOTHING],
];

const LAYOUTS = {
  'support-bundle': SUPPORT_BUNDLE,
  'must-gather': MUST_GATHER,
  'cluster-info-directory': CLUSTER_INFO,
} as const;
type DumpLayout = keyof typeof LAYOUTS;

/** Paths that only one tool writes. */
const MARKS: readonly (readonly [DumpLayout, RegExp])[] = [
  ['support-bundle', /(?:^|\/)cluster-resources\//],
  ['must-gather', /(?:^|\/)(?:namespaces\/[^/]+\/|cluster-scoped-resources\/)/],
  ['cluster-info-directory', /(?:^|\/)[^/]+\/(?:[^/]+\/logs\.txt|replication-controllers\.(?:json|yaml))$/],
];

/** The layout that a path belongs to, or undefined where it could be anyone's. */
export function layoutOf(path: string): DumpLayout | undefined {
  return MARKS.find(([, pattern]) => pattern.test(path))?.[0];
}

/** What a path holds in a known layout. */
export function readPath(path: string, layout: DumpLayout): PathMeaning {
  for (const [pattern, meaning] of LAYOUTS[layout]) {
    const match = pattern.exec(path);
    if (match !== null) return meaning({ ...match.groups });
  }
  return NOTHING;
}

function logOf(layout: Layout, groups: Groups): PathMeaning {
  return {
    is: 'log',
    layout,
    namespace: groups['ns'] ?? '',
    pod: groups['pod'] ?? '',
    container: groups['container'] ?? '',
    which: groups['previous'] === undefined ? 'current' : 'previous',
  };
}
