import type { Missing } from '../domain/evidence.js';
import type { JsonObject } from '../domain/values/json.js';
import type { ReportSource } from '../domain/report/looked-at.js';
import type { Snapshot } from '../domain/snapshot.js';

/** Where snapshots come from: a cluster or files. Both answer the same questions the same way. */
export interface Source {
  /** Starts reading; nothing is read before the snapshots are asked for. */
  collect(selection: Selection, options: CollectOptions): Collection;
  /** Ends connections; safe to call twice. */
  close(): void;
}

/** What the user asked for, as kubectl understands it. */
export interface Selection {
  /** Namespaces to look in; `all` beats it. Names in it need not exist. */
  readonly namespaces: readonly string[];
  readonly all: boolean;
  /** Empty: everything that matches the selectors. */
  readonly names: readonly NamedObject[];
  readonly selector?: string;
  readonly fieldSelector?: string;
}

/** An object that was asked for by name. */
export interface NamedObject {
  /** Canonical plural resource: `pods`, `deployments`, `statefulsets`, `jobs`, `widgets.example.com`. */
  readonly resource: string;
  readonly name: string;
}

/** How much is read. */
export interface CollectOptions {
  /**
   * `each`: every selected pod becomes a whole snapshot (command `pod`). `candidates`: only pods
   * that may be in trouble get events, node, owners and logs; the others are counted (`scan`).
   */
  readonly depth: 'each' | 'candidates';
  /** Log lines a container and instance; 0 reads no logs. */
  readonly tailLines: number;
  /** Pods a page; 0 for one page. */
  readonly chunkSize: number;
  /** Only these containers' logs; empty for all that need it. */
  readonly containers: readonly string[];
  /** Overrides the time that ages count from: milliseconds since the epoch. */
  readonly now?: number;
  /** With `candidates`: seconds back that an ended instance still counts; 0 for all. */
  readonly sinceSeconds?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a collection has come. */
export interface Progress {
  readonly pages: number;
  readonly pods: number;
  readonly candidates: number;
  /** Pods that the server says remain. */
  readonly remaining?: number;
}

/** One reading. `snapshots` may be walked once; `result` is whole when that walk has ended. */
export interface Collection {
  readonly snapshots: AsyncIterable<Snapshot>;
  result(): CollectionResult;
}

/** What is known of a collection once it is read to its end. */
export interface CollectionResult {
  readonly source: ReportSource;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly podsSeen: number;
  readonly containersSeen: number;
  /** False when a pod or workload of the selection may not have been looked at. */
  readonly complete: boolean;
  readonly missing: readonly Missing[];
  /** Namespaces that were really looked at. */
  readonly namespaces: readonly string[];
  /** Named pods and workloads that do not exist, with names alike that do. */
  readonly notFound: readonly NotFound[];
  /** Pods that were asked for by name and are no more, with what is still known of them. */
  readonly gone?: readonly GonePod[];
  /** How many pods each named workload has, in the order of the selection. */
  readonly workloads?: readonly NamedWorkload[];
}

/** A pod that no longer exists; each is also in `notFound`. */
export interface GonePod {
  readonly namespace: string;
  readonly name: string;
  /** Events that name it, oldest first, redacted, in core/v1 shape. */
  readonly events: readonly JsonObject[];
  /** The pods that its owner has now, as the API tells them, redacted. */
  readonly ownerPods: readonly JsonObject[];
}

/** A workload that was asked for by name and exists. */
export interface NamedWorkload {
  readonly resource: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly pods: readonly string[];
  /** Of a Job or CronJob that someone told to make no pods for now: what tells it so. */
  readonly held?: string;
}

/** A named object that does not exist. */
export interface NotFound {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** Names that are near it, nearest first. */
  readonly nearest: readonly string[];
  /** The server's own words, such as `pods "x" not found`. */
  readonly message: string;
}

/**
 * A source that cannot give anything at all: no kubeconfig, a dead server, a refused credential,
 * an unreadable file. One line for the user; `cause` keeps what was caught.
 */
export class SourceError extends Error {
  /** `usage` ends with status 2, `collect` with 3. */
  readonly kind: 'usage' | 'collect';
  constructor(message: string, kind: 'usage' | 'collect' = 'collect', options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
    this.kind = kind;
  }
}
