import type { Evidence } from '../../domain/evidence.js';
import { meansExitCode } from '../../domain/kubernetes/exit-code-requirement.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { PodView } from '../../domain/kubernetes/pod.js';
import type { OwnerRecord } from '../../domain/snapshot.js';

/**
 * That the pod's Job does not count this failure, and so tries again without an end: the first rule of its
 * podFailurePolicy that fits decides (kubernetes/kubernetes pkg/controller/job/pod_failure_policy.go v1.34).
 */
export function ignoredFailure(owners: readonly OwnerRecord[], pod: PodView): Evidence | undefined {
  const job = owners.find(({ kind }) => kind === 'Job');
  if (job === undefined || pod.phase !== 'Failed') return undefined;
  const rules = asObjects(at(job.object, 'spec', 'podFailurePolicy', 'rules'));
  const index = rules.findIndex((rule) => fitsConditions(rule, pod) || fittingCode(rule, pod) !== undefined);
  const rule = rules[index];
  if (rule === undefined || at(rule, 'action') !== 'Ignore') return undefined;
  const code = fittingCode(rule, pod);
  if (code === undefined) return undefined;
  return {
    fact: `its Job ${job.name} does not count this failure and tries again, as often as it happens: rule ${index} of its podFailurePolicy ignores exit code ${code}`,
    at: `Job/${job.name} spec.podFailurePolicy.rules[${index}]`,
    observed: 'Ignore',
    speaks: 'for',
  };
}

function fitsConditions(rule: JsonObject, pod: PodView): boolean {
  return asObjects(at(rule, 'onPodConditions')).some((asked) =>
    pod.conditions.some(
      ({ type, status }) => type === at(asked, 'type') && status === (asText(at(asked, 'status')) ?? 'True'),
    ),
  );
}

/** The code of the first container that ended with another than 0 and that the rule means. */
function fittingCode(rule: JsonObject, pod: PodView): number | undefined {
  const asked = at(rule, 'onExitCodes');
  const container = asText(at(asked, 'containerName'));
  return pod.containers
    .filter(({ name }) => container === undefined || container === name)
    .flatMap(({ current }) => (current.kind === 'terminated' ? (current.exitCode ?? []) : []))
    .find((code) => code !== 0 && meansExitCode(asked, code));
}
