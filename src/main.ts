import { setMaxListeners } from 'node:events';
import { EXIT } from './cli/exit-status.js';
import type { Interruption, Io, Output } from './cli/io.js';
import { run } from './cli/run.js';
import { inert } from './report/inert.js';

/** How long a run may take to say what it knows after Ctrl-C, in milliseconds. */
const LAST_WORDS = 1000;

/** Runs the program on the real process; the answer is the exit status. */
export async function main(): Promise<number> {
  // Each request that is under way hears of Ctrl-C; of the eleventh Node would warn on stderr as of a leak.
  setMaxListeners(0);
  const interrupted = new AbortController();
  const stdout = openOutput(() => process.stdout);
  const stderr = openOutput(() => process.stderr);
  const io: Io = {
    stdout,
    stderr,
    // Node sets a stream up when it is first asked for; most runs need no input.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    signal: interrupted.signal,
  };
  const endedBySignal = new Promise<number>((resolve) => {
    const interrupt = (signal: Interruption): void => {
      const status = signal === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted;
      if (interrupted.signal.aborted) process.exit(status);
      interrupted.abort(signal);
      setTimeout(() => resolve(status), LAST_WORDS).unref();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
  });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      process.stderr.write(`error: this is a bug in kubectl exitdiag: ${inert(String(error))}\n`);
      process.exit(EXIT.internal);
    });
  }
  const status = await Promise.race([run(process.argv.slice(2), io), endedBySignal]);
  await Promise.all([stdout.flush(), stderr.flush()]);
  // What a signal cut short may still hold a connection open.
  if (interrupted.signal.aborted) process.exit(status);
  return stdout.failed() ? EXIT.notCollected : status;
}

interface RealOutput extends Output {
  readonly flush: () => Promise<void>;
  /** True when what was written did not arrive (a full disk); a reader that went away is no failure. */
  readonly failed: () => boolean;
}

/** `open` is called when the stream is first needed: setting one up takes milliseconds. */
function openOutput(open: () => NodeJS.WriteStream): RealOutput {
  let stream: NodeJS.WriteStream | undefined;
  let closed = false;
  let failed = false;
  const opened = (): NodeJS.WriteStream => {
    if (stream !== undefined) return stream;
    stream = open();
    stream.on('error', (error: NodeJS.ErrnoException) => {
      closed = true;
      if (error.code === 'EPIPE' || error.code === 'EOF' || failed) return;
      failed = true;
      if (stream !== process.stderr) {
        process.stderr.write(`error: could not write the output: ${error.message}\n`);
      }
    });
    return stream;
  };
  return {
    write: (text) => {
      for (const part of partsOf(text)) if (!closed) opened().write(part);
    },
    get isTerminal() {
      return Boolean(opened().isTTY);
    },
    // A terminal that does not know its size says 0.
    get columns() {
      return opened().columns || 80;
    },
    get rows() {
      return opened().rows || 24;
    },
    onResize: (listener) => void opened().on('resize', listener),
    isClosed: () => closed,
    failed: () => failed,
    flush: () =>
      new Promise((resolve) =>
        closed || stream === undefined ? resolve() : stream.write('', () => resolve()),
      ),
  };
}

/** Characters that are turned into bytes at once: a report may be tens of megabytes. */
const PART_LENGTH = 256 * 1024;

function* partsOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = from + PART_LENGTH;
    // The two halves of a character beyond the first plane stay together.
    const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}
