import { signalNumber } from '../../domain/kubernetes/outcome.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { terminationOf } from './subject.js';

/** `exit-code`: whether the recorded exit code is one of these. */
export function matchExitCode(leaf: Extract<Leaf, { kind: 'exit-code' }>, context: MatchContext): Finding {
  const termination = terminationOf(context);
  const code = termination?.exitCode;
  if (termination === undefined || code === undefined) return NOTHING;
  const holds =
    (leaf.in?.includes(code) ?? true) &&
    !(leaf.not?.includes(code) ?? false) &&
    code >= (leaf.from ?? -Infinity) &&
    code <= (leaf.to ?? Infinity);
  return holds
    ? found([speaksFor(`exit code ${code}`, `${termination.path}.exitCode`, String(code))])
    : NOTHING;
}

/** `signal`: whether the exit code is 128 and the number of such a signal. */
export function matchSignal(leaf: Extract<Leaf, { kind: 'signal' }>, context: MatchContext): Finding {
  const termination = terminationOf(context);
  const outcome = termination?.outcome;
  if (termination === undefined || outcome?.kind !== 'signalled') return NOTHING;
  if (!leaf.in.some((name) => signalNumber(name) === outcome.number)) return NOTHING;
  return found([
    speaksFor(
      `exit ${outcome.code} = 128 + ${outcome.number} (${outcome.signal})`,
      `${termination.path}.exitCode`,
      String(outcome.code),
    ),
  ]);
}

/** `outcome`: whether it exited, was ended by a signal, or nobody saw its end. */
export function matchOutcome(leaf: Extract<Leaf, { kind: 'outcome' }>, context: MatchContext): Finding {
  const termination = terminationOf(context);
  if (termination === undefined || !leaf.in.includes(termination.outcome.kind)) return NOTHING;
  const { outcome } = termination;
  if (outcome.kind !== 'unknown') return found();
  return found([
    speaksFor(outcome.why, termination.path, outcome.code === undefined ? 'none' : String(outcome.code)),
  ]);
}
