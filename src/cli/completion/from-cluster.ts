import { homedir } from 'node:os';
import { asList, asObjects, asText, at, type Json } from '../../domain/values/json.js';
import { AS_TABLE } from '../../sources/cluster/api/table.js';
import { loadKubeconfig, openCluster, type ClusterIo } from '../../sources/cluster/index.js';
import { parseArguments } from '../arguments/parse.js';
import { connectionFlags } from '../connection-flags.js';
import { GLOBAL_OPTIONS } from '../options.js';
import { readNames, RESOURCES, resourceOf } from '../resources.js';
import { SOURCE_OPTIONS } from '../shared-options.js';
import type { Candidate, Wanted } from './candidate.js';

/** Whoever presses TAB does not wait longer than this for a server, in milliseconds. */
const PATIENCE = 2000;
const MOST = 500;

type FromCluster = 'namespaces' | 'contexts' | 'clusters' | 'users' | 'pods' | 'workloads' | 'containers';

/** Names of the kubeconfig or of the cluster that it points at. Throws where that cannot be read. */
export async function fromCluster(
  kind: FromCluster,
  current: string,
  { words, command, io }: Wanted,
): Promise<readonly Candidate[]> {
  // The command's own options are read over, and all have their defaults.
  const { options, given, positionals } = parseArguments(words, {
    ...command.options,
    ...GLOBAL_OPTIONS,
    ...SOURCE_OPTIONS,
  });
  const flags = connectionFlags(options, given);
  const clusterIo: ClusterIo = { env: io.env, homedir: homedir(), warn: () => undefined };
  if (kind === 'contexts' || kind === 'clusters' || kind === 'users') {
    return [...(await loadKubeconfig(flags, clusterIo))[kind].keys()].map((text) => ({ text }));
  }
  if (options.filename.length > 0) return [];
  const cluster = await openCluster(flags, clusterIo);
  try {
    const list = (path: string): Promise<readonly Candidate[]> => readTable(cluster.transport, path);
    if (kind === 'namespaces') return await list('/api/v1/namespaces');
    const inNamespace = ({ plural, group }: (typeof RESOURCES)[number]): string =>
      `${group === '' ? '/api/v1' : `/apis/${group}/v1`}/namespaces/${encodeURIComponent(cluster.namespace)}/${plural}`;
    if (kind === 'containers') {
      const paths = readNames(positionals).flatMap(({ resource, name }) =>
        RESOURCES.filter(({ plural }) => plural === resource).map(
          (known) => `${inNamespace(known)}/${encodeURIComponent(name)}`,
        ),
      );
      return (await Promise.all(paths.map((path) => readContainers(cluster.transport, path)))).flat();
    }
    const slash = current.indexOf('/');
    const types = RESOURCES.map(({ names }) => ({ text: `${names[0]}/` }));
    if (slash === -1 && kind === 'workloads') return types;
    const type = slash === -1 ? 'pod' : current.slice(0, slash);
    const resource = RESOURCES.find(({ plural }) => plural === resourceOf(type));
    if (resource === undefined) return [];
    const found = await list(inNamespace(resource));
    if (slash !== -1) return found.map((each) => ({ ...each, text: `${type}/${each.text}` }));
    // Of a workload its worst pod is taken; who has typed nothing is shown the pods alone.
    return current === '' ? found : [...found, ...types];
  } finally {
    cluster.close();
  }
}

type Transport = Awaited<ReturnType<typeof openCluster>>['transport'];

/** The rows of a server-side table: the name, and what the STATUS column says. */
async function readTable(transport: Transport, path: string): Promise<readonly Candidate[]> {
  const answer = await transport.get(path, {
    ...AS_TABLE,
    query: { limit: MOST, ...AS_TABLE.query },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.kind !== 'ok') return [];
  const columns = asObjects(at(answer.body, 'columnDefinitions')).map((column) =>
    asText(at(column, 'name'))?.toLowerCase(),
  );
  return asObjects(at(answer.body, 'rows')).flatMap((row) => {
    const cells = asList(at(row, 'cells'));
    const cell = (name: string): Json | undefined =>
      columns.includes(name) ? cells[columns.indexOf(name)] : undefined;
    const text = asText(cell('name'));
    const about = asText(cell('status')) ?? asText(cell('ready'));
    return text === undefined ? [] : [{ text, ...(about === undefined ? {} : { about }) }];
  });
}

/** Where the containers of a pod stand, of what makes pods, and of what makes Jobs. */
const POD_SPECS: readonly (readonly string[])[] = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
];

async function readContainers(transport: Transport, path: string): Promise<readonly Candidate[]> {
  const answer = await transport.get(path, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.kind !== 'ok') return [];
  return POD_SPECS.map((spec) => at(answer.body, ...spec)).flatMap((spec) =>
    ['containers', 'initContainers', 'ephemeralContainers'].flatMap((field) =>
      asObjects(at(spec, field)).flatMap((container) => {
        const text = asText(at(container, 'name'));
        const about = asText(at(container, 'image'));
        return text === undefined ? [] : [{ text, ...(about === undefined ? {} : { about }) }];
      }),
    ),
  );
}
