import { comparePlaces } from '../../domain/values/order.js';
import type { Report } from '../../domain/report/report.js';
import { buildReport, diagnosesOf } from '../../engine/index.js';
import { collectedParts, groupsOf, type Judged } from '../collect-report.js';
import { tailLinesOf, withLogsLeftOut } from '../logs-left-out.js';
import { whereAsked } from '../where-asked.js';
import { isChoosy, keepInPod, keepInWorkload, KEEP_ALL, type Keep } from './keep.js';
import type { AskedOfScan } from './asked.js';
import { sortGroups } from './sort.js';

/** The report of what was judged, with only what the options let through, in the order they want. */
export function buildScanReport(judged: Judged, { request, parsed, io, context }: AskedOfScan): Report {
  const { result } = judged;
  const { options } = parsed;
  const { selection } = request;
  const inOrder = sortJudged(judged);
  const keep = (by: Keep): Pick<Judged, 'pods' | 'workloads'> => ({
    pods: inOrder.pods.map((pod) => keepInPod(pod, by, result.now)),
    workloads: inOrder.workloads.map((workload) => keepInWorkload(workload, by)),
  });
  const { pods, workloads } = keep(request.keep);
  const report = buildReport({
    ...collectedParts(result, context, io),
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
    missing: withLogsLeftOut(result.missing, tailLinesOf(options), pods),
    ...(isChoosy(request.keep)
      ? {
          leftOut:
            troubled(keep({ ...KEEP_ALL, sinceSeconds: request.keep.sinceSeconds })) -
            troubled({ pods, workloads }),
        }
      : {}),
    groups: sortGroups(groupsOf({ ...inOrder, pods, workloads }), options.sort),
    workloads: workloads.filter((workload) => workload.diagnoses.length > 0),
    nodes: inOrder.nodes.filter((node) => node.diagnoses.length > 0),
    pods: pods.filter((pod) => isWorthKeeping(pod, options['show-benign'])),
  });
  return whereAsked(report, parsed);
}

/**
 * By namespace and name: in which order they came hangs on the pages, the namespaces and the rights,
 * and equal clusters are to give equal reports.
 */
function sortJudged({ pods, workloads, nodes }: Judged): Pick<Judged, 'pods' | 'workloads' | 'nodes'> {
  return {
    pods: pods.toSorted((a, b) => comparePlaces([a.namespace, a.name], [b.namespace, b.name])),
    workloads: workloads.toSorted((a, b) =>
      comparePlaces([a.namespace, a.kind, a.name], [b.namespace, b.kind, b.name]),
    ),
    nodes: nodes.toSorted((a, b) => comparePlaces([a.name], [b.name])),
  };
}

/** How many pods and workloads have a finding. */
function troubled({ pods, workloads }: Pick<Judged, 'pods' | 'workloads'>): number {
  return [...pods.map(diagnosesOf), ...workloads.map((each) => each.diagnoses)].filter(
    (diagnoses) => diagnoses.length > 0,
  ).length;
}

/** A scan's report holds pods with a finding, something missing or, when asked for, something benign. */
function isWorthKeeping(pod: Report['pods'][number], showBenign: boolean): boolean {
  const isBenign = pod.benign !== undefined || pod.containers.some((c) => c.benign !== undefined);
  return diagnosesOf(pod).length > 0 || pod.missing.length > 0 || (showBenign && isBenign);
}
