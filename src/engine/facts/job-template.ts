import type { RemediationStep } from '../../domain/rules/rule.js';

const CHANGES_TEMPLATE = /^kubectl (?:edit|set \w+) \{\{owner\}\}/;

/**
 * The API server refuses a change of a Job's pod template, but for where its pods may run while it is
 * suspended (pkg/apis/batch/validation ValidateJobSpecUpdate, v1.34): the Job is made anew. That of a
 * CronJob can be changed, and its next Job has it.
 */
export function forJob(step: RemediationStep, ownerKind: string | undefined): RemediationStep {
  if (ownerKind !== 'Job' || step.command === undefined || !CHANGES_TEMPLATE.test(step.command)) return step;
  const what = step.do.replaceAll('{{owner}}', 'job/{{ownerName}}');
  return {
    ...step,
    do: `${what}: in its manifest, for the template of a Job cannot be changed; then delete the Job and make it anew`,
    command: 'kubectl delete job {{ownerName}} -n {{namespace}}',
  };
}
