import type { ReportCheck } from '../domain/report/report-check.js';
import type { Standing } from './standing.js';

/** How the wait ended. */
export type Conclusion = Pick<ReportCheck, 'verdict' | 'why' | 'endedBy'>;

/** How far the wait has come. */
export interface Moment {
  /** The wait is over, whatever has been seen by then. */
  readonly isOver: boolean;
  /** Why what is judged may have changed since it was seen: nothing is heard of the cluster. */
  readonly lost?: string | undefined;
  /** What was asked for in seconds, for the words. */
  readonly timeoutSeconds: number;
}

/**
 * The verdict on all workloads together, or undefined while it is open. What cannot be told of one
 * ends the wait as its failure does; a failure tells more and goes first.
 */
export function conclude(
  standings: readonly Standing[],
  { isOver, lost, timeoutSeconds }: Moment,
): Conclusion | undefined {
  const first = (...kinds: readonly Standing['kind'][]): Standing | undefined =>
    standings.find(({ kind }) => kinds.includes(kind));
  const failed = first('failed');
  if (failed !== undefined) return { verdict: 'failed', ...wordsOf(failed) };
  const stopped = first('deleted', 'superseded', 'held');
  if (stopped !== undefined) return { verdict: 'undetermined', ...wordsOf(stopped) };
  const neverRan = first('never-ran');
  if (standings.every(({ kind }) => kind === 'done' || kind === 'never-ran')) {
    if (neverRan !== undefined) return { verdict: 'timed-out', ...wordsOf(neverRan) };
    if (lost === undefined) return { verdict: 'passed', why: passedWords(standings) };
    return isOver ? outOfSight(lost, 'whether it stayed well') : undefined;
  }
  if (!isOver) return undefined;
  const ending = outOfTime(standings, timeoutSeconds);
  if (lost === undefined || ending.verdict !== 'timed-out') return ending;
  return outOfSight(lost, `how it went on (${ending.why})`);
}

/** Time that passes unseen decides nothing. */
function outOfSight(lost: string, what: string): Conclusion {
  return {
    verdict: 'undetermined',
    why: `the connection is lost (${lost}), so that nobody saw ${what}`,
    endedBy: '--timeout',
  };
}

function outOfTime(standings: readonly Standing[], timeoutSeconds: number): Conclusion {
  const blamed = standings.find(({ against }) => against.length > 0);
  const failure = blamed?.against[0];
  if (blamed !== undefined && failure !== undefined) {
    return {
      verdict: 'failed',
      why: `${titleOf(blamed)}: ${failure.diagnosis.title}; it stands when time runs out (${timeoutSeconds}s)`,
      endedBy: '--timeout',
    };
  }
  const unseen = standings.find(({ kind }) => kind === 'unseen');
  if (unseen !== undefined)
    return { verdict: 'undetermined', why: wordsOf(unseen).why, endedBy: '--timeout' };
  const open = standings.filter(({ kind }) => kind === 'waiting');
  return { verdict: 'timed-out', why: open.map((one) => wordsOf(one).why).join('; '), endedBy: '--timeout' };
}

function wordsOf(standing: Standing): Pick<Conclusion, 'why' | 'endedBy'> {
  return {
    why: `${titleOf(standing)}: ${standing.why}`,
    ...(standing.endedBy === undefined ? {} : { endedBy: standing.endedBy }),
  };
}

function titleOf({ name, revision }: Standing): string {
  return revision === undefined ? name : `${name} rev ${revision}`;
}

function passedWords(standings: readonly Standing[]): string {
  const [only] = standings;
  if (only === undefined) return 'there was nothing to check';
  return standings.length === 1 ? wordsOf(only).why : `all ${standings.length} workloads are through`;
}

/** Seconds after which time alone may change a standing. */
export function nextInSeconds(standings: readonly Standing[]): number | undefined {
  const times = standings.flatMap((one) => one.nextInSeconds ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}
