import type { Snapshot } from '../../domain/snapshot.js';
import type { Collection, CollectionResult, Source } from '../source.js';
import { resultOf, startCollecting, type Collecting } from './collecting.js';
import type { ClusterIo, ConnectionFlags } from './connection.js';
import { openCredentials } from './credentials/credentials.js';
import { resolveTarget } from './kubeconfig/resolve-target.js';
import { collectEach } from './pod/collect-each.js';
import { collectCandidates } from './scan/collect-candidates.js';
import { createTransport, type Transport } from './transport/transport.js';

export type { ClusterIo, ConnectionFlags } from './connection.js';
export { resolveTarget, type Target } from './kubeconfig/resolve-target.js';
export { loadKubeconfig } from './kubeconfig/load-kubeconfig.js';

/** A cluster as a source, and what only a cluster has. */
export interface Cluster extends Source {
  /** The namespace of the context, or of `--namespace`. */
  readonly namespace: string;
  readonly context?: string;
  readonly transport: Transport;
  readonly close: () => void;
}

/**
 * Connects with kubectl's flags and files; nothing is asked of the server yet.
 * @throws SourceError when there is nothing to connect to or a file cannot be read.
 */
export async function openCluster(flags: ConnectionFlags, io: ClusterIo): Promise<Cluster> {
  const target = await resolveTarget(flags, io);
  const transport = createTransport(target, openCredentials(target, io), io, flags.requestTimeoutSeconds);
  const { context, namespace } = target;
  return {
    namespace,
    ...(context === undefined ? {} : { context }),
    transport,
    collect: (selection, options) => {
      const within =
        selection.all || selection.namespaces.length > 0
          ? selection
          : { ...selection, namespaces: [namespace] };
      return collection(startCollecting(transport, within, options, io.clock ?? Date.now), context);
    },
    close: transport.close,
  };
}

function collection(collecting: Collecting, context: string | undefined): Collection {
  return {
    snapshots: untilAborted(collecting),
    result: (): CollectionResult => resultOf(collecting, context),
  };
}

/** An interrupted collection ends early and says so; what was found so far is the caller's. */
async function* untilAborted(collecting: Collecting): AsyncGenerator<Snapshot, void, undefined> {
  try {
    yield* collecting.options.depth === 'each' ? collectEach(collecting) : collectCandidates(collecting);
  } catch (error) {
    if (collecting.options.signal?.aborted !== true) throw error;
    collecting.tally.complete = false;
    collecting.tally.missing.push({
      what: 'pods',
      why: 'interrupted',
      costs: 'what was not read by then was not looked at',
    });
  }
}
