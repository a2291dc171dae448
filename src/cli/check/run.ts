import { writeBaseline } from '../../baseline/baseline.js';
import type { Report } from '../../domain/report/report.js';
import type { ReportCheck } from '../../domain/report/report-check.js';
import { format, type FormatOptions } from '../../report/index.js';
import { inert } from '../../report/inert.js';
import { SourceError, type CollectionResult } from '../../sources/source.js';
import type { Context } from '../command.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';
import { connect } from '../open-source.js';
import { displayOptions } from '../output.js';
import { notFoundLines } from '../pod/not-found.js';
import { buildCheckReport } from './build-report.js';
import { logGroups } from './log-groups.js';
import { writeReports, writeTo } from './reports.js';
import { readRequest, type CheckArguments, type CheckRequest } from './request.js';
import { createTeller } from './tell-progress.js';
import { createLookInto } from './trouble.js';
import { endedAtOnce, wait, type Ending } from './wait.js';
import { chooseWanted, openManifest } from './wanted.js';
import { whyUnseen } from './why-unseen.js';

/** The status that each verdict ends with. */
const STATUSES: Readonly<Record<ReportCheck['verdict'], ExitStatus>> = {
  passed: EXIT.reported,
  failed: EXIT.findings,
  undetermined: EXIT.notCollected,
  'timed-out': EXIT.undecided,
};

/** What a check was asked, by whom. */
interface Asked {
  readonly request: CheckRequest;
  readonly parsed: CheckArguments;
  readonly io: Io;
  readonly context: Context;
}

/** The command `check`: options complete, validated, run. */
export async function runCheck(parsed: CheckArguments, io: Io, context: Context): Promise<ExitStatus> {
  const request = await readRequest(parsed, io.cwd);
  const asked: Asked = { request, parsed, io, context };
  try {
    return await checkCluster(asked);
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'collect') await reportUnseen(error.message, asked);
    throw error;
  } finally {
    await request.release();
  }
}

async function checkCluster(asked: Asked): Promise<ExitStatus> {
  const { request, parsed, io } = asked;
  const { options } = parsed;
  const manifest = await openManifest(parsed, io);
  const rulebook = await loadRulebook(options.rules, io);
  const cluster = await connect(parsed.options, parsed.given, io);
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
      const result = follow.describe(0, 0);
      io.stderr.write(
        notFoundLines(result)
          .map((line) => `${line}\n`)
          .join(''),
      );
      if (follow.targets.length === 0) return await tellNothing(result, asked);
      // One difference for the whole wait: its time is not to go back.
      const ahead = cluster.transport.serverAhead();
      const now = (): number => io.now() + ahead;
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
      const namespaces = follow.targets.map(({ namespace }) => namespace);
      const seen = { ending, result: follow.describe(0, 0), namespaces, now: now() };
      return await tell(buildCheckReport({ ...seen, ...asked }), ending, asked);
    } finally {
      follow.close();
    }
  } finally {
    cluster.close();
  }
}

/** Nothing to check is no pass: a wrong selector would always pass. */
async function tellNothing(result: CollectionResult, asked: Asked): Promise<ExitStatus> {
  const { io, request, parsed } = asked;
  const { options } = parsed;
  const { complete, namespaces, missing, notFound } = result;
  if (!complete) throw new SourceError(whyUnseen(missing));
  const isAllowed = options['allow-empty'] && notFound.length === 0;
  const where = options['all-namespaces']
    ? 'any namespace'
    : `namespace ${options.namespace ?? (namespaces.join(', ') || 'default')}`;
  const why =
    notFound.length > 0
      ? notFound.map(({ message }) => message).join('; ')
      : `there is nothing to check in ${where}`;
  if (!isAllowed && notFound.length === 0)
    io.stderr.write(`error: ${inert(why)}; --allow-empty lets that pass\n`);
  const ending = endedAtOnce(isAllowed ? 'passed' : 'undetermined', why);
  const report = buildCheckReport({ ...asked, ending, result, namespaces, now: result.now });
  const display = displayOf(asked);
  if (!isForPeople(request)) io.stdout.write(format(report, request.output.name, display));
  await writeReports(report, request.reports, display, io);
  return keepBaseline(report, STATUSES[ending.check.verdict], asked);
}

/** A pipeline's page has to say as well that nothing could be seen. */
async function reportUnseen(why: string, asked: Asked): Promise<void> {
  const { io, request } = asked;
  const now = io.now();
  const result: CollectionResult = {
    source: { kind: 'cluster', format: 'kubernetes-api', nowFrom: 'clock' },
    now,
    podsSeen: 0,
    containersSeen: 0,
    complete: false,
    missing: [],
    namespaces: [],
    notFound: [],
  };
  const ending = endedAtOnce('undetermined', why);
  const report = buildCheckReport({ ...asked, ending, result, namespaces: [], now });
  await writeReports(report, request.reports, displayOf(asked), io);
}

async function tell(report: Report, ending: Ending, asked: Asked): Promise<ExitStatus> {
  const { request, io } = asked;
  const { output, reports } = request;
  const display = displayOf(asked);
  if (isForPeople(request)) io.stdout.write(logGroups(ending, report, io.env));
  io.stdout.write(format(report, output.name, display));
  await writeReports(report, reports, display, io);
  return keepBaseline(report, STATUSES[report.check?.verdict ?? 'undetermined'], asked);
}

/** Writes the baseline where one was asked for; the status that it ends with. */
async function keepBaseline(report: Report, status: ExitStatus, { request, io }: Asked): Promise<ExitStatus> {
  const { writeBaseline: path } = request;
  if (path === undefined) return status;
  if (status === EXIT.notCollected) {
    io.stderr.write(`warning: ${path} was not written: what is wrong could not be told\n`);
    return status;
  }
  await writeTo(path, writeBaseline(report.groups), io);
  return status === EXIT.findings ? EXIT.reported : status;
}

function isForPeople({ output }: CheckRequest): boolean {
  return output.name === 'text' || output.name === 'wide';
}

function displayOf({ request: { output }, parsed, io }: Asked): FormatOptions {
  return { ...displayOptions(output, parsed.options.color, io), view: 'check' };
}
