import type { ContainerView } from '../../domain/kubernetes/pod.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import { missingOf, type Instance } from '../match/context.js';
import type { Match } from '../match/match.js';

/** How many pieces of evidence a reader sees at once. */
const TOLD_AT_ONCE = 4;

/**
 * Takes out the steps that read a log of which nothing more is to be had: it is gone, reading it was
 * refused, the program was never started, or all that it holds is told. Where nothing else was advised
 * to look at, what does help stands in its place.
 */
export function withoutIdleLog(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container') return match;
  const steps = match.rule.remediation;
  if (!steps.some(readsLog)) return match;
  const instead = insteadOfLog(match, subject.container, subject.instance);
  if (instead === undefined) return match;
  const others = steps.filter((step) => !readsLog(step));
  const isAlone = match.rule.cause === 'unknown' || others.every(({ effect }) => effect === 'mutating');
  const remediation = isAlone ? [...instead, ...others.filter((step) => !isSaidBy(instead, step))] : others;
  return { ...match, rule: { ...match.rule, remediation } };
}

/** Whether these show what the program runs already. */
function isSaidBy(instead: readonly RemediationStep[], step: RemediationStep): boolean {
  return (
    step.do === 'See what it runs: {{programSeen}}' &&
    instead.some((each) => each.do.includes('{{programSeen}}'))
  );
}

function readsLog({ command }: RemediationStep): boolean {
  return command?.startsWith('kubectl logs {{pod}} -n {{namespace}} -c {{container}}') === true;
}

/** Undefined where the log is worth reading. */
function insteadOfLog(
  match: Match,
  container: ContainerView,
  { log, termination, about }: Instance,
): readonly RemediationStep[] | undefined {
  if (log.lines !== undefined && log.borrowedFrom === undefined)
    return termination !== undefined && isTold(match, log) ? [lookAtCommand(log)] : undefined;
  const isPast = about === 'last' && container.current.kind === 'running';
  const gaps = [
    ...missingOf(match.context, 'previousLog', container.name),
    ...(isPast ? [] : missingOf(match.context, 'log', container.name)),
  ];
  if (gaps.some(({ gone }) => gone === true)) return [LOOK_WHERE_COLLECTED];
  if (gaps.some(({ grant }) => grant !== undefined)) return [LET_OTHERS_LOOK];
  return termination === undefined && neverRan(container) ? [] : undefined;
}

/** The kubelet has no log of a container that still waits for its first start (pkg/kubelet/kubelet_pods.go validateContainerLogStatus, v1.34). */
function neverRan({ current, last }: ContainerView): boolean {
  return last === undefined && current.kind === 'waiting' && current.reason !== 'CrashLoopBackOff';
}

/** Whether the lines that are evidence are all that there are. */
function isTold({ evidence }: Match, { lines = [], label, cut }: Instance['log']): boolean {
  const told = evidence.slice(0, TOLD_AT_ONCE).filter(({ at }) => at.startsWith(`${label}:`));
  return !cut && lines.filter(({ raw }) => raw.trim() !== '').length <= told.length;
}

function lookAtCommand({ lines }: Instance['log']): RemediationStep {
  return {
    do:
      lines?.length === 0
        ? 'See what it runs, and how it can be told to log more, for its log is empty[[: {{programSeen}}]]'
        : 'See what it runs, for its log says no more than this[[: {{programSeen}}]]',
    effect: 'read-only',
  };
}

const LET_OTHERS_LOOK: RemediationStep = {
  do: 'Ask somebody who may read logs for this one',
  command: 'kubectl logs {{pod}} -n {{namespace}} -c {{container}}{{previousFlag}}',
  effect: 'read-only',
};

const LOOK_WHERE_COLLECTED: RemediationStep = {
  do: 'Look for its last words where logs are collected, if they are[[: it ended at {{endedAt}}]]; the kubelet no longer has them',
  effect: 'read-only',
};
