/** Everything of the world that a command may touch; only src/main.ts makes one of the real process. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard input, as `-f -` reads it. */
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted by Ctrl-C or SIGTERM; the reason is an `Interruption`. */
  readonly signal: AbortSignal;
}

/** Standard output or standard error, as far as commands may know of it. */
export interface Output {
  /** Queues the text; a reader that went away is no error. */
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns?: number;
  /** Lines of the terminal; undefined where there is none. */
  readonly rows?: number;
  /** Calls back whenever the terminal gets another size; absent where there is none. */
  readonly onResize?: (listener: () => void) => void;
  /** True once the reader went away (`| head -1`). */
  readonly isClosed: () => boolean;
}

/** What ends a run from outside. */
export type Interruption = 'SIGINT' | 'SIGTERM';
