import type { Io } from '../../../src/cli/io.js';
import { run } from '../../../src/cli/run.js';

/** A run of the program that goes on. */
export interface Running {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves once standard output, or standard error, holds the text. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly interrupt: () => void;
  /** The reader of standard output goes away, as `head` does. */
  readonly leave: () => void;
  readonly status: Promise<number>;
}

/** Starts the program in this process; with a size its standard output is a terminal. */
export function startProgram(
  args: readonly string[],
  size?: { columns: number; rows: number },
  env: Readonly<Record<string, string>> = {},
): Running {
  let [stdout, stderr] = ['', ''];
  let isLeft = false;
  const ended = new AbortController();
  const resized: (() => void)[] = [];
  const io: Io = {
    stdout: {
      write: (text) => void (stdout += text),
      isTerminal: size !== undefined,
      get columns() {
        return size?.columns ?? 80;
      },
      get rows() {
        return size?.rows ?? 24;
      },
      onResize: (listener) => void resized.push(listener),
      isClosed: () => isLeft,
    },
    stderr: { write: (text) => void (stderr += text), isTerminal: false, isClosed: () => false },
    stdin: (async function* () {})(),
    env: { HOME: '/nonexistent', ...env },
    cwd: '/',
    now: Date.now,
    signal: ended.signal,
  };
  const status = run(args, io);
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    shows: async (text) => {
      const isThere = (): boolean => [stdout, stderr].some((all) => all.search(text) >= 0);
      for (let tries = 0; !isThere(); tries++) {
        if (tries > 400) throw new Error(`${String(text)} is not in:\n${stdout}\n${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    resize: (columns, rows) => {
      size = { columns, rows };
      for (const listener of resized) listener();
    },
    interrupt: () => ended.abort('SIGINT'),
    leave: () => (isLeft = true),
    status,
  };
}
