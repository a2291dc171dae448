import type { CauseId } from '../../domain/rules/cause.js';
import type { LogHit } from '../match/finding.js';
import type { Match } from '../match/match.js';
import { NOTICED } from './weigh-outcome.js';
import { isPassed } from '../evaluation/weigh-line.js';
import { withEvidenceOf } from '../match/with-evidence.js';

/** Whether `supersedes` of the winner's rule names the loser's id or its cause, as `cause:NAME`; asked of every two matches. */
export function supersedes(winner: Match, loser: Match): boolean {
  const { id, cause } = loser.rule;
  return (
    winner.rule.supersedes.some(
      (name) => name === id || isCause(name, cause) || (cause === 'sigtrap' && name === 'cause:abort'),
    ) && !isByTheWay(winner, loser)
  );
}

/** What a program noted below an error and went on after says nothing of the error that it told of later. */
function isByTheWay({ hit: noted }: Match, { hit: later }: Match): boolean {
  if (noted === undefined || later === undefined) return false;
  return noted.line.quiet && noted.wentOn && !later.line.quiet && noted.line.order < later.line.order;
}

const CAUSE_PREFIX = 'cause:';

/** Without making the text that it is compared with. */
function isCause(name: string, cause: CauseId): boolean {
  return (
    name.length === CAUSE_PREFIX.length + cause.length &&
    name.startsWith(CAUSE_PREFIX) &&
    name.endsWith(cause)
  );
}

/** Whether the program got over the winner's line, and what it said later is the loser's: the one is then no closer telling of the other. */
function isOutlived({ hit: winner }: Match, { hit: loser, rule }: Match): boolean {
  if (winner === undefined || loser === undefined || !NOTICED.has(rule.cause)) return false;
  return loser.entriesAfter < winner.entriesAfter && hasGoneOn(winner) && !isPassed(loser);
}

function hasGoneOn({ wentOn, rested }: LogHit): boolean {
  return wentOn || rested !== undefined;
}

/** The matches that none supersedes; what a winner stands for is told as its evidence. */
export function supersede(matches: readonly Match[]): readonly Match[] {
  const beaten = new Map<Match, Match>();
  for (const loser of matches) {
    const winner = matches.find(
      (m) =>
        m !== loser &&
        supersedes(m, loser) &&
        !isOutlived(m, loser) &&
        !(supersedes(loser, m) && loser.rule.id < m.rule.id),
    );
    if (winner !== undefined) beaten.set(loser, winner);
  }
  return matches
    .filter((m) => !beaten.has(m))
    .map((m) =>
      withEvidenceOf(
        m,
        [...beaten.keys()].filter((loser) => lastWinner(loser, beaten) === m),
      ),
    );
}

/** Where A beats B and B beats C, A tells what C saw. Of three that name each other in a ring the search ends where it began. */
function lastWinner(loser: Match, beaten: ReadonlyMap<Match, Match>): Match {
  const passed = new Set<Match>();
  let last = loser;
  for (let next = beaten.get(last); next !== undefined && !passed.has(next); next = beaten.get(last)) {
    passed.add(next);
    last = next;
  }
  return last;
}
