import { buildReport, diagnosesOf } from '../../engine/index.js';
import type { Report } from '../../domain/report/report.js';
import { format } from '../../report/index.js';
import type { CollectionResult, NamedObject, Source } from '../../sources/source.js';
import type { ParsedArguments } from '../arguments/parse.js';
import { chooseWorst } from '../choose-worst.js';
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
import { whereAsked } from '../where-asked.js';
import { reportGone } from './report-gone.js';

type Parsed = ParsedArguments<typeof POD_OPTIONS & typeof GLOBAL_OPTIONS>;

/** What is asked, read from the command line and found to make sense. */
interface Request {
  readonly names: readonly NamedObject[];
  readonly output: OutputFormat;
  readonly now: number | undefined;
  readonly tailLines: number;
  readonly containers: readonly string[];
}

/** So many pods are named where a recording holds several and none was chosen. */
const LISTED = 10;

/** Formats that programs read. */
const DOCUMENTS: ReadonlySet<string> = new Set(['json', 'yaml', 'jsonpath']);

/** The command `pod`: options complete, validated, run. */
export async function runPod(parsed: Parsed, io: Io, context: Context): Promise<ExitStatus> {
  const request = readRequest(parsed);
  const rulebook = await loadRulebook(parsed.options.rules, io);
  const source = await openSource(parsed.options, parsed.given, io);
  try {
    const judged = await judge(
      collect(source, request, parsed, io),
      rulebook,
      request.names.length === 0 ? LISTED + 1 : undefined,
    );
    return tell(judged, request, parsed, io, context);
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

function collect(
  source: Source,
  request: Request,
  { options }: Parsed,
  io: Io,
): ReturnType<Source['collect']> {
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

function tell(judged: Judged, request: Request, parsed: Parsed, io: Io, context: Context): ExitStatus {
  const { options } = parsed;
  const { result, workloads } = judged;
  if (request.names.length === 0) refuseSeveral(judged);
  const asked = request.names.filter(({ resource }) => resource === 'pods').map(({ name }) => name);
  const choice = chooseWorst(judged.pods, result.workloads ?? [], workloads, asked);
  const shown = { ...judged, pods: onlyContainers(choice.pods, request.containers) };
  const notFound = options['ignore-not-found'] ? [] : result.notFound;
  io.stderr.write(
    notFoundLines({ ...result, notFound }, options.namespace === undefined)
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
    ...whereAsked(reportOf(shown, choice.said, request, options.namespace, io, context), parsed),
    ...(gone.length === 0 ? {} : { gone }),
  };
  io.stdout.write(
    format(report, request.output.name, {
      ...displayOptions(request.output, options.color, io),
      view: 'pod',
      showBenign: options['show-benign'],
    }),
  );
  if (notFound.length > 0 || !report.complete) return EXIT.notCollected;
  const found =
    report.pods.some((pod) => diagnosesOf(pod).length > 0) ||
    workloads.some((each) => each.diagnoses.length > 0);
  return options['exit-code'] && found ? EXIT.findings : EXIT.reported;
}

/** What could not be read is no proof that it does not exist. */
function whyNothing({ missing, source }: CollectionResult): string {
  const absent = missing.find(({ what }) => what === 'namespaces')?.namespace;
  if (source.kind === 'files' && absent !== undefined)
    return `the files hold nothing of namespace "${absent}"; without -n all that they hold is looked at`;
  const unread = missing.find(({ what }) => what === 'pods' || what === 'workloads');
  if (unread === undefined) {
    return source.kind === 'files'
      ? 'the files hold no pod there; save pods too: `kubectl get pods,events -o json`, or name the workload'
      : 'there is no such pod';
  }
  const { resource = 'pods', name, namespace, why, grant } = unread;
  const which = [
    name === undefined ? '' : ` "${name}"`,
    namespace === undefined ? '' : ` in namespace "${namespace}"`,
  ];
  const wants = grant === undefined ? '' : `; it takes the right ${grant}`;
  // A refusal is in the server's words, which name the object and the user.
  if (wants !== '') return `${why}${wants}`;
  return `${resource}${which.join('')} could not be read: ${why}${wants}`;
}

/** Without a name there must be one pod only: which one is meant is not for us to guess. */
function refuseSeveral({ pods }: Judged): void {
  if (pods.length < 2) return;
  const names = pods.slice(0, LISTED).map((pod) => `${pod.name} -n ${pod.namespace}`);
  const more = pods.length > LISTED ? '\n  ...' : '';
  throw new UsageError(`there are several pods in it; say which one:\n  ${names.join('\n  ')}${more}`, {
    pointsToHelp: false,
  });
}

function reportOf(
  judged: Judged,
  choice: string | undefined,
  request: Request,
  namespace: string | undefined,
  io: Io,
  context: Context,
): Report {
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
