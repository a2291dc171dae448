import { CAUSE_IDS, isCauseId, type CauseId } from '../domain/rules/cause.js';
import { nearestWord } from '../rulebook/nearest.js';
import { UsageError } from './errors.js';

/** A word of the command line without the `cause=` that may stand before a cause. */
export function bareCause(word: string): string {
  return word.replace(/^cause=/, '');
}

/** The cause that a word on the command line names, alone or as `cause=ID`. @throws UsageError for any other, with the nearest that is one. */
export function readCause(word: string): CauseId {
  const id = bareCause(word);
  if (isCauseId(id)) return id;
  const near = nearestWord(id, CAUSE_IDS);
  throw new UsageError(
    `there is no cause ${JSON.stringify(id)}; ${near === undefined ? '"kubectl exitdiag rules list" shows those that there are' : `did you mean ${near}?`}`,
    { pointsToHelp: false },
  );
}
