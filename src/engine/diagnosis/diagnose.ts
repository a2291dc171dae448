import { CAUSES } from '../../domain/rules/cause.js';
import type { EventView } from '../../domain/kubernetes/event.js';
import type { PodView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { Diagnosis } from '../../domain/report/report.js';
import type { RevisionChange } from '../../domain/kubernetes/revision-change.js';
import type { Rulebook } from '../../domain/rules/rulebook.js';
import type { NodeSnapshot, PodSnapshot } from '../../domain/snapshot.js';
import { heldRevision } from '../facts/held-revision.js';
import { ignoredFailure } from '../facts/failure-policy.js';
import { jobFailure, laterRun } from '../facts/later-run.js';
import { withChangedVariable } from '../advice/revision-advice.js';
import { saidUnready } from '../advice/said-unready.js';
import { withDetail } from '../advice/with-detail.js';
import { nodeContext, podContexts, type MatchContext } from '../match/context.js';
import { fold, foldIntoPod } from '../ranking/fold.js';
import { matchRules } from '../evaluation/match-rules.js';
import type { Match } from '../match/match.js';
import { rank } from '../ranking/rank.js';
import { textVariables } from '../texts/text-variables.js';
import { titleOf, toDiagnosis, type Beside } from './to-diagnosis.js';
import { needsExplanation, unknownMatch } from '../ranking/unknown.js';

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

/** What is said of a pod itself, a container, a workload or a node, most telling first; or that it ended as it should. */
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
    failed: jobFailure(snapshot.owners) ?? ignoredFailure(snapshot.owners, pod),
    held: heldRevision(snapshot.owners, pod),
  };
  const ofPod = contexts.filter((c) => c.subject.kind === 'pod').flatMap(matchRules);
  const told = fold(ofPod);
  const ofContainers = pod.containers.map(
    ({ name }) => [name, fold(containerMatches(contexts, name, told))] as const,
  );
  const { own, containers: found } = foldIntoPod(ofPod, new Map(ofContainers));
  const folded = own.length + [...found.values()].flat().length > 0 ? found : unready(contexts);
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

/** What the containers log that run and are not ready, where nothing was found. */
function unready(contexts: readonly MatchContext[]): ReadonlyMap<string, readonly Match[]> {
  const said = new Map<string, readonly Match[]>();
  for (const context of contexts) {
    if (context.subject.kind !== 'container' || context.subject.instance.about !== 'current') continue;
    const match = saidUnready(context);
    said.set(context.subject.container.name, match === undefined ? [] : [match]);
  }
  return said;
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
