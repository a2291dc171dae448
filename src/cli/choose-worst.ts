import type { Diagnosis, ReportPod, ReportWorkload } from '../domain/report/report.js';
import { CONFIDENCES, SEVERITIES } from '../domain/rules/rule.js';
import type { NamedWorkload } from '../sources/source.js';

/** The pods to show, and what was chosen where a workload has several. */
export interface Choice {
  readonly pods: readonly ReportPod[];
  readonly said: string | undefined;
}

/**
 * Of each workload that was asked for by name its worst pod; pods `asked` for themselves stay, in
 * every namespace of the selection, for that is where a name is looked for.
 */
export function chooseWorst(
  pods: readonly ReportPod[],
  workloads: readonly NamedWorkload[],
  told: readonly ReportWorkload[] = [],
  asked: readonly string[] = [],
): Choice {
  const dropped = new Set<ReportPod>();
  const said: string[] = [];
  for (const { kind, name, namespace, pods: names, held } of workloads) {
    const own = pods.filter((pod) => pod.namespace === namespace && names.includes(pod.name));
    const [worst, ...others] = [...own].sort(byHarm);
    for (const pod of others) if (!asked.includes(pod.name)) dropped.add(pod);
    const what = `${kind.toLowerCase()}/${name}`;
    const wanted = told.find((each) => each.kind === kind && each.name === name)?.desired;
    if (worst === undefined) said.push(`${what} ${whyNone(wanted, held)}`);
    else if (others.length > 0) said.push(whichOf(worst, own.length, what));
  }
  return {
    pods: pods.filter((pod) => !dropped.has(pod)),
    said: said.length === 0 ? undefined : `${said.join('; ')}.`,
  };
}

/** Where no pod fails, none is the worst. */
function whichOf(shown: ReportPod, among: number, what: string): string {
  if (harm(shown) > 0) return `${shown.name} is the worst of ${among} pods of ${what}`;
  return `${what}: no failure was found in its ${among} pods, one of which is shown`;
}

function whyNone(wanted: number | undefined, held: string | undefined): string {
  if (held !== undefined) return `has no pods: ${held}`;
  return wanted === 0 ? 'wants no pods' : 'has no pods';
}

/** Worst first: severity, confidence, restarts; the name, so that the choice is the same every time. */
function byHarm(a: ReportPod, b: ReportPod): number {
  return harm(b) - harm(a) || restarts(b) - restarts(a) || (a.name < b.name ? -1 : 1);
}

function harm(pod: ReportPod): number {
  const firsts = [pod.diagnoses, ...pod.containers.map((container) => container.diagnoses)].flatMap((list) =>
    list.slice(0, 1),
  );
  return Math.max(0, ...firsts.map(weight));
}

function weight({ severity, confidence, cause }: Diagnosis): number {
  const known = cause === 'unknown' ? 0 : 1;
  return 1 + 100 * SEVERITIES.indexOf(severity) + 10 * known + CONFIDENCES.indexOf(confidence);
}

function restarts(pod: ReportPod): number {
  return pod.containers.reduce((sum, container) => sum + container.restartCount, 0);
}
