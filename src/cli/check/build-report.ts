import { markKnown } from '../../baseline/baseline.js';
import { countContainers } from '../../domain/kubernetes/container-count.js';
import { asNumber, asText, at, type JsonObject } from '../../domain/values/json.js';
import { present } from '../../domain/values/present.js';
import type { Report, ReportPod, ReportWorkload } from '../../domain/report/report.js';
import type { ReportCheck } from '../../domain/report/report-check.js';
import { readyPods, wantedPods } from '../../domain/kubernetes/wanted-pods.js';
import { buildReport, diagnosesOf, groupFailures } from '../../engine/index.js';
import type { Standing } from '../../rollout/standing.js';
import { weightOf } from '../../rollout/tolerate.js';
import type { Picture } from '../../sources/cluster/follow/follow.js';
import type { CollectionResult } from '../../sources/source.js';
import { commandLine } from '../command-line.js';
import type { Context } from '../command.js';
import type { Io } from '../io.js';
import { VERSION } from '../version.js';
import { withCluster } from '../where-asked.js';
import type { CheckArguments, CheckRequest } from './request.js';
import type { Ending } from './wait.js';

/** What the report of a check is made of. */
export interface CheckParts {
  readonly ending: Ending;
  readonly result: CollectionResult;
  /** Those that hold what is checked. */
  readonly namespaces: readonly string[];
  readonly request: CheckRequest;
  readonly parsed: CheckArguments;
  readonly io: Io;
  readonly context: Context;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The report of a check: what was checked, what stands against it, and the verdict. */
export function buildCheckReport(parts: CheckParts): Report {
  const { ending, result, request, parsed, io, context, now } = parts;
  const { options } = parsed;
  const seen = ending.pictures.flatMap(({ pods }) => pods);
  const containers = seen.reduce((sum, pod) => sum + countContainers(pod), 0);
  const workloads = ending.pictures.map((picture, index) => toWorkload(picture, ending, index));
  const pods = ending.troubles.flatMap((trouble, index) =>
    trouble.pods.map((pod) => keepInPod(pod, ending.standings[index], ending.check)),
  );
  const troubled = pods.filter((pod) => diagnosesOf(pod).length > 0);
  const namespaces = [...new Set(parts.namespaces)].sort();
  const complete = result.complete && result.notFound.length === 0;
  const files = options.filename.filter((file) => file !== '-');
  const built = buildReport({
    version: VERSION,
    command: commandLine(context.typed),
    source: { ...result.source, ...(files.length === 0 ? {} : { paths: files }) },
    scope: {
      namespaces: options['all-namespaces'] ? [] : namespaces,
      all: options['all-namespaces'],
      ...(options.selector === undefined ? {} : { selector: options.selector }),
      names: request.names.map(({ resource, name }) => `${resource}/${name}`),
    },
    now,
    generatedAt: io.now(),
    complete,
    missing: result.missing,
    podsSeen: seen.length,
    containersSeen: containers,
    groups: groupFailures(troubled, workloads),
    workloads,
    nodes: [],
    pods: troubled,
  });
  const report = withCluster(built, parsed);
  const known = request.baseline === undefined ? report : markKnown(report, request.baseline);
  return {
    ...known,
    check: complete
      ? ending.check
      : asIncomplete(
          ending.check,
          result.notFound.map(({ message }) => message),
        ),
  };
}

/** What could not be looked at may be broken: that is no pass. */
function asIncomplete(check: ReportCheck, missed: readonly string[]): ReportCheck {
  if (check.verdict !== 'passed') return check;
  const why = missed.length > 0 ? missed.join('; ') : 'part of what was to be checked may not be read';
  return { ...check, verdict: 'undetermined', why };
}

const VERDICTS: Readonly<Partial<Record<Standing['kind'], ReportCheck['verdict']>>> = {
  done: 'passed',
  failed: 'failed',
  waiting: 'timed-out',
  'never-ran': 'timed-out',
};

function toWorkload(
  { target, workload }: Picture,
  { standings, troubles, check }: Ending,
  index: number,
): ReportWorkload {
  const standing = standings[index];
  const object: JsonObject = workload ?? target.object;
  const number = (...path: readonly string[]): number | undefined => asNumber(at(object, ...path));
  const verdict = standing === undefined ? 'undetermined' : (VERDICTS[standing.kind] ?? 'undetermined');
  const isOpen = verdict === 'timed-out' && standing !== undefined && standing.against.length > 0;
  return {
    namespace: target.namespace,
    kind: target.resource.kind,
    name: target.name,
    ...present('uid', asText(at(object, 'metadata', 'uid'))),
    ...present('generation', number('metadata', 'generation')),
    ...present('observedGeneration', number('status', 'observedGeneration')),
    ...present('revision', standing?.revision),
    ...present('desired', wantedPods(object)),
    ...present('ready', readyPods(object)),
    ...present('since', troubles[index]?.workload?.since),
    // When another workload ended the wait, this one was only not through yet.
    verdict: isOpen
      ? 'failed'
      : verdict === 'timed-out' && check.verdict === 'failed'
        ? 'undetermined'
        : verdict,
    ...present('place', target.place),
    diagnoses: standing?.kind === 'done' ? [] : (troubles[index]?.workload?.diagnoses ?? []),
  };
}

/** Of a workload that is through, only what still stands; a pod that starts is no finding unless time ran out. */
function keepInPod(pod: ReportPod, standing: Standing | undefined, check: ReportCheck): ReportPod {
  const keeps = (list: ReportPod['diagnoses']): ReportPod['diagnoses'] =>
    check.verdict !== 'timed-out' && list[0] !== undefined && weightOf(list[0].cause) === 'harmless'
      ? []
      : list;
  const isDone = standing?.kind === 'done';
  return {
    ...pod,
    diagnoses: isDone && pod.phase !== 'Pending' ? [] : keeps(pod.diagnoses),
    containers: pod.containers.map((container) => ({
      ...container,
      diagnoses:
        isDone && (container.ready || pod.phase === 'Failed' || pod.phase === 'Succeeded')
          ? []
          : keeps(container.diagnoses),
    })),
  };
}
