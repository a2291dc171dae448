import type { Evidence } from '../../domain/evidence.js';
import { restartRuleFor } from '../../domain/kubernetes/restart-rule.js';
import { asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';

/**
 * What a container's own restartPolicy and its restartPolicyRules make of its end, where it has them: the pod's
 * restartPolicy does not tell then whether it is started again (ContainerRestartRules, alpha in Kubernetes 1.34, on
 * from 1.35; pkg/kubelet/container/helpers.go v1.34, ShouldContainerBeRestarted).
 */
export function withOwnRestart(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.benign || subject.container.kind === 'sidecar') return match;
  const { spec, specPath } = subject.container;
  const code = subject.instance.termination?.exitCode;
  const policy = asText(at(spec, 'restartPolicy'));
  if (code === undefined || policy === undefined) return match;
  const told =
    ruleFor(spec, code) ?? (subject.instance.about === 'current' ? policyFor(policy, code) : undefined);
  if (told === undefined || match.evidence.some((each) => each.at === told.field)) return match;
  const evidence: Evidence = {
    fact: told.fact,
    at: `${specPath ?? 'spec'}.${told.field}`,
    observed: told.observed,
    speaks: 'for',
  };
  return withEvidence(match, AT_THE_END, [evidence]);
}

interface Told {
  readonly fact: string;
  readonly field: string;
  readonly observed: string;
}

function ruleFor(spec: JsonObject | undefined, code: number): Told | undefined {
  const rule = restartRuleFor(spec, code);
  if (rule === undefined) return undefined;
  const { index, action } = rule;
  const what = action === 'Restart' ? 'starts it again' : `has the action ${action}`;
  return {
    fact: `rule ${index} of its own restartPolicyRules ${what} at exit code ${code}`,
    field: `restartPolicyRules[${index}]`,
    observed: action,
  };
}

function policyFor(policy: string, code: number): Told | undefined {
  if (policy !== 'Never' && !(policy === 'OnFailure' && code === 0)) return undefined;
  return {
    fact: `it is not started again: its own restartPolicy is ${policy}`,
    field: 'restartPolicy',
    observed: policy,
  };
}
