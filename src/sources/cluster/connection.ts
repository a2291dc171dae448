/** kubectl's connection flags, as given; what is absent was not given. */
export interface ConnectionFlags {
  /** A single file; the KUBECONFIG list is not looked at then. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
  readonly server?: string;
  readonly token?: string;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly tlsServerName?: string;
  readonly as?: string;
  readonly asGroups?: readonly string[];
  readonly asUid?: string;
  readonly asUserExtra?: Readonly<Record<string, readonly string[]>>;
  readonly username?: string;
  readonly password?: string;
  readonly disableCompression?: boolean;
  /** Seconds that one request may take; 0 or absent: no limit but the idle timeout. */
  readonly requestTimeoutSeconds?: number;
}

/** What a live source needs of the world; the composition root passes the real ones in. */
export interface ClusterIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
  /** A line for the user's standard error: a server's warning, a credential plugin's words. */
  readonly warn: (line: string) => void;
  /** A line for `-v=6`: requests and their timings, without credentials. */
  readonly trace?: (line: string) => void;
  /** Whether a credential plugin may ask the user something: standard input is a terminal. Asked for when there is a plugin. */
  readonly interactive?: boolean;
  /** The user's Ctrl-C, or a pipeline's SIGTERM: it ends a credential plugin that runs too. */
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch; ages count from the server's clock, this is the fallback. */
  readonly clock?: () => number;
  /** Where a pod's service account is mounted; the platform's own place when absent. */
  readonly serviceAccountFolder?: string;
}
