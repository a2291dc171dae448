/** What `-f`, `-R` and `--logs` say. */
export interface FilesRequest {
  /** Files, directories or `-`; at least one. */
  readonly paths: readonly string[];
  readonly recursive: boolean;
  /** Opened when it is read. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly logsDir?: string | undefined;
  /** The time that ages count from, in milliseconds since the epoch; the newest in the input by default. */
  readonly now?: number | undefined;
  /** The folder that relative paths start from. */
  readonly cwd?: string | undefined;
  /** Workloads and nodes are subjects too, even where they are well: the cases of `rules test`. */
  readonly everySubject?: boolean;
}
