import type { Diagnosis, Report, ReportPod } from '../src/domain/report/report.js';

/** What stands first for a container, for a pod itself, or for a workload without pods. */
interface First {
  readonly pod: string;
  /** Empty for what is the pod's own. */
  readonly container: string;
  readonly diagnosis: Diagnosis;
}

/** Everything that stands first in a report, by pod and container. */
function firstCauses(report: Report): readonly First[] {
  const workloads = report.workloads.flatMap(({ name, diagnoses: [diagnosis] }) =>
    diagnosis === undefined ? [] : [{ pod: name, container: '', diagnosis }],
  );
  return [...report.pods.flatMap(ofPod), ...workloads];
}

function ofPod({ name, diagnoses, containers }: ReportPod): readonly First[] {
  return [{ name: '', diagnoses }, ...containers].flatMap((each) => {
    const [diagnosis] = each.diagnoses;
    return diagnosis === undefined ? [] : [{ pod: name, container: each.name, diagnosis }];
  });
}

/** The first cause said of a container; the pod's own where that has none or only `unknown`; else `none`. */
export function causeOf(report: Report, pod: string, container: string): string {
  const firsts = firstCauses(report).filter((first) => first.pod === pod);
  const own = firsts.find((first) => first.container === container)?.diagnosis.cause;
  const podOwn = firsts.find((first) => first.container === '')?.diagnosis.cause;
  if (own !== undefined && own !== 'unknown') return own;
  return podOwn ?? own ?? 'none';
}
