import type { ReportPod } from '../../domain/report/report.js';
import { inert } from '../../report/inert.js';
import { UsageError } from '../errors.js';

/**
 * The pods with the named containers only; all of them where none is named.
 * @throws UsageError when no pod has such a container
 */
export function onlyContainers(pods: readonly ReportPod[], names: readonly string[]): readonly ReportPod[] {
  if (names.length === 0) return pods;
  for (const name of names) {
    const known = pods.flatMap((pod) => pod.containers.map((container) => container.name));
    if (known.includes(name) || pods.length === 0) continue;
    const choices = [...new Set(known)].join(', ');
    throw new UsageError(
      inert(
        `container ${name} is not valid for pod ${pods.map((pod) => pod.name).join(', ')}; it has: ${choices}`,
      ),
      { pointsToHelp: false },
    );
  }
  return pods.map((pod) => ({
    ...pod,
    containers: pod.containers.filter((container) => names.includes(container.name)),
  }));
}
