import { CAUSES } from '../domain/cause.js';
import type { Evidence } from '../domain/evidence.js';
import type { EventView } from '../domain/event.js';
import { present, type ContainerView, type PodView } from '../domain/pod.js';
import type { Diagnosis } from '../domain/report.js';
import type { RevisionChange } from '../domain/revision-change.js';
import type { Rule, Severity } from '../domain/rule.js';
import { atLeast, atMost } from '../domain/severity.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { NodeSnapshot, PodSnapshot } from '../domain/snapshot.js';
import { concernsOf } from './texts/concerns.js';
import { nodeContext, podContexts, type MatchContext } from './context.js';
import { fill, fillStep } from './texts/fill.js';
import { fold, foldIntoPod } from './fold.js';
import { heldRevision, type HeldRevision } from './advice/held-revision.js';
import { forJob } from './advice/job-template.js';
import { jobFailure, laterRun } from './advice/later-run.js';
import { kindOfLine } from './log/line-kind.js';
import { matchRules, type Match } from './match-rules.js';
import { shorten } from './matchers/text.js';
import { rank } from './rank.js';
import { rollbackSteps, withChangedVariable } from './advice/revision-advice.js';
import { needsExplanation, unknownMatch } from './unknown.js';
import { withDetail } from './advice/with-detail.js';
import { waitsFor, type WaitsFor } from './advice/waits-for.js';
import { textVariables } from './texts/text-variables.js';
import type { Variables } from './texts/variables.js';

/** What was found out about a pod: findings and benign endings, of itself and of each container. */
export interface PodVerdict {
  readonly pod: PodView;
  /** What its revision changed, where that is fresh. */
  readonly change?: RevisionChange;
  /** Those of the pod, oldest first. */
  readonly events: readonly EventView[];
  readonly own: SubjectVerdict;
  readonly containers: ReadonlyMap<string, SubjectVerdict>;
}

export interface SubjectVerdict {
  readonly diagnoses: readonly Diagnosis[];
  readonly benign?: { readonly cause: Diagnosis['cause']; readonly why: string };
}

/** Diagnoses a pod and its containers. Pure, synchronous, never throws on odd data. */
export function diagnosePod(snapshot: PodSnapshot, rulebook: Rulebook): PodVerdict {
  const { pod, events, contexts, change } = podContexts(snapshot, rulebook);
  const beside = {
    change,
    past: laterRun(snapshot.owners),
    failed: jobFailure(snapshot.owners),
    held: heldRevision(snapshot.owners, pod),
  };
  const ofPod = contexts.filter((c) => c.subject.kind === 'pod').flatMap(matchRules);
  const told = fold(ofPod);
  const ofContainers = pod.containers.map(
    ({ name }) => [name, fold(containerMatches(contexts, name, told))] as const,
  );
  const { own, containers: folded } = foldIntoPod(ofPod, new Map(ofContainers));
  const all = [...own, ...[...folded.values()].flat()];
  return {
    pod,
    events,
    ...present('change', change),
    own: verdict(own, all, beside),
    containers: new Map(
      [...folded].map(([name, matches]) => [
        name,
        verdict(matches, all, { ...beside, container: pod.containers.find((c) => c.name === name) }),
      ]),
    ),
  };
}

/** Diagnoses a node from its conditions and events. */
export function diagnoseNode(snapshot: NodeSnapshot, rulebook: Rulebook): SubjectVerdict {
  const matches = fold(matchRules(nodeContext(snapshot, rulebook)));
  return verdict(matches, matches);
}

function containerMatches(
  contexts: readonly MatchContext[],
  name: string,
  own: readonly Match[],
): readonly Match[] {
  return contexts
    .filter((c) => c.subject.kind === 'container' && c.subject.container.name === name)
    .flatMap((context) => {
      const matches = matchRules(context);
      if (matches.length > 0 || !needsExplanation(context) || own.some(explainsEnds)) return matches;
      return [unknownMatch(context)];
    });
}

/** What ended the whole pod ended its containers: their own codes need no other explanation. */
function explainsEnds(match: Match): boolean {
  const { family } = CAUSES[match.rule.cause];
  return family === 'memory' || family === 'killed' || match.rule.cause === 'device-admission';
}

/** What is known beside the matches themselves. */
interface Beside {
  readonly container?: ContainerView | undefined;
  readonly change?: RevisionChange | undefined;
  /** What says that it is over, where a later run of the same work succeeded. */
  readonly past?: Evidence | undefined;
  /** That its Job tries no more. */
  readonly failed?: Evidence | undefined;
  readonly held?: HeldRevision | undefined;
}

/** What is said of one subject, most telling first. */
export function verdict(
  matches: readonly Match[],
  all: readonly Match[],
  beside: Beside = {},
): SubjectVerdict {
  const benign = matches.find((m) => m.rule.benign);
  const findings = rank(
    matches.filter((m) => !m.rule.benign),
    all,
  );
  return {
    diagnoses: findings.map((match, index) =>
      toDiagnosis(withChangedVariable(withDetail(match), beside.change), index + 1, beside),
    ),
    ...(benign === undefined
      ? {}
      : { benign: { cause: benign.rule.cause, why: titleOf(benign, textVariables(benign)) } }),
  };
}

function toDiagnosis(match: Match, rankNumber: number, beside: Beside): Diagnosis {
  const { container, change, past, held } = beside;
  const variables = textVariables(match);
  const isFirst = rankNumber === 1;
  const waits = waitsFor(match);
  return {
    rank: rankNumber,
    ruleId: match.rule.id,
    cause: match.rule.cause,
    title: titleOf(match, variables),
    confidence: match.confidence,
    severity: past === undefined ? severityOf(match, container) : 'low',
    heals: match.rule.heals,
    about: match.about,
    ...present('concerns', concernsOf(match.rule.cause, variables)),
    evidence: [
      ...withLikelyReason(match.evidence, waits),
      past,
      isFirst && past === undefined ? untold(beside.failed, match) : undefined,
      held?.evidence,
    ].filter((each) => each !== undefined),
    missing: match.missing,
    remediation: [
      ...stepsOf(match.rule, variables, container),
      ...(waits === undefined ? [] : stepsOf(waits.reason.rule, textVariables(waits.reason), container)),
      ...(isFirst ? [...rollbackSteps(match, change), held?.step] : []),
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

function titleOf(match: Match, variables: Variables): string {
  const title =
    fill(match.rule.title, variables) ??
    match.rule.title.replace(/\[\[.*?\]\]/gs, '').replace(/\{\{.*?\}\}/gs, '…');
  // A name or number that was taken from the end of a sentence brings its full stop along.
  return title
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=[\w"')])\.$/, '');
}

/** The steps whose words can be filled in; a command is told once. */
function stepsOf(
  { remediation }: Rule,
  variables: Variables,
  container: ContainerView | undefined,
): Diagnosis['remediation'] {
  const steps = remediation.flatMap(
    (step) => fillStep(forJob(step, variables), variables, container?.kind) ?? [],
  );
  return steps.filter(
    ({ command }, index) =>
      command === undefined || steps.findIndex((other) => other.command === command) === index,
  );
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
