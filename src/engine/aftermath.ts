import { CONTINUATION, type LogLine } from './log-lines.js';
import { isAtRest, tellsOfWork } from './line-tone.js';

/** What a program logged after a line. */
export interface Aftermath {
  /** How many further entries; lines of a stack trace do not count. */
  readonly entriesAfter: number;
  /** For how long it logged on, in seconds, where its entries have times. */
  readonly secondsAfter: number;
  /** The program then got on with its ordinary work: its last entries tell of nothing else. */
  readonly wentOn: boolean;
}

/** So many last entries of ordinary work show that a program got over what it logged before: more after an error, unless one served or a success is among them. */
const CALM_AFTER_WARNING = 2;
const CALM_AFTER_ERROR = 3;
/** One such entry shows it where it came so much later, in seconds. */
const CALM_MUCH_LATER = 30;

/** Works out what followed a line. */
export function aftermathOf(line: LogLine, lines: readonly LogLine[]): Aftermath {
  const at = lines.indexOf(line);
  const later = lines.slice(at + 1).filter((next) => next.calm || !CONTINUATION.test(next.raw));
  const success = later.findIndex((next) => tellsOfWork(next.raw));
  const isWork = (next: LogLine, index: number): boolean =>
    next.calm || (success >= 0 && index > success && isAtRest(next.raw));
  const worked = later.length - 1 - later.findLastIndex((next, index) => !isWork(next, index));
  const secondsAfter = secondsBetween(firstTime(lines.slice(at)), firstTime(lines.slice(at).reverse()));
  const enough = line.quiet || success >= 0 ? CALM_AFTER_WARNING : CALM_AFTER_ERROR;
  return {
    entriesAfter: later.length,
    secondsAfter,
    wentOn: worked >= enough || (worked > 0 && secondsAfter >= CALM_MUCH_LATER),
  };
}

const TIME_OF_DAY = /^.{0,60}?(?<!\d)([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?!\d)/;
const DAY = 86_400;

/** The time of day, in seconds, of the first of these lines that tells one. */
function firstTime(lines: readonly LogLine[]): number | undefined {
  for (const { raw } of lines) {
    const [found, hours, minutes, seconds] = TIME_OF_DAY.exec(raw) ?? [];
    if (found !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return undefined;
}

/** Midnight may lie between; what seems more than half a day is two clocks. */
function secondsBetween(earlier: number | undefined, later: number | undefined): number {
  if (earlier === undefined || later === undefined) return 0;
  const seconds = (later - earlier + DAY) % DAY;
  return seconds < DAY / 2 ? seconds : 0;
}
