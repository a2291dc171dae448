import type { Missing } from '../../domain/evidence.js';
import type { Snapshot } from '../../domain/snapshot.js';
import type {
  CollectOptions,
  CollectionResult,
  GonePod,
  NamedWorkload,
  NotFound,
  Selection,
} from '../source.js';
import { createReader, type Reader } from './api/reader.js';
import type { Transport } from './transport/transport.js';

/** One collection while it runs: what every part of it reads with, and what it adds to. */
export interface Collecting {
  readonly reader: Reader;
  readonly transport: Transport;
  readonly selection: Selection;
  readonly options: CollectOptions;
  /** Milliseconds since the epoch: `--now`, the server's clock, or ours. */
  readonly now: () => number;
  readonly tally: Tally;
}

/** What a collection has found out beside its snapshots. */
export interface Tally {
  podsSeen: number;
  containersSeen: number;
  complete: boolean;
  /** How often a pod was looked at again because its log was gone. */
  rereads: number;
  readonly missing: Missing[];
  readonly namespaces: Set<string>;
  readonly notFound: NotFound[];
  readonly gone: GonePod[];
  readonly workloads: NamedWorkload[];
}

/** Begins a collection with nothing seen yet. */
export function startCollecting(
  transport: Transport,
  selection: Selection,
  options: CollectOptions,
  clock: () => number,
): Collecting {
  return {
    reader: createReader(transport, options.signal),
    transport,
    selection,
    options,
    now: () => options.now ?? transport.serverTime() ?? clock(),
    tally: {
      podsSeen: 0,
      containersSeen: 0,
      complete: true,
      rereads: 0,
      missing: [],
      namespaces: new Set(),
      notFound: [],
      gone: [],
      workloads: [],
    },
  };
}

/** The result so far; what context it came from is the caller's to say. */
export function resultOf(
  { tally, now, options, transport }: Collecting,
  context: string | undefined,
): CollectionResult {
  const nowFrom =
    options.now !== undefined ? 'flag' : transport.serverTime() !== undefined ? 'server' : 'clock';
  return {
    source: {
      kind: 'cluster',
      format: 'kubernetes-api',
      ...(context === undefined ? {} : { context }),
      nowFrom,
    },
    now: now(),
    podsSeen: tally.podsSeen,
    containersSeen: tally.containersSeen,
    complete: tally.complete,
    missing: distinct(tally.missing),
    namespaces: [...tally.namespaces].toSorted(),
    notFound: tally.notFound,
    gone: tally.gone,
    workloads: tally.workloads,
  };
}

/** One refusal of the same thing is said once. */
function distinct(all: readonly Missing[]): readonly Missing[] {
  return [
    ...new Map(
      all.map((one) => [JSON.stringify([one.what, one.namespace, one.name, one.resource, one.why]), one]),
    ).values(),
  ];
}

/** Notes that pods or workloads of the selection may not have been looked at. */
export function notWhole(tally: Tally, gap: Missing): void {
  tally.complete = false;
  tally.missing.push(gap);
}

/** What a collection gives, one subject after the other. */
export type Snapshots = AsyncGenerator<Snapshot, void, undefined>;
