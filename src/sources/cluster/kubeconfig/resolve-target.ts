import { asBoolean, asList, asObject, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { SourceError } from '../../source.js';
import type { ClusterIo, ConnectionFlags } from '../connection.js';
import { inClusterKubeconfig } from './in-cluster.js';
import { loadKubeconfig } from './load-kubeconfig.js';
import type { KubeConfig } from './read-kubeconfig.js';

/** Where to connect, as whom, and to which namespace: kubeconfig and flags together. */
export interface Target {
  /** The context's name; absent when flags alone made the connection. */
  readonly context?: string;
  readonly namespace: string;
  readonly server: URL;
  /** The cluster's entry, flags applied; keys as in a kubeconfig. */
  readonly cluster: JsonObject;
  /** The user's entry, flags applied; keys as in a kubeconfig. */
  readonly user: JsonObject;
}

/**
 * Resolves what kubectl would connect to with the same flags and files.
 * Source: client-go tools/clientcmd/client_config.go, v0.34.
 * @throws SourceError when there is nothing to connect to or a name does not exist.
 */
export async function resolveTarget(flags: ConnectionFlags, io: ClusterIo): Promise<Target> {
  const loaded = await loadKubeconfig(flags, io);
  const isEmpty = loaded.clusters.size === 0 && loaded.contexts.size === 0 && loaded.users.size === 0;
  const config = isEmpty ? (inClusterKubeconfig(io) ?? loaded) : loaded;
  const contextName = flags.context ?? config.currentContext;
  const context = contextOf(config, contextName, flags.context !== undefined);
  const cluster = overrideCluster(
    entryOf(config.clusters, 'cluster', flags.cluster ?? asText(at(context, 'cluster'))),
    flags,
  );
  const user = overrideUser(entryOf(config.users, 'user', flags.user ?? asText(at(context, 'user'))), flags);
  return {
    ...present('context', context === undefined ? undefined : contextName),
    namespace: flags.namespace ?? asText(at(context, 'namespace')) ?? 'default',
    server: serverOf(cluster, config, io),
    cluster,
    user,
  };
}

function contextOf(config: KubeConfig, name: string | undefined, isAsked: boolean): JsonObject | undefined {
  if (name === undefined || name === '') return undefined;
  const context = config.contexts.get(name);
  if (context === undefined && (isAsked || config.contexts.size > 0)) {
    throw new SourceError(`context "${name}" does not exist${oneOf([...config.contexts.keys()])}`);
  }
  return context;
}

function entryOf(
  entries: ReadonlyMap<string, JsonObject>,
  what: string,
  name: string | undefined,
): JsonObject {
  if (name === undefined) return {};
  const entry = entries.get(name);
  if (entry === undefined)
    throw new SourceError(`${what} "${name}" does not exist in the kubeconfig${oneOf([...entries.keys()])}`);
  return entry;
}

function oneOf(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `; it has ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}`;
}

function serverOf(cluster: JsonObject, config: KubeConfig, io: ClusterIo): URL {
  const text = asText(at(cluster, 'server'));
  if (text === undefined) {
    if (config.contexts.size > 0 && config.currentContext === undefined) {
      throw new SourceError(
        `no context is chosen: give --context, or run: kubectl config use-context NAME${oneOf([...config.contexts.keys()])}`,
      );
    }
    const places = io.env['KUBECONFIG']
      ? `$KUBECONFIG (${io.env['KUBECONFIG']})`
      : `${io.homedir}/.kube/config`;
    throw new SourceError(
      `no cluster to connect to: ${places} names no server; give --kubeconfig, --context or --server`,
    );
  }
  // kubectl takes a host without a scheme (client-go rest/url_utils.go DefaultServerURL, v0.34).
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${hasTls(cluster) ? 'https' : 'http'}://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new SourceError(`the cluster's server is not a http(s) address: ${text}`);
  }
  return url;
}

function hasTls(cluster: JsonObject): boolean {
  return ['certificate-authority', 'certificate-authority-data', 'insecure-skip-tls-verify'].some(
    (key) => at(cluster, key) !== undefined && at(cluster, key) !== false,
  );
}

const CA_KEYS = ['certificate-authority', 'certificate-authority-data', 'insecure-skip-tls-verify'] as const;

function overrideCluster(entry: JsonObject, flags: ConnectionFlags): JsonObject {
  const isTrustGiven = flags.insecureSkipTlsVerify === true || flags.certificateAuthority !== undefined;
  const kept = without(entry, [
    ...(isTrustGiven ? CA_KEYS : []),
    // A name that was right for the kubeconfig's server says nothing of another server.
    ...(flags.server === undefined ? [] : ['tls-server-name']),
  ]);
  const cluster: JsonObject = {
    ...kept,
    ...present('server', flags.server),
    ...present('certificate-authority', flags.certificateAuthority),
    ...present('insecure-skip-tls-verify', flags.insecureSkipTlsVerify),
    ...present('tls-server-name', flags.tlsServerName),
    ...present('disable-compression', flags.disableCompression),
  };
  const hasCa =
    asText(at(cluster, 'certificate-authority')) ?? asText(at(cluster, 'certificate-authority-data'));
  if (hasCa !== undefined && asBoolean(at(cluster, 'insecure-skip-tls-verify')) === true) {
    throw new SourceError(
      'specifying a root certificates file with the insecure flag is not allowed',
      'usage',
    );
  }
  return cluster;
}

function overrideUser(entry: JsonObject, flags: ConnectionFlags): JsonObject {
  const kept = without(entry, [
    ...(flags.token === undefined ? [] : ['tokenFile']),
    ...(flags.clientCertificate === undefined ? [] : ['client-certificate-data']),
    ...(flags.clientKey === undefined ? [] : ['client-key-data']),
  ]);
  const user: JsonObject = {
    ...kept,
    ...present('token', flags.token),
    ...present('client-certificate', flags.clientCertificate),
    ...present('client-key', flags.clientKey),
    ...present('username', flags.username),
    ...present('password', flags.password),
    ...present('as', flags.as),
    ...present('as-groups', flags.asGroups),
    ...present('as-uid', flags.asUid),
    ...present('as-user-extra', flags.asUserExtra),
  };
  const impersonates = ['as-groups', 'as-uid', 'as-user-extra'].some((key) => isFilled(at(user, key)));
  if (impersonates && asText(at(user, 'as')) === undefined) {
    throw new SourceError(
      'requesting uid, groups or user-extra without impersonating a user is not allowed; give --as',
      'usage',
    );
  }
  return user;
}

function isFilled(value: JsonObject[string]): boolean {
  return (
    asText(value) !== undefined || asList(value).length > 0 || Object.keys(asObject(value) ?? {}).length > 0
  );
}

function without(entry: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
}
