import { asTime } from '../domain/values/time.js';
import { inert } from '../report/inert.js';
import type { Cluster } from '../sources/cluster/index.js';
import type { Source } from '../sources/source.js';
import { connectionFlags } from './connection-flags.js';
import { UsageError } from './errors.js';
import type { Io } from './io.js';
import type { OptionValues } from './options.js';
import type { SOURCE_OPTIONS } from './shared-options.js';

type SourceValues = OptionValues<typeof SOURCE_OPTIONS> & { readonly v: number };

/**
 * Opens what the options name: files where there is a `-f`, else the cluster.
 * @throws UsageError where options do not go together, SourceError where it cannot be opened
 */
export async function openSource(options: SourceValues, given: ReadonlySet<string>, io: Io): Promise<Source> {
  const { filename, recursive, logs } = options;
  if (filename.length === 0) {
    if (logs !== undefined) throw new UsageError('--logs goes with -f: a cluster is asked for its logs');
    if (recursive) throw new UsageError('-R goes with -f');
    return connect(options, given, io);
  }
  const { openFiles } = await import('../sources/files/index.js');
  return openFiles({
    paths: filename,
    recursive,
    ...(logs === undefined ? {} : { logsDir: logs }),
    stdin: () => io.stdin,
    cwd: io.cwd,
  });
}

/**
 * Connects to the cluster that the options name.
 * @throws SourceError when there is nothing to connect to
 */
export async function connect(
  options: Parameters<typeof connectionFlags>[0] & { readonly v: number },
  given: ReadonlySet<string>,
  io: Io,
): Promise<Cluster> {
  const { homedir } = await import('node:os');
  const { openCluster } = await import('../sources/cluster/index.js');
  const print = (line: string): void => io.stderr.write(`${inert(line)}\n`);
  return openCluster(connectionFlags(options, given), {
    env: io.env,
    homedir: homedir(),
    warn: print,
    ...(options.v >= 6 ? { trace: print } : {}),
    get interactive() {
      return io.stdin.isTTY === true;
    },
    signal: io.signal,
    clock: io.now,
  });
}

/**
 * `--now` in milliseconds since the epoch, where it was given.
 * @throws UsageError when it is no RFC 3339 time
 */
export function readNow(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const now = asTime(text);
  if (now === undefined || !/^\d{4}-\d\d-\d\dT/.test(text)) {
    throw new UsageError(
      `invalid argument ${JSON.stringify(text)} for "--now" flag: a time such as 2026-01-31T12:00:00Z is needed`,
    );
  }
  return now;
}
