/** Where what is told comes from: a cluster, or files. */
export interface ReportSource {
  readonly kind: 'cluster' | 'files';
  /** `kubernetes-api`, `list-json`, `list-yaml`, `ndjson`, `case-directory`, `cluster-info-dump`, ... */
  readonly format: string;
  readonly context?: string;
  readonly serverVersion?: string;
  readonly paths?: readonly string[];
  /** What `now` was taken from. */
  readonly nowFrom: 'server' | 'clock' | 'newest-timestamp' | 'flag';
}

/** What was asked for: namespaces, selectors, names. */
export interface ReportScope {
  /** Empty together with `all: true`: every namespace. */
  readonly namespaces: readonly string[];
  readonly all: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly names: readonly string[];
  /** Said where the program chose among several: `the worst of 3 pods of deployment/web`. */
  readonly choice?: string;
}

/** How much was looked at, and how much of it was found to be what. */
export interface ReportSummary {
  /** Pods looked at. */
  readonly pods: number;
  readonly containers: number;
  /** Pods with at least one diagnosis. */
  readonly diagnosed: number;
  /** Entries in the benign ledger. */
  readonly benign: number;
  /** Pods and workloads with a finding that the options left out; absent where there are none. */
  readonly leftOut?: number;
  readonly byCause: Readonly<Record<string, number>>;
  readonly bySeverity: Readonly<Record<string, number>>;
}
