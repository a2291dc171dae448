import { SourceError } from '../../source.js';

/** A resource of the API: what its path is made of. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural: `pods`. */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

function resource(group: string, plural: string, kind: string, namespaced = true): Resource {
  return { group, version: 'v1', plural, kind, namespaced };
}

// The resources that are read, each by the name that RBAC and the API know it by.
export const PODS = resource('', 'pods', 'Pod');
export const EVENTS = resource('', 'events', 'Event');
export const NODES = resource('', 'nodes', 'Node', false);
export const NAMESPACES = resource('', 'namespaces', 'Namespace', false);
export const CLAIMS = resource('', 'persistentvolumeclaims', 'PersistentVolumeClaim');
export const CONFIG_MAPS = resource('', 'configmaps', 'ConfigMap');
export const SECRETS = resource('', 'secrets', 'Secret');
export const SERVICE_ACCOUNTS = resource('', 'serviceaccounts', 'ServiceAccount');
export const STORAGE_CLASSES = resource('storage.k8s.io', 'storageclasses', 'StorageClass', false);
export const REPLICA_SETS = resource('apps', 'replicasets', 'ReplicaSet');
export const CONTROLLER_REVISIONS = resource('apps', 'controllerrevisions', 'ControllerRevision');
export const DEPLOYMENTS = resource('apps', 'deployments', 'Deployment');
export const STATEFUL_SETS = resource('apps', 'statefulsets', 'StatefulSet');
export const DAEMON_SETS = resource('apps', 'daemonsets', 'DaemonSet');
export const JOBS = resource('batch', 'jobs', 'Job');
export const CRON_JOBS = resource('batch', 'cronjobs', 'CronJob');
export const REPLICATION_CONTROLLERS = resource('', 'replicationcontrollers', 'ReplicationController');

/** Everything that is found without asking the server. */
export const BUILT_IN: readonly Resource[] = [
  PODS,
  EVENTS,
  NODES,
  NAMESPACES,
  CLAIMS,
  CONFIG_MAPS,
  SECRETS,
  SERVICE_ACCOUNTS,
  STORAGE_CLASSES,
  REPLICA_SETS,
  CONTROLLER_REVISIONS,
  DEPLOYMENTS,
  STATEFUL_SETS,
  DAEMON_SETS,
  JOBS,
  CRON_JOBS,
  REPLICATION_CONTROLLERS,
];

/** `deployments.apps`; core resources have no suffix. As RBAC and kubectl write it. */
export function qualified({ plural, group }: Resource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The path of a list, an object or an object's subresource; names are checked and encoded. */
export function pathOf(
  { group, version, plural, namespaced }: Resource,
  where: { readonly namespace?: string | undefined; readonly name?: string; readonly sub?: string },
): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespaced && where.namespace !== undefined ? `/namespaces/${segment(where.namespace)}` : '';
  const name = where.name === undefined ? '' : `/${segment(where.name)}`;
  return `${root}${scope}/${plural}${name}${where.sub === undefined ? '' : `/${where.sub}`}`;
}

/** Source: apimachinery pkg/api/validation/path IsValidPathSegmentName, v0.34. */
function segment(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/%]/.test(name)) {
    throw new SourceError(
      `invalid resource name "${name}": it may not be empty, "." or "..", nor hold "/" or "%"`,
      'usage',
    );
  }
  return encodeURIComponent(name);
}
