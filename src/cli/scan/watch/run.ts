import { present } from '../../../domain/values/present.js';
import type { Rulebook } from '../../../domain/rules/rulebook.js';
import type { Cluster } from '../../../sources/cluster/index.js';
import { NotWatchable } from '../../../sources/cluster/scan/watch-selection.js';
import type { CollectionResult } from '../../../sources/source.js';
import { UsageError } from '../../errors.js';
import { EXIT, type ExitStatus } from '../../exit-status.js';
import { connect } from '../../open-source.js';
import { notFoundLines } from '../../pod/not-found.js';
import { judge, type Judged } from '../../collect-report.js';
import type { AskedOfScan } from '../asked.js';
import { buildScanReport } from '../build-report.js';
import { collectOptions } from '../collect-options.js';
import { scanDisplay } from '../display.js';
import { follow } from './follow.js';
import { createPicture, judgedOf, type Picture } from './picture.js';
import { poll, POLL_SECONDS } from './poll.js';
import { createReading, type Reading } from './reading.js';
import { openView, type View } from './view.js';

/** What a watch is started with. */
export interface Watch extends AskedOfScan {
  readonly rulebook: Rulebook;
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
  const serverClock = (): number => io.now() + cluster.transport.serverAhead();
  const show = (judged: Judged): void => {
    // A reader that went away (`| head -1`) ends it; it shows with the write after that.
    if (io.stdout.isClosed()) ended.abort();
    else view.show(buildScanReport(judged, watch));
  };
  const { say } = view;
  try {
    if (request.names.length > 0 && (await isAllMissing(watch, reading)))
      return parsed.options['ignore-not-found'] ? EXIT.reported : EXIT.notCollected;
    try {
      const draw = (): void => show(pictured(watch, cluster, picture, serverClock()));
      const clocks = { clock: io.now, serverClock };
      await follow({ cluster, request, picture, reading, ...clocks, signal, show: draw, say });
    } catch (error) {
      if (!(error instanceof NotWatchable)) throw error;
      say(`${error.message}: looking again every ${POLL_SECONDS}s instead`);
      const options = { ...collectOptions(parsed, request), signal };
      const scan = (): Promise<Judged> =>
        judge(cluster.collect(request.selection, options), watch.rulebook, undefined, 'pods');
      await poll({ scan, show, say, signal });
    }
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

function pictured(
  { request: { selection } }: Watch,
  cluster: Cluster,
  picture: Picture,
  now: number,
): Judged {
  const { all, namespaces } = selection;
  const source: CollectionResult['source'] = {
    kind: 'cluster',
    format: 'kubernetes-api',
    ...present('context', cluster.context),
    nowFrom: cluster.transport.serverTime() === undefined ? 'clock' : 'server',
  };
  const looked = all ? [] : namespaces.length > 0 ? namespaces : [cluster.namespace];
  return judgedOf(picture, source, now, looked);
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
