import type { TerminationView } from '../../domain/kubernetes/container.js';
import type { Evidence } from '../../domain/evidence.js';
import { isConsequenceOf, rootOf } from './consequence.js';
import { byDecisiveLine } from './decisive-line.js';
import type { Match } from '../match/match.js';
import { isHollow, isLastWord } from './success.js';
import { weighByOutcome } from './weigh-outcome.js';
import { supersede, supersedes } from './supersede.js';
import { withEvidenceOf } from '../match/with-evidence.js';

/**
 * From all matches of one subject (a container with both its instances, a pod) to those that
 * stand for themselves: benign endings speak alone, what is superseded is folded into its winner,
 * one log has one decisive line, and a rule that explains both instances is said once.
 */
export function fold(matches: readonly Match[]): readonly Match[] {
  const current = foldInstance(matches.filter((m) => m.about === 'current'));
  const last = foldInstance(matches.filter((m) => m.about === 'last'));
  const said = new Set(current.map((m) => m.rule.id));
  // Where it could not be started again, its last end is that same failure.
  const isSaid = (m: Match): boolean =>
    said.has(m.rule.id) || (isWaiting(m) && current.some((winner) => supersedes(winner, m)));
  return dropUnknown([
    ...current.map((m) =>
      withRepetition(
        m,
        last.find((l) => l.rule.id === m.rule.id),
      ),
    ),
    ...last.filter((m) => !isSaid(m)),
  ]);
}

function isWaiting({ context: { subject } }: Match): boolean {
  return subject.kind === 'container' && subject.container.current.kind === 'waiting';
}

function foldInstance(matches: readonly Match[]): readonly Match[] {
  const benign = matches.find((m) => m.rule.benign);
  if (benign !== undefined) return [benign];
  return dropUnknown(decideLog(weighBySuccess(weighByOutcome(supersede(matches)))));
}

/**
 * `unknown` is only said where nothing else is, or where all else is a log line that the program got
 * over: that is then told beside it.
 */
function dropUnknown(matches: readonly Match[]): readonly Match[] {
  const known = matches.filter((m) => m.rule.cause !== 'unknown');
  const unknown = matches.filter((m) => m.rule.cause === 'unknown');
  if (known.some((m) => !isGotOver(m)) || unknown.length === 0) return known.length > 0 ? known : matches;
  return unknown.map((m) => withEvidenceOf(m, known, 'the program got over this'));
}

function isGotOver(match: Match): boolean {
  return (
    match.hit !== undefined && (match.hit.wentOn || match.hit.line.aside) && match.confidence === 'possible'
  );
}

/**
 * What a program said last before it ended with success and was started anew is a possible cause;
 * a line that only carries an error makes the success doubtful and names none.
 */
function weighBySuccess(matches: readonly Match[]): readonly Match[] {
  const told = matches.filter((m) => isHollow(m) && isLastWord(m));
  if (told.length === 0) return matches.filter((m) => !isHollow(m));
  const carriers = told.filter((m) => m.rule.catchAll || m.rule.confidence === 'possible');
  return matches
    .filter((m) => !isHollow(m) || (told.includes(m) && !carriers.includes(m)))
    .map((m) => {
      if (m.rule.cause !== 'completed-restarting' && !isHollow(m)) return m;
      const doubted = isHollow(m) ? m : withEvidenceOf(m, carriers, 'but it logged an error');
      return { ...doubted, confidence: 'possible' as const };
    });
}

/**
 * What the rules about a pod supersede of its containers' matches: how one was killed while the pod was
 * being deleted is no answer to why the pod is still there, and is told beside that. A rule that another
 * one of the pod superseded does so too.
 */
