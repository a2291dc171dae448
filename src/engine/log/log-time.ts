import type { TerminationView } from '../../domain/kubernetes/container.js';

/** When a line was logged, as it tells by the program's own clock. */
export interface LogTime {
  /** Since midnight. */
  readonly seconds: number;
  /** In days, where it is told. */
  readonly date?: number;
  /** How far the clock is ahead of UTC, in seconds, where it is told. */
  readonly ahead?: number;
}

/** A time of day, its date where that stands before it as ISO 8601 or Go writes it, and its zone. */
const TIME =
  /^.{0,60}?(?:(?<date>\d{4}([-/])\d\d\2\d\d)[T ])?(?<!\d)(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d)(?!\d)(?:[.,]\d+)?(?: ?(?<zone>Z|UTC|[+-]\d\d:?\d\d)\b)?/;

const DAY = 86_400;

/** The time that the first of these lines tells which tells one. */
export function firstTime(lines: readonly { readonly raw: string }[]): LogTime | undefined {
  for (const { raw } of lines) {
    const time = TIME.exec(raw)?.groups;
    if (time === undefined) continue;
    const seconds = Number(time['hours']) * 3600 + Number(time['minutes']) * 60 + Number(time['seconds']);
    const date = Date.parse((time['date'] ?? '').replaceAll('/', '-')) / 1000 / DAY;
    const ahead = time['zone'] === undefined ? {} : { ahead: secondsAhead(time['zone']) };
    return Number.isNaN(date) ? { seconds, ...ahead } : { seconds, date, ...ahead };
  }
  return undefined;
}

function secondsAhead(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** Without dates midnight may lie between; what then seems more than half a day is two clocks. */
export function secondsBetween(earlier: LogTime | undefined, later: LogTime | undefined): number {
  if (earlier === undefined || later === undefined) return 0;
  const seconds = later.seconds - earlier.seconds;
  if (earlier.date !== undefined && later.date !== undefined)
    return Math.max(0, seconds + (later.date - earlier.date) * DAY);
  const ofDay = (seconds + DAY) % DAY;
  return ofDay < DAY / 2 ? ofDay : 0;
}

/** All zones are whole quarters of an hour apart (IANA tz, since 1972). */
const QUARTER = 900;
/** Clocks are set so exactly, in seconds. */
const SLACK = 5;
/** No zone is further from UTC, in seconds. */
const FARTHEST_ZONE = 14 * 3600;

/**
 * How many seconds there are at least between this time and the end that the kubelet recorded. Where
 * the clock's zone is not told, only what is left of whole quarters of an hour is sure. Nothing where
 * the time is none of the instance's life: the log is then of another one.
 */
export function secondsToEnd(time: LogTime | undefined, end: TerminationView | undefined): number {
  if (time?.date === undefined || end?.finishedAt === undefined || end.durationSeconds === undefined)
    return 0;
  const gap = end.finishedAt / 1000 - (time.date * DAY + time.seconds - (time.ahead ?? 0));
  const slack = SLACK + (time.ahead === undefined ? FARTHEST_ZONE : 0);
  if (gap < -slack || gap > end.durationSeconds + slack) return 0;
  if (time.ahead !== undefined) return Math.max(0, gap);
  const rest = ((gap % QUARTER) + QUARTER) % QUARTER;
  return rest > QUARTER - SLACK || rest > end.durationSeconds + SLACK ? 0 : rest;
}
