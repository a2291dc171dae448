import { buildReport } from '../../engine/index.js';
import { troubleOf } from '../../domain/report/just-starting.js';
import type { Report } from '../../domain/report/report.js';
import { shellWord } from '../../domain/values/shell-word.js';
import { format } from '../../report/index.js';
import type { NamedObject, Source } from '../../sources/source.js';
import type { ParsedArguments } from '../arguments/parse.js';
import { chooseWorst } from '../choose-worst.js';
import { besideRows } from '../beside-rows.js';
import { collectedParts, groupsOf, judge, type Judged } from '../collect-report.js';
import type { Context } from '../command.js';
import type { POD_OPTIONS } from './options.js';
import { CollectError, UsageError } from '../errors.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';
import { tailLinesOf, withLogsLeftOut } from '../logs-left-out.js';
import { openSource, readNow } from '../open-source.js';
import type { GLOBAL_OPTIONS } from '../options.js';
import { displayOptions, readOutput, type OutputFormat } from '../output.js';
import { readNames } from '../resources.js';
import { notFoundLines } from './not-found.js';
import { onlyContainers } from './only-containers.js';
import { closerAt, whereAsked } from '../where-asked.js';
import { reportGone } from './report-gone.js';
import { whyNothing } from './why-nothing.js';

type Parsed = ParsedArguments<typeof POD_OPTIONS & typeof GLOBAL_OPTIONS>;

/** What is asked, read from the command line and found to make sense. */
interface Request {
  readonly names: readonly NamedObject[];
  readonly output: OutputFormat;
  readonly now: number | undefined;
  readonly tailLines: number;
  readonly containers: readonly string[];
}

/** All that one run of the command goes by. */
interface Asked {
  readonly request: Request;
  readonly parsed: Parsed;
  readonly io: Io;
  readonly context: Context;
}

/** So many pods are named where a recording holds several and none was chosen. */
const LISTED = 10;

/** Formats that programs read. */
const DOCUMENTS: ReadonlySet<string> = new Set(['json', 'yaml', 'jsonpath']);

/** Formats that have a row for each pod, and none for a workload. */
const ROWS_OF_PODS: ReadonlySet<string> = new Set(['name', 'custom-columns']);

/** The command `pod`: options complete, validated, run. */
export async function runPod(parsed: Parsed, io: Io, context: Context): Promise<ExitStatus> {
  const request = readRequest(parsed);
  const asked: Asked = { request, parsed, io, context };
  const rulebook = await loadRulebook(parsed.options.rules, io);
  const source = await openSource(parsed.options, parsed.given, io);
  try {
    const judged = await judge(
      collect(source, asked),
      rulebook,
      request.names.length === 0 ? LISTED + 1 : undefined,
    );
    return tell(judged, asked);
  } finally {
    source.close();
  }
}

function readRequest({ positionals, options }: Parsed): Request {
  const { tail, filename } = options;
  if (positionals.length === 0 && filename.length === 0) {
    throw new UsageError(
      "expected 'pod (NAME | TYPE/NAME)': the name of a pod or workload is required, or -f FILE; 'kubectl exitdiag scan' looks at all of a namespace",
    );
  }
  if (tail < 0) throw new UsageError(`invalid argument "${tail}" for "--tail" flag: it must not be negative`);
  return {
    names: readNames(positionals),
    output: readOutput(options.output),
    now: readNow(options.now),
    tailLines: tailLinesOf(options),
    containers: options.container,
  };
}

function collect(source: Source, { request, parsed: { options }, io }: Asked): ReturnType<Source['collect']> {
  const namespaces = options.namespace === undefined ? [] : [options.namespace];
  return source.collect(
    { namespaces, all: false, names: request.names },
    {
      depth: 'each',
      tailLines: request.tailLines,
      chunkSize: 500,
      containers: request.containers,
      ...(request.now === undefined ? {} : { now: request.now }),
      signal: io.signal,
    },
  );
}

function tell(judged: Judged, asked: Asked): ExitStatus {
  const { request, parsed, io } = asked;
  const { options } = parsed;
  const { result, workloads } = judged;
  if (request.names.length === 0) refuseSeveral(judged);
  const named = request.names.filter(({ resource }) => resource === 'pods').map(({ name }) => name);
  const choice = chooseWorst(judged.pods, result.workloads ?? [], workloads, named);
  const shown = { ...judged, pods: onlyContainers(choice.pods, request.containers) };
  const notFound = options['ignore-not-found'] ? [] : result.notFound;
  io.stderr.write(
    notFoundLines(
      { ...result, notFound },
      { saysWhere: options.namespace === undefined, closer: (pod) => closerAt(pod, parsed) },
    )
      .map((line) => `${line}\n`)
      .join(''),
  );
  const gone = reportGone(result);
  if (shown.pods.length + workloads.length === 0) {
    if (result.notFound.length === 0 && !io.signal.aborted) throw new CollectError(whyNothing(result));
    // People have been told above; a program reads here what is known of a pod that is gone.
    if (gone.length === 0 || !DOCUMENTS.has(request.output.name))
      return notFound.length === 0 ? EXIT.reported : EXIT.notCollected;
  }
  const report: Report = {
    ...whereAsked(reportOf(shown, choice.said, asked), parsed),
    ...(gone.length === 0 ? {} : { gone }),
  };
  if (ROWS_OF_PODS.has(request.output.name)) io.stderr.write(besideRows(report));
  io.stdout.write(
    format(report, request.output.name, {
      ...displayOptions(request.output, options.color, io),
      view: 'pod',
      showBenign: options['show-benign'],
    }),
  );
  if (notFound.length > 0 || !report.complete) return EXIT.notCollected;
  const found = troubleOf(report).length > 0 || workloads.some((each) => each.diagnoses.length > 0);
  return options['exit-code'] && found ? EXIT.findings : EXIT.reported;
}

/** Without a name there must be one pod only: which one is meant is not for us to guess. */
function refuseSeveral({ pods }: Judged): void {
  if (pods.length < 2) return;
  const names = pods.slice(0, LISTED).map((pod) => `${shellWord(pod.name)} -n ${shellWord(pod.namespace)}`);
  const more = pods.length > LISTED ? '\n  ...' : '';
  throw new UsageError(`there are several pods in it; say which one:\n  ${names.join('\n  ')}${more}`, {
    pointsToHelp: false,
  });
}

function reportOf(judged: Judged, choice: string | undefined, asked: Asked): Report {
  const { request, parsed, io, context } = asked;
  const { namespace } = parsed.options;
  const { result, pods, workloads, nodes } = judged;
  return buildReport({
    ...collectedParts(result, context, io),
    scope: {
      namespaces: result.namespaces.length > 0 || namespace === undefined ? result.namespaces : [namespace],
      all: false,
      names: request.names.map(({ resource, name }) => `${resource}/${name}`),
      ...(choice === undefined ? {} : { choice }),
    },
    missing: withLogsLeftOut(result.missing, request.tailLines, pods),
    groups: groupsOf({ pods, workloads, nodes }),
    workloads,
    nodes,
    pods,
  });
}
