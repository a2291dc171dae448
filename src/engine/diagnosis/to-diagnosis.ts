import type { Evidence } from '../../domain/evidence.js';
import type { ContainerView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { Diagnosis } from '../../domain/report/report.js';
import type { RevisionChange } from '../../domain/kubernetes/revision-change.js';
import type { RemediationStep, Rule, Severity } from '../../domain/rules/rule.js';
import { atLeast, atMost } from '../../domain/rules/severity.js';
import type { HeldRevision } from '../facts/held-revision.js';
import { forJob } from '../facts/job-template.js';
import { rollbackSteps } from '../advice/revision-advice.js';
import { withStaticPodStep } from '../advice/static-pod.js';
import { waitsFor, type WaitsFor } from '../advice/waits-for.js';
import { kindOfLine } from '../log/line/line-kind.js';
import type { Match } from '../match/match.js';
import { shorten } from '../match/text.js';
import { concernsOf } from '../texts/concerns.js';
import { fill, fillStep } from '../texts/fill.js';
import { textVariables } from '../texts/text-variables.js';
import type { VariableLookup } from '../match/variables.js';

/** What is known beside the matches themselves. */
export interface Beside {
  readonly container?: ContainerView | undefined;
  readonly change?: RevisionChange | undefined;
  /** What says that it is over, where a later run of the same work succeeded. */
  readonly past?: Evidence | undefined;
  /** That its Job tries no more, or without an end. */
  readonly failed?: Evidence | undefined;
  readonly held?: HeldRevision | undefined;
}

/** A match in the words of the report: its title, evidence and steps with the real names and numbers filled in. */
export function toDiagnosis(match: Match, rankNumber: number, beside: Beside): Diagnosis {
  const { container, change, past, held } = beside;
  const variable = textVariables(match);
  const isFirst = rankNumber === 1;
  const waits = waitsFor(match);
  return {
    rank: rankNumber,
    ruleId: match.rule.id,
    cause: match.rule.cause,
    title: titleOf(match, variable),
    confidence: match.confidence,
    severity: past === undefined ? severityOf(match, container) : 'low',
    heals: match.rule.heals,
    about: match.about,
    ...present('concerns', concernsOf(match.rule.cause, variable)),
    evidence: [
      ...withLikelyReason(match.evidence, waits),
      past,
      isFirst && past === undefined ? untold(beside.failed, match) : undefined,
      held?.evidence,
    ].filter((each) => each !== undefined),
    missing: match.missing,
    remediation: [
      ...withReasonSteps(
        withStaticPodStep(stepsOf(match.rule, variable, container), match),
        waits === undefined ? [] : stepsOf(waits.reason.rule, textVariables(waits.reason), container),
      ),
      ...(isFirst ? [...rollbackSteps(match, change), held && fillStep(held.step, variable)] : []),
    ].filter((each) => each !== undefined),
    references: match.rule.references,
  };
}

/** What it says over and over comes with what that means, behind what the probe told. */
function withLikelyReason(evidence: readonly Evidence[], waits: WaitsFor | undefined): readonly Evidence[] {
  if (waits === undefined) return evidence;
  const { line, times, reason } = waits;
  const words = line.raw.trim();
  const why: Evidence = {
    fact: `likely why: ${titleOf(reason, textVariables(reason))}; it logs, ${times} times of late: ${shorten(words, 300)}`,
    at: line.at,
    observed: shorten(words),
    speaks: 'for',
  };
  const kind = kindOfLine(shorten(words));
  const others = evidence.filter(({ observed }) => kindOfLine(observed) !== kind);
  return [...others.slice(0, 2), why, ...others.slice(2)];
}

/** What a rule about the Job's condition tells itself is not told again. */
function untold(failed: Evidence | undefined, { evidence }: Match): Evidence | undefined {
  return evidence.some(({ at }) => at === failed?.at) ? undefined : failed;
}

/** The title with what its variables hold; parts in `[[...]]` fall away without. */
export function titleOf(match: Match, variable: VariableLookup): string {
  const title =
    fill(match.rule.title, variable) ??
    match.rule.title.replace(/\[\[.*?\]\]/gs, '').replace(/\{\{.*?\}\}/gs, '…');
  // A name or number that was taken from the end of a sentence brings its full stop along, or a quote that was opened before it.
  const ended = title
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=[\w"')])\.{1,2}$/, '');
  return OPENED_QUOTE.test(ended) ? ended : ended.replace(/(?<=\S)'$/, '');
}

const OPENED_QUOTE = /(?:^|[^\w'])'./;

/** The steps whose words can be filled in; a command is told once. */
function stepsOf(
  { remediation }: Rule,
  variable: VariableLookup,
  container: ContainerView | undefined,
): Diagnosis['remediation'] {
  const filled = (step: RemediationStep): Diagnosis['remediation'] =>
    [fillStep(forJob(step, variable('ownerKind')), variable, container?.kind)].filter(
      (each) => each !== undefined,
    );
  const steps = remediation.flatMap(filled);
  const looks = steps.some(({ effect }) => effect === 'read-only');
  return once(looks || container === undefined ? steps : [...filled(LOOK), ...steps]);
}

/** What is left to look at where each look of a rule would show nothing or names what is not known. */
const LOOK: RemediationStep = {
  do: 'See what the manifest gives the container: its image, command, variables, mounts and resources',
  command: 'kubectl describe pod {{pod}} -n {{namespace}}',
  effect: 'read-only',
};

function once(steps: Diagnosis['remediation']): Diagnosis['remediation'] {
  return steps.filter(
    ({ command }, index) =>
      command === undefined || steps.findIndex((other) => other.command === command) === index,
  );
}

/** With the steps of what is likely behind it: all that only look come first. */
function withReasonSteps(
  own: Diagnosis['remediation'],
  more: Diagnosis['remediation'],
): Diagnosis['remediation'] {
  if (more.length === 0) return own;
  const all = once([...own, ...more]);
  const isLook = ({ effect }: Diagnosis['remediation'][number]): boolean => effect === 'read-only';
  return [...all.filter(isLook), ...all.filter((step) => !isLook(step))];
}

const RECENT_MS = 3_600_000;

/**
 * A death that is over, of a container that runs and is ready again, degrades at most. One that the
 * kubelet holds back because it ended again and again does not serve, however calm each end was. A
 * debug container never serves: what befalls it degrades nothing.
 */
function severityOf(match: Match, container: ContainerView | undefined): Severity {
  if (container?.kind === 'ephemeral') return 'low';
  if (container?.current.kind === 'waiting' && container.current.reason === 'CrashLoopBackOff')
    return atLeast(match.rule.severity, 'high');
  if (match.about !== 'last' || container?.current.kind !== 'running' || !container.ready)
    return match.rule.severity;
  const endedAt = container.last?.finishedAt;
  const isRecent = endedAt !== undefined && match.context.now - endedAt < RECENT_MS;
  return atMost(match.rule.severity, isRecent ? 'medium' : 'low');
}
