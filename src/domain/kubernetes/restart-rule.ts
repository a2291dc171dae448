import { asObjects, asText, at, type JsonObject } from '../values/json.js';
import { meansExitCode } from './exit-code-requirement.js';

/** The first rule of a container's restartPolicyRules that means this exit code (core/v1 types.go v0.34). */
export function restartRuleFor(
  spec: JsonObject | undefined,
  code: number,
): { readonly index: number; readonly action: string } | undefined {
  const rules = asObjects(at(spec, 'restartPolicyRules'));
  const index = rules.findIndex((rule) => meansExitCode(at(rule, 'exitCodes'), code));
  const action = asText(at(rules[index], 'action'));
  return action === undefined ? undefined : { index, action };
}
