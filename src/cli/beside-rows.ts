import type { Report } from '../domain/report/report.js';
import { inert } from '../report/inert.js';

/**
 * Lines for formats whose rows are pods: what is wrong with a workload itself, mostly that it gets no
 * pods, has no row there, and silence would pass for health.
 */
export function besideRows({ workloads }: Report): string {
  return workloads
    .flatMap(({ kind, namespace, name, diagnoses: [first] }) =>
      first === undefined
        ? []
        : [`no pod, so it has no row: ${inert(`${kind}/${name} in ${namespace}: ${first.title}`)}\n`],
    )
    .join('');
}
