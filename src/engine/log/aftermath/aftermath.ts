import type { TerminationView } from '../../../domain/kubernetes/container.js';
import { oncePer } from '../../../domain/values/once.js';
import { kindOf } from '../line/line-kind.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';
import { isLastGasp, tellsOfWork } from '../line/line-words.js';
import { firstTime, isOfEarlierRun, secondsBetween, secondsToEnd } from '../log-time.js';
import { isRestful, SIGNS } from './got-over.js';
import { reportsIn } from './fault-head.js';
import { isDoneAtLast, leadOf } from './done-later.js';
import type { AroundLine, Sign } from './sign.js';
import { isLeftBehind } from '../talk.js';
import { isAfterAnothersEnd } from './anothers-end.js';
import { isSaidOnTheWayOut } from './clean-up.js';
import { isStoppingAfter, tellsOnlyOfStop } from './told-to-stop.js';

/** What a program logged after a line. */
export interface Aftermath {
  /** How many further entries; lines of a stack trace do not count. */
  readonly entriesAfter: number;
  /** As entriesAfter; the head and the last line with which a runtime tells of a fault are one. */
  readonly reportsAfter: number;
  /** For how long it logged on or lived on, in seconds, where its entries have times. */
  readonly secondsAfter: number;
  /** The program then got on with its ordinary work: its last entries tell of nothing else, or many in a row before something else ended it. */
  readonly wentOn: boolean;
  /** The first sign, if any, that it most likely did so. */
  readonly rested: Sign | undefined;
  /** The line does not call itself an error, and the program had something else to say after it. */
  readonly leftBehind: boolean;
  /** The program was on its way out already when it logged the line. */
  readonly stopping: boolean;
  /** It tells of a time before the instance was started. */
  readonly ofEarlierRun: boolean;
}

/** `WARN x` and two entries of ordinary work at the end of the log: the program got over x. */
const CALM_AFTER_WARNING = 2;
/** `ERROR x` takes three; two where a success is among them (`connected to the store`). */
const CALM_AFTER_ERROR = 3;
/** One is enough where it came so much later, in seconds. */
const CALM_MUCH_LATER = 30;
/**
 * `ERROR x`, four entries of ordinary work in a row, `the books do not balance`: it got over x and ended
 * of the other. Three are enough where a success is among them, or a line of a kind that it had before x.
 */
const CALM_IN_BETWEEN = 4;

/**
 * What followed a line, in one walk over the entries behind it; `end` is that of the instance whose log it is. Many
 * rules may fit the same line.
 */
export const aftermathOf = oncePer(workOut);

function workOut(line: LogLine, lines: readonly LogLine[], end?: TerminationView): Aftermath {
  const at = lines.indexOf(line);
  const above = lines.slice(0, at);
  const before = new Set(above.map(({ raw }) => raw));
  const usual = new Set(above.filter(({ raw }) => /\d/.test(raw)).map(kindOf));
  const work = new Run();
  const rest = new Run();
  const lead = leadOf(line.raw);
  let usuals = 0;
  let endsAsUsual = false;
  let succeeded = false;
  let endsWell = false;
  let succeededAtLast = false;
  const later = lines.slice(at + 1).filter((next) => next.calm || !CONTINUATION.test(next.raw));
  for (const next of later) {
    const isAtRest = isRestful(next);
    const isUsual = isAtRest && usual.size > 0 && usual.has(kindOf(next)) && !before.has(next.raw);
    work.goOn(next.calm || isUsual || (succeeded && isAtRest));
    rest.goOn(next.calm || isAtRest);
    usuals += Number(isUsual);
    endsAsUsual = isUsual;
    const isFirstSuccess: boolean = !succeeded && tellsOfWork(next.raw);
    succeededAtLast ||= isDoneAtLast(lead, next.raw);
    endsWell = (endsWell || isFirstSuccess) && (next.calm || isAtRest || tellsOnlyOfStop(next.raw));
    succeeded ||= isFirstSuccess;
  }
  const since = lines.slice(at);
  const time = firstTime(since);
  const logged = secondsBetween(time, firstTime(since.toReversed()), end);
  const enough = line.quiet || succeeded ? CALM_AFTER_WARNING : CALM_AFTER_ERROR;
  const around: AroundLine = {
    ...{ line, at, lines, above, later, time, end, logged, endsWell },
    usual: endsAsUsual ? usuals : 0,
    ...{ work: work.longest, rest: rest.longest },
  };
  return {
    entriesAfter: later.length,
    reportsAfter: reportsIn(later),
    secondsAfter: isLastGasp(line.raw) ? logged : Math.max(logged, secondsToEnd(time, end)),
    wentOn:
      succeededAtLast ||
      work.length >= enough ||
      (work.length > 0 && logged >= CALM_MUCH_LATER) ||
      work.longest + (succeeded || usuals > 0 ? 1 : 0) >= CALM_IN_BETWEEN,
    rested: SIGNS.find(({ holds }) => holds(around)),
    leftBehind: isLeftBehind(later, line),
    stopping:
      (!isLastGasp(line.raw) && isStoppingAfter(above)) ||
      isAfterAnothersEnd(line, above) ||
      isSaidOnTheWayOut(line, above),
    ofEarlierRun: isOfEarlierRun(line, lines, end),
  };
}

/** Entries of one kind in a row. */
class Run {
  /** Up to the last entry. */
  length = 0;
  longest = 0;

  goOn(isOfKind: boolean): void {
    this.length = isOfKind ? this.length + 1 : 0;
    this.longest = Math.max(this.longest, this.length);
  }
}