export function foldIntoPod(
  ofPod: readonly Match[],
  ofContainers: ReadonlyMap<string, readonly Match[]>,
): { readonly own: readonly Match[]; readonly containers: ReadonlyMap<string, readonly Match[]> } {
  const isBeaten = (match: Match): boolean => ofPod.some((winner) => supersedes(winner, match));
  const beaten = [...ofContainers].flatMap(([name, matches]) =>
    matches.filter(isBeaten).map((match) => ({ name, match })),
  );
  return {
    own: fold(ofPod).map((winner) =>
      beaten
        .filter(({ match }) => supersedes(winner, match))
        .reduce((told, { name, match }) => withEvidenceOf(told, [match], name), winner),
    ),
    containers: new Map(
      [...ofContainers].map(([name, matches]) => [name, matches.filter((match) => !isBeaten(match))]),
    ),
  };
}

/**
 * One log, one decisive line: specific before carrier, loud before quiet, later before earlier,
 * on one line further right. What gave way is folded where it has the same cause or is a carrier,
 * else kept as a possibility.
 */
function decideLog(matches: readonly Match[]): readonly Match[] {
  const withLine = matches.filter((m) => m.hit !== undefined);
  const ranked = byDecisiveLine(withLine);
  const first = ranked[0];
  if (first === undefined) return matches;
  const winner = toldBest(rootOf(first, ranked), ranked);
  const losers = ranked.filter((m) => m !== winner);
  const folded = [
    ...losers.filter((m) => m.rule.catchAll || m.rule.cause === winner.rule.cause),
    ...matches.filter((m) => winner.confidence !== 'possible' && isBareExitValue(m)),
  ];
  return matches
    .filter((m) => !folded.includes(m))
    .map((m) => {
      if (m === winner) return withEvidenceOf(heldBy(first, m), folded, 'also seen');
      return losers.includes(m) ? { ...m, confidence: 'possible' as const } : m;
    });
}

/** That a program ended with a value of its own is no cause beside one that it logged. */
export function isBareExitValue(match: Match): boolean {
  return match.rule.cause === 'invalid-exit' && match.hit === undefined;
}

/** What a program went on after is as sure as what it left undone, where that is what the program ended of. */
function heldBy(first: Match, root: Match): Match {
  const isGotOver = root.hit?.rested !== undefined || root.hit?.line.quiet === true;
  return isGotOver && isConsequenceOf(first, root) ? { ...root, confidence: first.confidence } : root;
}

/**
 * Where the decisive line is a language's wording, or is only read by its words, what a rule knows of the
 * program for the same cause is told first.
 */
function toldBest(first: Match, ranked: readonly Match[]): Match {
  const isRead = first.hit?.tellsWhy === true;
  if (!first.rule.general && !isRead) return first;
  const isKnown = ({ rule, hit }: Match): boolean =>
    !rule.general &&
    !rule.catchAll &&
    rule.cause === first.rule.cause &&
    !(isRead && hit?.line.quiet === true);
  return ranked.find(isKnown) ?? first;
}

/** A start that failed is told twice, as what it waits for and as the last end (kubelet_pods.go, v1.34). */
function isSameAttempt({ context: { subject } }: Match): boolean {
  return (
    subject.kind === 'container' &&
    subject.container.current.kind === 'waiting' &&
    subject.container.current.reason === 'RunContainerError'
  );
}

/** That it ended is known from the back-off or the restarts alone: nothing says that it was the same way. */
function isUnrecorded({ exitCode, reason }: TerminationView): boolean {
  return exitCode === undefined && reason === undefined;
}

function withRepetition(match: Match, before: Match | undefined): Match {
  if (before?.context.subject.kind !== 'container') return match;
  const { termination } = before.context.subject.instance;
  if (termination === undefined || isUnrecorded(termination) || isSameAttempt(match)) return match;
  const again: Evidence = {
    fact: 'the instance before it ended the same way',
    at: termination.path,
    observed: `exit ${termination.exitCode ?? 'unknown'}, reason ${termination.reason ?? 'none'}`,
    speaks: 'for',
  };
  return { ...match, evidence: [...match.evidence, again] };
}
