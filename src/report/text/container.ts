import type { Diagnosis, ReportContainer, ReportPod } from '../../domain/report/report.js';
import type { Severity } from '../../domain/rules/rule.js';
import { beside, columns, wrap } from '../layout.js';
import type { Style } from '../paint.js';
import { count, endWords, stateWords } from '../words.js';
import type { Context } from './context.js';
import { briefLines, diagnosisLines } from './diagnosis.js';

/** Lower ranks that are shown without `-o wide`. */
const BRIEF = 2;
const WIDEST_NAME = 32;

/** What a container does now, how its last instance ended, and what explains it. */
export function containerLines(
  container: ReportContainer,
  pod: ReportPod,
  context: Context,
): readonly string[] {
  const told = diagnosesLines(container.diagnoses, context);
  return [...stateLines(container, pod, context), ...(told.length === 0 ? [] : ['', ...told])];
}

/** The diagnoses in rank order: the first whole, some more in brief; all of them whole when wide. */
export function diagnosesLines(diagnoses: readonly Diagnosis[], context: Context): readonly string[] {
  const [first, ...others] = diagnoses;
  if (first === undefined) return [];
  if (context.options.wide)
    return diagnoses.flatMap((each, n) => [...(n === 0 ? [] : ['']), ...diagnosisLines(each, context)]);
  const brief = others.slice(0, BRIEF);
  const hidden = others.length - brief.length;
  return [
    ...diagnosisLines(first, context),
    ...brief.flatMap((each) => briefLines(each, context, aboutWords(each, first))),
    ...(hidden === 0 ? [] : [`     ${hidden} more less likely (-o wide)`]),
  ];
}

/** Says of which instance a lower rank speaks, where it is another one than the first's. */
function aboutWords(diagnosis: Diagnosis, first: Diagnosis): string {
  if (diagnosis.about === first.about) return '';
  return diagnosis.about === 'last' ? 'Its last end: ' : 'Now: ';
}

function stateLines(container: ReportContainer, pod: ReportPod, context: Context): readonly string[] {
  const { report, width, paint } = context;
  const mark = markOfContainer(container, context);
  const kind = container.kind === 'main' ? '' : ` (${container.kind})`;
  const head = `${paint(mark.sign, ...mark.styles)} ${paint(container.name, 'bold')}${kind}  `;
  const isInline = columns(head) <= WIDEST_NAME;
  const lead = isInline ? head : ' '.repeat(7);
  const lines = facts(container, pod, report.now).flatMap((fact) => wrap(fact, width - columns(lead)));
  return [...(isInline ? [] : wrap(head.trimEnd(), width)), ...beside(lead, lines)];
}

/** The sentences about a container, the present first. */
function facts(container: ReportContainer, pod: ReportPod, now: string): readonly string[] {
  const { current, last, benign, restartCount } = container;
  // The header has said how often the pod's containers restarted; a share of it is said here.
  const isShare = pod.containers.some((each) => each !== container && each.restartCount > 0);
  const restarts =
    isShare && restartCount > 0 && current.state !== 'running' ? `, ${count(restartCount, 'restart')}` : '';
  const isSilent = container.diagnoses.length === 0 && current.message !== undefined;
  return [
    `${stateWords(container, now)}${restarts}`,
    ...(last === undefined || isSameLoss(container)
      ? []
      : [`${current.state === 'terminated' ? 'before that, it ' : ''}${endWords(last, now)}`]),
    ...(isSilent ? [current.message] : []),
    ...(benign === undefined ? [] : [`as meant: ${benign.why}`]),
  ];
}

/**
 * Of a container that it no longer finds at the pod's end the kubelet writes one lost record as the
 * state and as the last state (pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses, v1.34).
 */
function isSameLoss({ current, last }: ReportContainer): boolean {
  return (
    current.state === 'terminated' &&
    current.outcome === 'unknown' &&
    last?.outcome === 'unknown' &&
    last.finishedAt === current.finishedAt
  );
}

interface Mark {
  readonly sign: string;
  readonly styles: readonly Style[];
}

/** The mark of something with a diagnosis of that severity. */
export function markOf(worst: Severity | undefined, { signs }: Context): Mark {
  if (worst === 'critical' || worst === 'high') return { sign: signs.bad, styles: ['red', 'bold'] };
  return { sign: signs.warn, styles: ['magenta', 'bold'] };
}

function markOfContainer(container: ReportContainer, context: Context): Mark {
  const { diagnoses, current, ready, restartCount, kind } = container;
  if (diagnoses.length > 0) return markOf(diagnoses[0]?.severity, context);
  const serves = current.state === 'running' && ready && restartCount === 0;
  const isDone = kind === 'init' && current.state === 'terminated' && current.exitCode === 0;
  if (serves || isDone) return { sign: context.signs.good, styles: ['green', 'bold'] };
  return { sign: context.signs.neutral, styles: [] };
}
