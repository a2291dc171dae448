import { oncePer } from '../../domain/once.js';
import { kindOf, kindOfLine } from './line-kind.js';
import { CONTINUATION, type LogLine } from './log-lines.js';
import { isAtRest, isLastGasp, tellsOfWork } from './line-words.js';
import { isTalk } from './talk.js';
import { isBegunAnew, isToldToStop } from './begun-anew.js';

/** What a program logged after a line. */
export interface Aftermath {
  /** How many further entries; lines of a stack trace do not count. */
  readonly entriesAfter: number;
  /** For how long it logged on, in seconds, where its entries have times. */
  readonly secondsAfter: number;
  /** The program then got on with its ordinary work: its last entries tell of nothing else, or many in a row before something else ended it. */
  readonly wentOn: boolean;
  /** It most likely did so: many entries in a row without a word of failing, a few of ordinary work, the same told of others, at last a success, its begin once more, or a request to stop. */
  readonly rested: boolean;
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
/** Fewer still after so many seconds: what a program dies of it dies of at once. */
const WORK_LATER = 2;
const LATER_SECONDS = 10;

/** So many in a row that speak of something else, after what need not be the end, show that it was none. */
const TALK = 2;

/** Works out what followed a line, in one walk over the entries behind it. */
export function aftermathOf(line: LogLine, lines: readonly LogLine[]): Aftermath {
  const at = lines.indexOf(line);
  const above = lines.slice(0, at);
  const before = new Set(above.map(({ raw }) => raw));
  const usual = new Set(above.filter(({ raw }) => /\d/.test(raw)).map(kindOf));
  const work = new Run();
  const rest = new Run();
  const talk = new Run();
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
    talk.goOn(isTalk(next));
    repeatsItself ||= isUsual;
    const isFirstSuccess: boolean = !succeeded && tellsOfWork(next.raw);
    succeededAtLast ||= isDoneAtLast(lead, next.raw);
    endsWell = (endsWell || isFirstSuccess) && (next.calm || isRestful);
    succeeded ||= isFirstSuccess;
  }
  const since = lines.slice(at);
  const secondsAfter = secondsBetween(firstTime(since), firstTime(since.toReversed()));
  const enough = line.quiet || succeeded ? CALM_AFTER_WARNING : CALM_AFTER_ERROR;
  return {
    entriesAfter: later.length,
    secondsAfter,
    wentOn:
      succeededAtLast ||
      work.length >= enough ||
      (work.length > 0 && secondsAfter >= CALM_MUCH_LATER) ||
      work.longest + (succeeded || repeatsItself ? 1 : 0) >= CALM_IN_BETWEEN,
    rested:
      endsWell ||
      rest.longest >= AT_REST ||
      work.longest >= (secondsAfter >= LATER_SECONDS ? WORK_LATER : WORK_AT_REST) ||
      tellsProgress(later) ||
      (talk.longest >= TALK && !isLastGasp(line.raw)) ||
      isBegunAnew(above, later) ||
      isToldToStop(later),
  };
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

/** A line as another try of the same would begin: without numbers and level. */
function leadOf(line: string): string {
  return kindOfLine(line).replace(/\b(?:error|warn(?:ing)?|info|fatal|debug)\b/gi, '');
}

/** Whether a later line tells a success of what an earlier one told a failure of: it begins alike. */
function isDoneAtLast(lead: string, later: string): boolean {
  const said = leadOf(later);
  const success = DONE_AT_LAST.exec(said);
  if (success === null || !isAtRest(said.slice(success.index))) return false;
  const begin = said.slice(0, success.index);
  return BEGIN.test(begin) && lead.startsWith(begin);
}

const DONE_AT_LAST =
  /(?<![\w-])(?:ok|okay|up|ready|connected|reachable|available|success\w*|succeeded|alive|healthy|passed|works)\b(?!.* (?:not|no)\b)/i;

/** A word that names what was tried, or the number of a try in brackets. */
const BEGIN = /[a-z]{2}|\[0\/0\]/i;

/** Whether a program says something again and again, of other numbers or other things; a report of a crash counts by addresses. */
function tellsProgress(entries: readonly LogLine[]): boolean {
  const said = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (!isRestfulLine(entry)) continue;
    const { raw } = entry;
    for (const kind of [DOES.exec(raw)?.[0], frameOf(raw), COUNTS.test(raw) ? kindOfLine(raw) : undefined]) {
      if (kind === undefined) continue;
      const told = said.get(kind) ?? new Set();
      said.set(kind, told.add(raw));
      if (told.size >= WORK_AT_REST) return true;
    }
  }
  return false;
}

/** What it does to one thing after the other (`importing orders`). */
const DOES = /^[a-z]+(?:ing|ed) (?=\S+$)/i;

/** The words round the thing that it tells of: first, last and how many (`mail to anna sent`). */
function frameOf(line: string): string | undefined {
  const words = line.split(' ');
  const [first = ''] = words;
  if (words.length < 3 || words.length > MAX_FRAME || !/^[a-z]{3,}$/i.test(first)) return undefined;
  return `${first} ${words.length} ${words.at(-1) ?? ''}`;
}

const MAX_FRAME = 12;

/** Words, a number among them, and no address. */
const COUNTS = /^(?!.*0x[\da-f])(?=.*[a-z]{3}).* \d/i;

/** A time of day, and its date where that stands before it as ISO 8601 writes it. */
const TIME =
  /^.{0,60}?(?:(?<date>\d{4}-\d\d-\d\d)[T ])?(?<!\d)(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d)(?!\d)/;
const DAY = 86_400;

interface Time {
  /** Since midnight. */
  readonly seconds: number;
  /** In days, where it is told. */
  readonly date?: number;
}

/** The time that the first of these lines tells which tells one. */
function firstTime(lines: readonly LogLine[]): Time | undefined {
  for (const { raw } of lines) {
    const time = TIME.exec(raw)?.groups;
    if (time === undefined) continue;
    const seconds = Number(time['hours']) * 3600 + Number(time['minutes']) * 60 + Number(time['seconds']);
    const date = time['date'] === undefined ? NaN : Date.parse(time['date']) / 1000 / DAY;
    return Number.isNaN(date) ? { seconds } : { seconds, date };
  }
  return undefined;
}

/** Without dates midnight may lie between; what then seems more than half a day is two clocks. */
function secondsBetween(earlier: Time | undefined, later: Time | undefined): number {
  if (earlier === undefined || later === undefined) return 0;
  const seconds = later.seconds - earlier.seconds;
  if (earlier.date !== undefined && later.date !== undefined)
    return Math.max(0, seconds + (later.date - earlier.date) * DAY);
  const ofDay = (seconds + DAY) % DAY;
  return ofDay < DAY / 2 ? ofDay : 0;
}
