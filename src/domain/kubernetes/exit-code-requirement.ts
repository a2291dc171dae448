import { asList, at, type Json } from '../values/json.js';

/**
 * Whether an `operator` and its `values`, as a Job's podFailurePolicy (`onExitCodes`) and a container's
 * restartPolicyRules (`exitCodes`) have them, mean this exit code (kubernetes/api batch/v1 and core/v1 types.go
 * v0.34). One without a known operator means none.
 */
export function meansExitCode(requirement: Json | undefined, code: number): boolean {
  const isListed = asList(at(requirement, 'values')).includes(code);
  const operator = at(requirement, 'operator');
  return (operator === 'In' && isListed) || (operator === 'NotIn' && !isListed);
}
