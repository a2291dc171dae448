import { run } from '../../src/cli/run.js';
import type { Io, Output } from '../../src/cli/io.js';

/** What a user saw of one run. */
export interface Seen {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
}

/** Runs the program in this process, in a world with nothing in it but what is given. */
export async function runProgram(args: readonly string[], world: World = {}): Promise<Seen> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: output((text) => (stdout += text)),
    stderr: output((text) => (stderr += text)),
    stdin: (async function* () {
      await Promise.resolve();
      yield typeof world.stdin === 'string' ? Buffer.from(world.stdin) : (world.stdin ?? Buffer.alloc(0));
    })(),
    env: { HOME: '/nonexistent', ...world.env },
    cwd: world.cwd ?? '/',
    now: () => Date.parse('2026-01-01T01:00:00Z'),
    signal: new AbortController().signal,
  };
  const status = await run(args, io);
  return { status, stdout, stderr };
}

function output(write: (text: string) => void): Output {
  return { write, isTerminal: false, isClosed: () => false };
}
