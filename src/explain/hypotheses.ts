import type { CauseId } from '../domain/rules/cause.js';
import type { Hint, Hypothesis } from './explanation.js';
import { CAUSE_GUIDES } from './tables/causes.js';
import { REFERENCES, type ReferenceId } from './tables/references.js';

/** Commands that show what decides between hypotheses. */
export const LOOK_AT_POD: readonly string[] = [
  'kubectl exitdiag pod NAME',
  "kubectl get pod NAME -o jsonpath='{.status.containerStatuses[*].lastState}'",
  'kubectl get events --field-selector involvedObject.name=NAME',
  'kubectl logs NAME --previous',
];

/** The hints with their signs and what to do. */
export function hypothesesOf(hints: readonly Hint[]): readonly Hypothesis[] {
  return hints.map((hint) => {
    const cause = causeOf(hint);
    const guide = CAUSE_GUIDES[cause];
    return { cause, tell: typeof hint === 'string' ? guide.tell : hint[1], do: guide.do };
  });
}

/** The references as text, each once. */
export function referencesOf(ids: readonly ReferenceId[]): readonly string[] {
  return [...new Set(ids)].map((id) => REFERENCES[id]);
}

/** What the guides of these causes refer to. */
export function guideReferences(hints: readonly Hint[]): readonly ReferenceId[] {
  return hints.flatMap((hint) => CAUSE_GUIDES[causeOf(hint)].references);
}

function causeOf(hint: Hint): CauseId {
  return typeof hint === 'string' ? hint : hint[0];
}
