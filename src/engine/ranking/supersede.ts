import type { Match } from '../match/match.js';
import { withEvidenceOf } from '../match/with-evidence.js';

/** Whether `supersedes` of the winner's rule names the loser's id or its cause, as `cause:NAME`. */
export function supersedes(winner: Match, loser: Match): boolean {
  const { id, cause } = loser.rule;
  const isOfAbort = cause === 'sigtrap' && winner.rule.supersedes.includes('cause:abort');
  return isOfAbort || winner.rule.supersedes.some((name) => name === id || name === `cause:${cause}`);
}

/** The matches that none supersedes; what a winner stands for is told as its evidence. */
export function supersede(matches: readonly Match[]): readonly Match[] {
  const beaten = new Map<Match, Match>();
  for (const loser of matches) {
    const winner = matches.find(
      (m) => m !== loser && supersedes(m, loser) && !(supersedes(loser, m) && loser.rule.id < m.rule.id),
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
