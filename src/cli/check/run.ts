import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { writeBaseline } from '../../baseline/baseline.js';
import type { Report, ReportCheck } from '../../domain/report.js';
import { DEFAULT_OPTIONS, format, type FormatOptions } from '../../report/index.js';
import { inert } from '../../report/inert.js';
import type { Follow } from '../../sources/cluster/follow/follow.js';
import type { Cluster } from '../../sources/cluster/index.js';
import { SourceError, type CollectionResult } from '../../sources/source.js';
import type { Context } from '../command.js';
import { connectionFlags } from '../connection-flags.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';
import { displayOptions } from '../output.js';
import { notFoundLines } from '../pod/not-found.js';
import { buildCheckReport } from './build-report.js';
import { logGroups } from './log-groups.js';
import { writeReports } from './reports.js';
import { readRequest, type CheckArguments, type CheckRequest } from './request.js';
import { createTeller } from './tell-progress.js';
import { createLookInto } from './trouble.js';
import { wait, type Ending } from './wait.js';
import { chooseWanted, openManifest } from './wanted.js';

/** The status that each verdict ends with. */
const STATUSES: Readonly<Record<ReportCheck['verdict'], ExitStatus>> = {
  passed: EXIT.reported,
  failed: EXIT.findings,
  undetermined: EXIT.notCollected,
  'timed-out': EXIT.undecided,
};

/** The command `check`: options complete, validated, run. */
export async function runCheck(parsed: CheckArguments, io: Io, context: Context): Promise<ExitStatus> {
  const request = await readRequest(parsed, io.cwd);
  const manifest = await openManifest(parsed, io);
  const rulebook = await loadRulebook(parsed.options.rules, io);
  const cluster = await connect(parsed, io);
  const { options } = parsed;
  try {
    const { wanted, unwatched } = await chooseWanted(cluster, manifest, request, parsed, io.cwd);
    for (const line of unwatched) io.stderr.write(`not watched: ${inert(line)}\n`);
    const { followWorkloads } = await import('../../sources/cluster/follow/follow.js');
    const follow = await followWorkloads(cluster, wanted, {
      tailLines: options.tail,
      clock: io.now,
      signal: io.signal,
    });
    try {
      const missed = notFoundLines(follow.describe(0, 0));
      io.stderr.write(missed.map((line) => `${line}\n`).join(''));
      if (follow.targets.length === 0) return nothing(follow, missed.length > 0, parsed, io);
      const now = serverClock(cluster, io);
      const ending = await wait(
        {
          follow,
          lookInto: createLookInto(follow, {
            rulebook,
            allRevisions: options['all-revisions'],
            settleSeconds: options.settle,
          }),
          now,
          signal: io.signal,
          tell: createTeller((line) => io.stderr.write(line), now),
        },
        request.wait,
      );
      const report = buildCheckReport({ ending, follow, request, parsed, io, context, now: now() });
      return await tell(report, ending, request, parsed, io);
    } finally {
      follow.close();
    }
  } finally {
    cluster.close();
  }
}

async function connect({ options, given }: CheckArguments, io: Io): Promise<Cluster> {
  const { openCluster } = await import('../../sources/cluster/index.js');
  const print = (line: string): void => io.stderr.write(`${inert(line)}\n`);
  return openCluster(connectionFlags(options, given), {
    env: io.env,
    homedir: homedir(),
    warn: print,
    ...(options.v >= 6 ? { trace: print } : {}),
    interactive: io.stdin.isTTY === true,
    clock: io.now,
  });
}

/** The server's clock, kept on by ours: it tells whole seconds, so a small difference is none. */
function serverClock(cluster: Cluster, io: Io): () => number {
  const behind = (cluster.transport.serverTime() ?? io.now()) - io.now();
  const offset = Math.abs(behind) < 2_000 ? 0 : behind;
  return () => io.now() + offset;
}

/** Nothing to check is no pass: a wrong selector would always pass. */
function nothing(follow: Follow, isMissed: boolean, { options }: CheckArguments, io: Io): ExitStatus {
  const { complete, namespaces, missing }: CollectionResult = follow.describe(0, 0);
  if (!complete) throw new SourceError(missing.map(({ what, why }) => `${what}: ${why}`).join('; '));
  if (options['allow-empty'] && !isMissed) return EXIT.reported;
  if (isMissed) return EXIT.notCollected;
  const where = options['all-namespaces']
    ? 'any namespace'
    : `namespace ${options.namespace ?? (namespaces.join(', ') || 'default')}`;
  io.stderr.write(`error: there is nothing to check in ${inert(where)}; --allow-empty lets that pass\n`);
  return EXIT.notCollected;
}

async function tell(
  report: Report,
  ending: Ending,
  request: CheckRequest,
  { options }: CheckArguments,
  io: Io,
): Promise<ExitStatus> {
  const { output, reports, writeBaseline: path } = request;
  const display: FormatOptions = {
    ...DEFAULT_OPTIONS,
    ...displayOptions(options.color, io),
    view: 'check',
    wide: output.name === 'wide',
    ...(output.template === undefined ? {} : { template: output.template }),
  };
  if (output.name === 'text' || output.name === 'wide') io.stdout.write(logGroups(ending, report, io.env));
  io.stdout.write(format(report, output.name, display));
  await writeReports(report, reports, display, io);
  const status = STATUSES[report.check?.verdict ?? 'undetermined'];
  if (path === undefined) return status;
  await writeFile(resolve(io.cwd, path), writeBaseline(report.groups));
  return status === EXIT.findings ? EXIT.reported : status;
}
