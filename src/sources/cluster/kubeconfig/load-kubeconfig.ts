import { readFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { asObject, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import type { ClusterIo, ConnectionFlags } from '../connection.js';
import { EMPTY_KUBECONFIG, readKubeconfig, type KubeConfig } from './read-kubeconfig.js';

/**
 * The kubeconfig that kubectl would use, merged as it merges: `--kubeconfig` alone, else the
 * files of $KUBECONFIG (missing ones skipped), else ~/.kube/config.
 * Source: client-go tools/clientcmd/loader.go, v0.34.
 * @throws SourceError for a file that is named but missing, unreadable or no kubeconfig.
 */
export async function loadKubeconfig(flags: ConnectionFlags, io: ClusterIo): Promise<KubeConfig> {
  if (flags.kubeconfig !== undefined && flags.kubeconfig !== '') {
    const only = await loadFile(flags.kubeconfig);
    if (only === undefined) throw new SourceError(`kubeconfig ${flags.kubeconfig}: no such file`);
    return only;
  }
  const list = (io.env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const paths = list.length > 0 ? [...new Set(list)] : [join(io.homedir, '.kube', 'config')];
  const files = await Promise.all(paths.map(loadFile));
  return files.reduce<KubeConfig>(
    (merged, file) => mergeKubeconfigs(merged, file ?? EMPTY_KUBECONFIG),
    EMPTY_KUBECONFIG,
  );
}

/** Whole entries, the first file that has a name wins; so does the first current-context. */
function mergeKubeconfigs(first: KubeConfig, second: KubeConfig): KubeConfig {
  const currentContext = first.currentContext ?? second.currentContext;
  return {
    clusters: new Map([...second.clusters, ...first.clusters]),
    users: new Map([...second.users, ...first.users]),
    contexts: new Map([...second.contexts, ...first.contexts]),
    ...(currentContext === undefined ? {} : { currentContext }),
  };
}

async function loadFile(path: string): Promise<KubeConfig | undefined> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    throw new SourceError(`kubeconfig ${path}: cannot be read (${code ?? 'unknown error'})`, 'collect', {
      cause: error,
    });
  }
  return withAbsolutePaths(await readKubeconfig(text, path), dirname(resolve(path)));
}

const PATH_KEYS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'] as const;

/** Relative paths count from the folder of the file that they stand in. */
function withAbsolutePaths(config: KubeConfig, folder: string): KubeConfig {
  return {
    ...config,
    clusters: mapValues(config.clusters, (entry) => absolutePaths(entry, folder)),
    users: mapValues(config.users, (entry) => absoluteCommand(absolutePaths(entry, folder), folder)),
  };
}

function absolutePaths(entry: JsonObject, folder: string): JsonObject {
  const changes = PATH_KEYS.flatMap((key) => {
    const path = asText(at(entry, key));
    return path === undefined || isAbsolute(path) ? [] : [[key, join(folder, path)] as const];
  });
  return changes.length === 0 ? entry : { ...entry, ...Object.fromEntries(changes) };
}

/** A bare command is looked up in $PATH, one with a separator is a path (client-go loader.go, v0.34). */
function absoluteCommand(user: JsonObject, folder: string): JsonObject {
  const exec = asObject(at(user, 'exec'));
  const command = asText(at(exec, 'command'));
  if (exec === undefined || command === undefined || !command.includes(sep) || isAbsolute(command))
    return user;
  return { ...user, exec: { ...exec, command: join(folder, command) } };
}

function mapValues<V>(map: ReadonlyMap<string, V>, change: (value: V) => V): ReadonlyMap<string, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
