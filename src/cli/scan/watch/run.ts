import type { Report } from '../../../domain/report.js';
import type { Rulebook } from '../../../domain/rulebook.js';
import type { Cluster } from '../../../sources/cluster/index.js';
import type { CollectionResult } from '../../../sources/source.js';
import type { Context } from '../../command.js';
import { UsageError } from '../../errors.js';
import { EXIT, type ExitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { connect } from '../../open-source.js';
import { notFoundLines } from '../../pod/not-found.js';
import { buildScanReport } from '../build-report.js';
import type { ScanArguments, ScanRequest } from '../request.js';
import { scanDisplay } from '../run.js';
import { follow } from './follow.js';
import { createPicture, judgedOf, type Picture } from './picture.js';
import { createReading, type Reading } from './reading.js';
import { openView, type View } from './view.js';

export interface Watch {
  readonly parsed: ScanArguments;
  readonly request: ScanRequest;
  readonly rulebook: Rulebook;
  readonly io: Io;
  readonly context: Context;
}

/** `scan --watch`: stays until it is interrupted. */
export async function runWatch(watch: Watch): Promise<ExitStatus> {
  const { parsed, request, io } = watch;
  refuse(watch);
  const cluster = await connect(parsed.options, parsed.given, io);
  const view = viewOf(watch);
  const ended = new AbortController();
  const signal = AbortSignal.any([io.signal, ended.signal]);
  const picture = createPicture();
  const reading = createReading({ ...watch, cluster, signal, picture });
  const serverClock = clockOf(cluster, io);
  try {
    if (request.names.length > 0 && (await isAllMissing(watch, reading))) return EXIT.notCollected;
    await follow({
      cluster,
      request,
      picture,
      reading,
      clock: io.now,
      serverClock,
      signal,
      show: () => view.show(reportOf(watch, cluster, picture, serverClock())),
      say: view.say,
    });
    return EXIT.reported;
  } finally {
    ended.abort();
    view.close();
    cluster.close();
  }
}

/** What was named and does not exist is said once; whether nothing of it exists. */
async function isAllMissing({ parsed, request, io }: Watch, reading: Reading): Promise<boolean> {
  const result = await reading.names();
  if (result === undefined) return false;
  if (!parsed.options['ignore-not-found'])
    io.stderr.write(
      notFoundLines(result)
        .map((line) => `${line}\n`)
        .join(''),
    );
  return result.notFound.length >= request.names.length;
}

/** The server's clock, kept on by ours: it tells whole seconds, so a small difference is none. */
function clockOf({ transport }: Cluster, io: Io): () => number {
  let offset = 0;
  let heard: number | undefined;
  return () => {
    const server = transport.serverTime();
    if (server !== undefined && server !== heard) {
      heard = server;
      offset = Math.abs(server - io.now()) < 2_000 ? 0 : server - io.now();
    }
    return io.now() + offset;
  };
}

function reportOf(
  { parsed, request, io, context }: Watch,
  cluster: Cluster,
  picture: Picture,
  now: number,
): Report {
  const { all, namespaces } = request.selection;
  const source: CollectionResult['source'] = {
    kind: 'cluster',
    format: 'kubernetes-api',
    ...(cluster.context === undefined ? {} : { context: cluster.context }),
    nowFrom: cluster.transport.serverTime() === undefined ? 'clock' : 'server',
  };
  const looked = all ? [] : namespaces.length > 0 ? namespaces : [cluster.namespace];
  return buildScanReport(judgedOf(picture, source, now, looked), request, parsed.options, io, context);
}

function refuse({ parsed, request }: Watch): void {
  const { options } = parsed;
  const wrong =
    options.filename.length > 0
      ? '--watch goes with a cluster: recorded files do not change'
      : options.now !== undefined
        ? '--watch goes without --now: its time goes on'
        : !['text', 'wide', 'json'].includes(request.output.name)
          ? '--watch goes with -o text, wide or json'
          : undefined;
  if (wrong !== undefined) throw new UsageError(wrong, { pointsToHelp: false });
}

function viewOf({ parsed, request, io }: Watch): View {
  const name = request.output.name;
  return openView(io, {
    output: name === 'json' || name === 'wide' ? name : 'text',
    display: () => scanDisplay(request, parsed.options, io),
    noHeaders: parsed.options['no-headers'],
  });
}
