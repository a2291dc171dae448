import { formatPieces, type FormatName } from '../../report/index.js';
import { besideRows } from '../beside-rows.js';
import { inert } from '../../report/inert.js';
import { missingWords } from '../../report/words.js';
import { troubleOf } from '../../domain/report/just-starting.js';
import type { Report } from '../../domain/report/report.js';
import type { Source } from '../../sources/source.js';
import { judge, type Judged } from '../collect-report.js';
import type { Context } from '../command.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import type { Io } from '../io.js';
import { loadRulebook } from '../load-rulebook.js';
import { openSource } from '../open-source.js';
import { notFoundLines } from '../pod/not-found.js';
import { closerAt } from '../where-asked.js';
import { boundHeap } from './bound-heap.js';
import { buildScanReport } from './build-report.js';
import type { AskedOfScan } from './asked.js';
import { collectOptions } from './collect-options.js';
import { scanDisplay } from './display.js';
import { startProgress, type ProgressLine } from './progress.js';
import { readRequest, type ScanArguments } from './request.js';

/** The command `scan`: options complete, validated, run. */
export async function runScan(parsed: ScanArguments, io: Io, context: Context): Promise<ExitStatus> {
  const request = readRequest(parsed);
  const asked: AskedOfScan = { request, parsed, io, context };
  if (parsed.options.watch || parsed.options.filename.length > 0) await boundHeap();
  const rulebook = await loadRulebook(parsed.options.rules, io);
  if (parsed.options.watch) {
    const { runWatch } = await import('./watch/run.js');
    return runWatch({ ...asked, rulebook });
  }
  const source = await openSource(parsed.options, parsed.given, io);
  const progress = await startProgress(io, parsed.options.filename.length > 0);
  const startedAt = io.now();
  try {
    const judged = await judge(collect(source, asked, progress), rulebook, undefined, 'pods');
    progress.stop();
    return tell(judged, asked, (io.now() - startedAt) / 1000);
  } finally {
    progress.stop();
    source.close();
  }
}

function collect(
  source: Source,
  { request, parsed, io }: AskedOfScan,
  progress: ProgressLine,
): ReturnType<Source['collect']> {
  return source.collect(request.selection, {
    ...collectOptions(parsed, request),
    signal: io.signal,
    onProgress: (made) => {
      if (made.pages === 2) void boundHeap();
      progress.update(made);
    },
  });
}

function tell(judged: Judged, asked: AskedOfScan, elapsedSeconds: number): ExitStatus {
  const { request, parsed, io } = asked;
  const { options } = parsed;
  const { result } = judged;
  const saysWhere = options.namespace === undefined;
  const missed = options['ignore-not-found']
    ? []
    : notFoundLines(result, { saysWhere, closer: (pod) => closerAt(pod, parsed) });
  io.stderr.write(missed.map((line) => `${line}\n`).join(''));
  const report = buildScanReport(judged, asked);
  io.stderr.write(leftOut(report));
  io.stderr.write(cutShort(report, request.output.name));
  if (request.output.name === 'name') io.stderr.write(besideRows(report));
  if (report.summary.pods === 0 && report.workloads.length === 0 && report.complete) {
    if (missed.length === 0) io.stderr.write(`${nothingFound(report, result.notFound.length === 0)}\n`);
    if (request.output.name === 'text' || request.output.name === 'wide' || request.output.name === 'name')
      return missed.length === 0 ? EXIT.reported : EXIT.notCollected;
  }
  const display = { ...scanDisplay(request, options, io), elapsedSeconds };
  for (const piece of formatPieces(report, request.output.name, display)) io.stdout.write(piece);
  if (!report.complete || missed.length > 0) return EXIT.notCollected;
  return options['exit-code'] && troubleOf(report).length > 0 ? EXIT.findings : EXIT.reported;
}

/** Formats that cannot say that something is lacking; the exit status alone is easily missed. */
const BARE: ReadonlySet<FormatName> = new Set(['name', 'jsonpath', 'custom-columns']);

function cutShort({ complete, missing }: Report, output: FormatName): string {
  if (complete || !BARE.has(output)) return '';
  const [first] = missing;
  const why = first === undefined ? '' : `: ${inert(missingWords(first))}`;
  return `INCOMPLETE: part of this selection was not looked at${why}\n`;
}

/** Silence about what was left out on request must not pass for health. */
function leftOut({ summary }: Report): string {
  const { leftOut: hidden = 0 } = summary;
  if (hidden === 0) return '';
  return `${hidden} ${hidden === 1 ? 'pod or workload with a finding is' : 'pods and workloads with findings are'} left out by --only, --ignore or --min-restarts\n`;
}

/** kubectl's words (cli-runtime and kubectl pkg/cmd/get, v0.34); a workload that was named is there. */
function nothingFound({ scope }: Report, isNamedThere: boolean): string {
  if (scope.names.length > 0 && isNamedThere)
    return `No pods of ${scope.names.join(', ')} found in ${scope.namespaces.join(', ')} namespace.`;
  if (scope.all) return 'No resources found';
  return scope.namespaces.length === 0
    ? 'No resources found'
    : `No resources found in ${scope.namespaces.join(', ')} namespace.`;
}
