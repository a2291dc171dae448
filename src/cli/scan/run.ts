import type { Report } from '../../domain/report.js';
import { buildReport, diagnosesOf } from '../../engine/index.js';
import { DEFAULT_OPTIONS, format } from '../../report/index.js';
import type { NamedObject, Selection, Source } from '../../sources/source.js';
import type { ParsedArguments } from '../arguments/parse.js';
import { groupsOf, judge, type Judged } from '../collect-report.js';
import type { Context } from '../command.js';
import { commandLine } from '../command-line.js';
import type { SCAN_OPTIONS } from '../commands/scan.js';
import { UsageError } from '../errors.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';
import { openSource, readNow } from '../open-source.js';
import type { GLOBAL_OPTIONS } from '../options.js';
import { displayOptions, readOutput, type OutputFormat } from '../output.js';
import { notFoundLines } from '../pod/not-found.js';
import { readNames } from '../resources.js';
import { VERSION } from '../version.js';
import { checkCauses, keepInPod, keepInWorkload, type Keep } from './keep.js';
import { startProgress, type ProgressLine } from './progress.js';
import { sortGroups } from './sort.js';

type Parsed = ParsedArguments<typeof SCAN_OPTIONS & typeof GLOBAL_OPTIONS>;

interface Request {
  readonly names: readonly NamedObject[];
  readonly output: OutputFormat;
  readonly now: number | undefined;
  readonly keep: Keep;
}

/** The command `scan`: options complete, validated, run. */
export async function runScan(parsed: Parsed, io: Io, context: Context): Promise<ExitStatus> {
  const request = readRequest(parsed);
  const rulebook = await loadRulebook(parsed.options.rules, io);
  const source = await openSource(parsed.options, parsed.given, io);
  const progress = await startProgress(io);
  const startedAt = io.now();
  try {
    const judged = await judge(collect(source, request, parsed, io, progress), rulebook);
    progress.stop();
    return tell(judged, request, parsed, io, context, (io.now() - startedAt) / 1000);
  } finally {
    progress.stop();
    source.close();
  }
}

function readRequest({ positionals, options }: Parsed): Request {
  const names = positionals.length === 0 ? [] : readNames(positionals);
  if (names.length > 0 && (options.selector !== undefined || options['field-selector'] !== undefined)) {
    throw new UsageError('name cannot be provided when a selector is specified', { pointsToHelp: false });
  }
  if (names.length > 0 && options['all-namespaces']) {
    throw new UsageError('a resource cannot be retrieved by name across all namespaces', {
      pointsToHelp: false,
    });
  }
  for (const [name, value] of [
    ['chunk-size', options['chunk-size']],
    ['min-restarts', options['min-restarts']],
    ['tail', options.tail],
  ] as const) {
    if (value < 0)
      throw new UsageError(`invalid argument "${value}" for "--${name}" flag: it must not be negative`);
  }
  checkCauses([...options.only, ...options.ignore]);
  return {
    names,
    output: readOutput(options.output),
    now: readNow(options.now),
    keep: {
      sinceSeconds: options.since,
      minRestarts: options['min-restarts'],
      only: options.only,
      ignore: options.ignore,
    },
  };
}

function collect(
  source: Source,
  request: Request,
  { options }: Parsed,
  io: Io,
  progress: ProgressLine,
): ReturnType<Source['collect']> {
  return source.collect(selectionOf(request, options), {
    depth: 'candidates',
    tailLines: options['no-logs'] ? 0 : options.tail,
    chunkSize: options['chunk-size'],
    containers: [],
    sinceSeconds: options.since,
    ...(request.now === undefined ? {} : { now: request.now }),
    signal: io.signal,
    onProgress: progress.update,
  });
}

function selectionOf({ names }: Request, options: Parsed['options']): Selection {
  const all = options['all-namespaces'];
  return {
    namespaces: all || options.namespace === undefined ? [] : [options.namespace],
    all,
    names,
    ...(options.selector === undefined ? {} : { selector: options.selector }),
    ...(options['field-selector'] === undefined ? {} : { fieldSelector: options['field-selector'] }),
  };
}

function tell(
  judged: Judged,
  request: Request,
  { options }: Parsed,
  io: Io,
  context: Context,
  elapsedSeconds: number,
): ExitStatus {
  const { result } = judged;
  const missed = options['ignore-not-found'] ? [] : notFoundLines(result);
  io.stderr.write(missed.map((line) => `${line}\n`).join(''));
  const report = reportOf(judged, request, options, io, context);
  if (report.summary.pods === 0 && report.workloads.length === 0 && report.complete && missed.length === 0) {
    io.stderr.write(`${nothingFound(report)}\n`);
    if (request.output.name === 'text' || request.output.name === 'wide' || request.output.name === 'name')
      return EXIT.reported;
  }
  io.stdout.write(
    format(report, request.output.name, {
      ...DEFAULT_OPTIONS,
      ...displayOptions(options.color, io),
      view: 'scan',
      wide: request.output.name === 'wide',
      noHeaders: options['no-headers'],
      showLabels: options['show-labels'],
      showBenign: options['show-benign'],
      elapsedSeconds,
      ...(request.output.template === undefined ? {} : { template: request.output.template }),
    }),
  );
  if (!report.complete || missed.length > 0) return EXIT.notCollected;
  return options['exit-code'] && report.groups.length > 0 ? EXIT.findings : EXIT.reported;
}

/** kubectl's words (cli-runtime and kubectl pkg/cmd/get, v0.34). */
function nothingFound({ scope }: Report): string {
  if (scope.all) return 'No resources found';
  return scope.namespaces.length === 0
    ? 'No resources found'
    : `No resources found in ${scope.namespaces.join(', ')} namespace.`;
}

function reportOf(
  judged: Judged,
  request: Request,
  options: Parsed['options'],
  io: Io,
  context: Context,
): Report {
  const { result } = judged;
  const pods = judged.pods.map((pod) => keepInPod(pod, request.keep, result.now));
  const workloads = judged.workloads.map((workload) => keepInWorkload(workload, request.keep));
  const selection = selectionOf(request, options);
  return buildReport({
    version: VERSION,
    command: commandLine(context.typed),
    source: result.source,
    scope: {
      namespaces: selection.all
        ? []
        : result.namespaces.length > 0
          ? result.namespaces
          : selection.namespaces,
      all: selection.all,
      ...(selection.selector === undefined ? {} : { selector: selection.selector }),
      ...(selection.fieldSelector === undefined ? {} : { fieldSelector: selection.fieldSelector }),
      names: request.names.map(({ resource, name }) => `${resource}/${name}`),
    },
    now: result.now,
    generatedAt: result.source.kind === 'files' ? result.now : io.now(),
    complete: result.complete,
    missing: result.missing,
    podsSeen: result.podsSeen,
    containersSeen: result.containersSeen,
    groups: sortGroups(groupsOf({ ...judged, pods, workloads }), options.sort),
    workloads: workloads.filter((workload) => workload.diagnoses.length > 0),
    nodes: judged.nodes.filter((node) => node.diagnoses.length > 0),
    pods: pods.filter((pod) => isWorthKeeping(pod, options['show-benign'])),
  });
}

/** A scan's report holds pods with a finding, something missing or, when asked for, something benign. */
function isWorthKeeping(pod: Report['pods'][number], showBenign: boolean): boolean {
  const isBenign = pod.benign !== undefined || pod.containers.some((c) => c.benign !== undefined);
  return diagnosesOf(pod).length > 0 || pod.missing.length > 0 || (showBenign && isBenign);
}
