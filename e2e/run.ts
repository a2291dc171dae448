import { spawn } from 'node:child_process';

/** How a program that was run ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; one that cannot be started or takes too long has no status. */
export function run(
  program: string,
  args: readonly string[],
  { env = process.env, input = '', timeoutSeconds = 120, typed, afterSeconds = 0 }: Options = {},
): Promise<Ran> {
  return new Promise((done) => {
    // A group of its own: Ctrl-C at the terminal is for us, who still have to clean up with it.
    const child = spawn(program, args, { env, detached: true });
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => (stderr += error.message));
    child.on('close', (status) => {
      clearTimeout(timer);
      done({ status, stdout, stderr });
    });
    child.stdin.on('error', () => undefined);
    if (typed === undefined) child.stdin.end(input);
    else setTimeout(() => child.stdin.write(typed), afterSeconds * 1000);
  });
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly timeoutSeconds?: number;
  /** Keys that are pressed later, in place of an input that ends. */
  readonly typed?: string;
  readonly afterSeconds?: number;
}
