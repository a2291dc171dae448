import type { ReportWorkload } from '../../domain/report/report.js';
import { beside, joinBlocks, wrap } from '../layout.js';
import { scopeWords } from '../words.js';
import { diagnosesLines } from './container.js';
import type { Context } from './context.js';
import { notSeenLines, podLines } from './pod.js';
import { benignLines, choiceLines, incompleteLines, missingOnceLines } from './scan.js';

/** The pods that were asked for, one block each, and their workloads where those have something to say. */
export function podsLines(context: Context): readonly string[] {
  const { report, width } = context;
  // Of one pod its own block says what it lacks.
  const gaps = context.foldsGaps ? missingOnceLines(context) : notSeenLines(report.missing, context);
  return joinBlocks([
    incompleteLines(context, gaps),
    choiceLines(context),
    ...report.pods.map((pod) => podLines(pod, context)),
    ...report.workloads
      .filter((each) => each.diagnoses.length > 0)
      .map((each) => workloadLines(each, context)),
    report.pods.length + report.workloads.length > 0
      ? []
      : wrap(`No pods were found in ${scopeWords(report.scope)}`, width),
    report.complete ? gaps : [],
    benignLines(context),
    report.source.nowFrom === 'newest-timestamp'
      ? wrap(`Ages count from ${report.now}, the newest time in the input.`, width)
      : [],
  ]);
}

function workloadLines(workload: ReportWorkload, context: Context): readonly string[] {
  const { paint, signs, width } = context;
  const name = `${workload.kind}/${workload.name}`;
  const { ready, desired } = workload;
  // A CronJob counts no pods.
  const counts =
    ready === undefined && desired === undefined ? '' : `   ${ready ?? '?'}/${desired ?? '?'} ready`;
  const lead = `${paint(signs.bad, 'red', 'bold')} `;
  return [
    ...beside(lead, wrap(`${name}${counts}`, width - 2)),
    '',
    ...diagnosesLines(workload.diagnoses, context),
  ];
}
