import type { TerminationView } from '../../domain/kubernetes/container.js';
import { oncePer } from '../../domain/values/once.js';
import { kindOf } from './line-kind.js';
import { CONTINUATION, type LogLine } from './log-lines.js';
import { isAtRest, isLastGasp, tellsOfWork } from './line-words.js';
import {
  firstTime,
  isOfEarlierRun,
  LATER_SECONDS,
  secondsBetween,
  secondsToEnd,
  type LogTime,
} from './log-time.js';
import { isDoneAtLast, isNextOfItsKind, isOfBackground, leadOf, tellsProgress } from './taken-up.js';
import { isLeftBehind, isTalk, speaksOfElse } from './talk.js';
import { isBegunAnew } from './begun-anew.js';
import { isAtWorkAtOnce } from './work-at-once.js';
import { isScriptGoneOn } from './script-trace.js';
import { isStoppedLater, isStoppingAfter, isToldToStop } from './told-to-stop.js';

/** What a program logged after a line. */
export interface Aftermath {
  /** How many further entries; lines of a stack trace do not count. */
  readonly entriesAfter: number;
  /** For how long it logged on or lived on, in seconds, where its entries have times. */
  readonly secondsAfter: number;
  /** The program then got on with its ordinary work: its last entries tell of nothing else, or many in a row before something else ended it. */
  readonly wentOn: boolean;
  /** It most likely did so: many entries in a row without a word of failing, a few of ordinary work, the same told of others, at last a success, its begin once more, the script's next command, or a stop that was asked for or came later. */
  readonly rested: boolean;
  /** The line does not call itself an error, and the program had something else to say after it. */
  readonly leftBehind: boolean;
  /** The program was on its way out already when it logged the line. */
  readonly stopping: boolean;
  /** It tells of a time before the instance was started. */
  readonly ofEarlierRun: boolean;
}

/** So many last entries of ordinary work show that a program got over what it logged before: more after an error, unless one served or a success is among them. */
const CALM_AFTER_WARNING = 2;
const CALM_AFTER_ERROR = 3;
/** One such entry shows it where it came so much later, in seconds. */
const CALM_MUCH_LATER = 30;
/** So many in a row show it wherever they stand; a success told among them, or what it had told before the line as well, counts as one more. */
const CALM_IN_BETWEEN = 4;
/** So many entries without a word of failing are hardly a report's own lines any more. */
const AT_REST = 15;
/** Fewer are enough that are ordinary work, or that say the same of others. */
const WORK_AT_REST = 3;
/** Fewer still some time later. */
const WORK_LATER = 2;

/** Works out what followed a line, in one walk over the entries behind it; `end` is that of the instance whose log it is. */
export function aftermathOf(line: LogLine, lines: readonly LogLine[], end?: TerminationView): Aftermath {
  const at = lines.indexOf(line);
  const above = lines.slice(0, at);
  const before = new Set(above.map(({ raw }) => raw));
  const usual = new Set(above.filter(({ raw }) => /\d/.test(raw)).map(kindOf));
  const work = new Run();
  const rest = new Run();
  const lead = leadOf(line.raw);
  let repeatsItself = false;
  let succeeded = false;
  let endsWell = false;
  let succeededAtLast = false;
  const later = lines.slice(at + 1).filter((next) => next.calm || !CONTINUATION.test(next.raw));
  for (const next of later) {
    const isRestful = isRestfulLine(next);
    const isUsual = isRestful && usual.size > 0 && usual.has(kindOf(next)) && !before.has(next.raw);
    work.goOn(next.calm || isUsual || (succeeded && isRestful));
    rest.goOn(next.calm || isRestful);
    repeatsItself ||= isUsual;
    const isFirstSuccess: boolean = !succeeded && tellsOfWork(next.raw);
    succeededAtLast ||= isDoneAtLast(lead, next.raw);
    endsWell = (endsWell || isFirstSuccess) && (next.calm || isRestful);
    succeeded ||= isFirstSuccess;
  }
  const since = lines.slice(at);
  const time = firstTime(since);
  const logged = secondsBetween(time, firstTime(since.toReversed()), end);
  const enough = line.quiet || succeeded ? CALM_AFTER_WARNING : CALM_AFTER_ERROR;
  return {
    entriesAfter: later.length,
    secondsAfter: isLastGasp(line.raw) ? logged : Math.max(logged, secondsToEnd(time, end)),
    wentOn:
      succeededAtLast ||
      work.length >= enough ||
      (work.length > 0 && logged >= CALM_MUCH_LATER) ||
      work.longest + (succeeded || repeatsItself ? 1 : 0) >= CALM_IN_BETWEEN,
    rested:
      endsWell ||
      rest.longest >= AT_REST ||
      work.longest >= (logged >= LATER_SECONDS ? WORK_LATER : WORK_AT_REST) ||
      tellsProgress(later.filter(isRestfulLine)) ||
      isNextOfItsKind(line, later) ||
      (!isLastGasp(line.raw) && speaksOfElse(later, line)) ||
      isBegunAnew(above, later) ||
      isScriptGoneOn(line, above, later) ||
      (!isLastGasp(line.raw) && isAtWorkAtOnce(at, lines)) ||
      isAtWorkLater(later, time, end) ||
      (!isLastGasp(line.raw) && isStoppedLater(line, later, end)) ||
      (isOfBackground(line) &&
        (later.some((next) => next.calm || isTalk(next)) || above.some(({ raw }) => tellsOfWork(raw)))) ||
      isToldToStop(later),
    leftBehind: isLeftBehind(later, line),
    stopping: !isLastGasp(line.raw) && isStoppingAfter(above),
    ofEarlierRun: isOfEarlierRun(line, lines, end),
  };
}

/** Whether one entry of ordinary work came so much later that the program had not died of the line. */
function isAtWorkLater(
  later: readonly LogLine[],
  time: LogTime | undefined,
  end: TerminationView | undefined,
): boolean {
  return later.some((next) => next.calm && secondsBetween(time, firstTime([next]), end) >= LATER_SECONDS);
}

/** Every line that a rule knows asks this of those behind it. */
const isRestfulLine = oncePer(({ raw }: LogLine) => isAtRest(raw));

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
