import { restartRuleFor } from '../../domain/kubernetes/restart-rule.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** `restart-rule`: whether a rule of the container's own has that action at the instance's exit code. */
export function matchRestartRule(
  leaf: Extract<Leaf, { kind: 'restart-rule' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  const code = subject?.instance.termination?.exitCode;
  if (subject === undefined || code === undefined) return NOTHING;
  const rule = restartRuleFor(subject.container.spec, code);
  if (rule === undefined || !leaf.in.includes(rule.action)) return NOTHING;
  return found([
    speaksFor(
      `rule ${rule.index} of its own restartPolicyRules has the action ${rule.action} at exit code ${code}`,
      `${subject.container.specPath ?? 'spec'}.restartPolicyRules[${rule.index}]`,
      rule.action,
    ),
  ]);
}
