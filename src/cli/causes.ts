import { CAUSE_IDS, isCauseId, type CauseId } from '../domain/rules/cause.js';
import { nearestWord } from '../rulebook/nearest.js';
import { UsageError } from './errors.js';

/** The cause that a word on the command line names, alone or as `cause=ID`. @throws UsageError for any other, with the nearest that is one. */
export function readCause(word: string): CauseId {
  const id = word.replace(/^cause=/, '');
  if (isCauseId(id)) return id;
  const near = nearestWord(id, CAUSE_IDS);
  throw new UsageError(
    `there is no cause ${JSON.stringify(id)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    { pointsToHelp: false },
  );
}
