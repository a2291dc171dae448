import type { Rule } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { speaksFor } from '../match/finding.js';
import type { Match } from '../match/match.js';

/** States in which a container waits for something that is not its own: others explain them. */
const WAITS_FOR_OTHERS: ReadonlySet<string> = new Set([
  'CrashLoopBackOff',
  'ContainerCreating',
  'PodInitializing',
]);

/** Whether the instance asked about needs an explanation at all. */
export function needsExplanation(context: MatchContext): boolean {
  if (context.subject.kind !== 'container') return false;
  const { container, instance } = context.subject;
  if (instance.termination !== undefined) return instance.termination.exitCode !== 0;
  const state = container.current;
  return state.kind === 'waiting' && state.reason !== undefined && !WAITS_FOR_OTHERS.has(state.reason);
}

/**
 * The diagnosis of last resort: it says that the evidence does not decide, and names the one
 * look-up that would. Rules of cause `unknown` say more where a code or reason has a meaning.
 */
export function unknownMatch(context: MatchContext): Match {
  const subject = context.subject.kind === 'container' ? context.subject : undefined;
  const termination = subject?.instance.termination;
  const hasLog = subject?.instance.log.lines !== undefined;
  return {
    rule: hasLog ? { ...UNKNOWN, remediation: [LOOK_AT_EVENTS] } : UNKNOWN,
    context,
    about: subject?.instance.about ?? 'current',
    confidence: 'possible',
    evidence:
      termination?.exitCode === undefined
        ? []
        : [
            speaksFor(
              `exit ${termination.exitCode}, reason ${termination.reason ?? 'none'}: nothing seen decides between its causes`,
              `${termination.path}.exitCode`,
              String(termination.exitCode),
            ),
          ],
    missing: context.snapshot.missing.filter(
      (m) => m.name === undefined || m.name === subject?.container.name,
    ),
    variables: {},
  };
}

const LOOK_AT_EVENTS = {
  do: 'See who did what to the pod, and when',
  command:
    'kubectl get events -n {{namespace}} --field-selector involvedObject.name={{pod}} --sort-by=.lastTimestamp',
  effect: 'read-only',
} as const;

const UNKNOWN: Rule = {
  id: 'unknown',
  title: 'Cannot tell: nothing that could be seen decides[[ why it ended with {{exitCode}}]]',
  family: 'unknown',
  cause: 'unknown',
  subject: 'container',
  status: 'stable',
  since: '0.1.0',
  summary: 'The evidence does not decide between several causes.',
  when: { kind: 'all', of: [] },
  let: {},
  confidence: 'possible',
  severity: 'high',
  heals: 'repeats',
  benign: false,
  catchAll: false,
  general: false,
  strengthen: [],
  weaken: [],
  supersedes: [],
  consequenceOf: [],
  remediation: [
    {
      do: 'Read what it said last',
      command: 'kubectl logs {{pod}} -n {{namespace}} -c {{container}}{{previousFlag}} --tail=100',
      effect: 'read-only',
    },
  ],
  falsePositives: [],
  references: ['https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/'],
};
