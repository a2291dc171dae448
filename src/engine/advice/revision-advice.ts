import type { Evidence } from '../../domain/evidence.js';
import { changeWords, type RevisionChange } from '../../domain/kubernetes/revision-change.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import { shellWord } from '../../domain/values/shell-word.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';
import { replicasOf } from '../facts/replicas.js';

/** A variable that the program's words name, and that the pod's revision changed, is why it fails now. */
export function withChangedVariable(match: Match, change: RevisionChange | undefined): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container') return match;
  const own = change?.changes.find(
    ({ container, field }) => container === subject.container.name && isNamed(field, match),
  );
  if (change === undefined || own === undefined) return match;
  const told: Evidence = {
    fact: `revision ${change.revision} changed it: ${changeWords(own, true)}`,
    at: 'spec.template of its revisions',
    observed: own.how,
    speaks: 'for',
  };
  return withEvidence(match, AT_THE_END, [told]);
}

/** Whether it is a variable that the rule took out of a line, or that stands in what is told of the log. */
function isNamed(field: string, { variables, evidence }: Match): boolean {
  const name = /^env (\w{3,})$/.exec(field)?.[1];
  if (name === undefined) return false;
  const word = new RegExp(`\\b${name}\\b`);
  return (
    variables['variable'] === name ||
    evidence.some(({ at, fact }) => at.startsWith('log ') && word.test(fact))
  );
}

/** Failures that only a change helps, or that a program makes itself: what a template brought, the one before it may not have. */
const TEMPLATE_MAY_HEAL: ReadonlySet<string> = new Set(['never', 'repeats']);

/**
 * The step back to the revision before, where the pod is of a fresh one whose template differs.
 * kubectl can undo a Deployment, a StatefulSet and a DaemonSet, which alone keep revisions
 * (kubectl pkg/polymorphichelpers/rollback.go, v0.34).
 */
export function rollbackSteps(
  { rule, context: { subject } }: Match,
  change: RevisionChange | undefined,
): readonly RemediationStep[] {
  if (change === undefined || change.changes.length === 0 || !TEMPLATE_MAY_HEAL.has(rule.heals)) return [];
  if (subject.kind !== 'container' && subject.kind !== 'pod') return [];
  const { pod, snapshot } = subject;
  const owner = snapshot.owners.find(({ revisions }) => revisions !== undefined);
  if (owner === undefined) return [];
  const { readyOfOlder = 0 } = replicasOf(snapshot.owners, pod);
  const target = `${owner.kind.toLowerCase()}/${owner.name}`;
  return [
    {
      do: `Go back to revision ${change.before}${readyOfOlder > 0 ? ', whose pods still serve' : ', if that one worked'}`,
      command: `kubectl rollout undo ${shellWord(target)} -n ${shellWord(pod.namespace)} --to-revision=${change.before}`,
      effect: 'mutating',
    },
  ];
}
