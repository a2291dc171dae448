import type { TerminationView } from '../../domain/kubernetes/container.js';
import type { LogLine } from './log-lines.js';

/** When a line was logged, as the runtime recorded or as it tells by the program's own clock. */
export interface LogTime {
  /** Since midnight. */
  readonly seconds: number;
  /** In days, where it is told. */
  readonly date?: number;
  /** Its month and day, where the year is not told: klog, syslog. */
  readonly ofYear?: { readonly month: number; readonly day: number };
  /** How far the clock is ahead of UTC, in seconds, where it is told. */
  readonly ahead?: number;
}

/** A time of day, its date where that stands before it as ISO 8601, Go or ClickHouse writes it, and its zone. */
const TIME = String.raw`(?:(?<date>\d{4}([-/.])\d\d\2\d\d)[T ])?(?<hours>[01]\d|2[0-3]):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d)(?!\d)(?:[.,]\d+)?(?: ?(?<zone>Z|UTC|[+-]\d\d:?\d\d)\b)?`;

const NEAR_HEAD = new RegExp(String.raw`^.{0,60}?(?<!\d)${TIME}`);

/** Where nothing but a level, or the key of JSON's first field, stands before it, it is the line's own. */
const AT_HEAD = new RegExp(String.raw`^(?:\W*(?:[A-Z]{3,8}\W+)?|\{"[@\w.]+": ?")${TIME}`);

/** Since 1970, as zap and pino write it into JSON and others before their words: in seconds with their parts, or in thousandths and smaller. */
const EPOCH =
  /^(?:\{.{0,80}?"(?:ts|time|timestamp|t)":\s?|\[(?=[\d.]+\]))(\d{10})(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?[\],}]/;

const DAY = 86_400;

/** The time that a line begins with, in brackets or not, with the zone and dash that mysqld puts behind it. */
const LEADING = new RegExp(
  String.raw`^[[(]?${TIME.replaceAll(/\?<\w+>/g, '?:').replace('\\2', '[-/.]')}[\])]?(?: UTC)?(?: -(?= ))?:? *(?=\S)`,
);

/** What a line says, for a title: when it said so stands in the log. */
export function withoutTime(line: string): string {
  return line.replace(LEADING, '');
}

/** The time of the first of these lines that has one; the runtime's clock goes before the program's. */
export function firstTime(lines: readonly Pick<LogLine, 'raw' | 'loggedAt'>[]): LogTime | undefined {
  const loggedAt = lines.find((line) => line.loggedAt !== undefined)?.loggedAt;
  if (loggedAt !== undefined) return recorded(loggedAt);
  for (const { raw } of lines) {
    const time = timeTold(raw, NEAR_HEAD);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** By the program's own clock. */
function timeTold(line: string, place: RegExp): LogTime | undefined {
  const since1970 = EPOCH.exec(line)?.[1];
  if (since1970 !== undefined) return recorded(Number(since1970) * 1000);
  const time = place.exec(line)?.groups;
  if (time === undefined) return undefined;
  const seconds = Number(time['hours']) * 3600 + Number(time['minutes']) * 60 + Number(time['seconds']);
  const date = Date.parse((time['date'] ?? '').replaceAll(/[/.]/g, '-')) / 1000 / DAY;
  const ahead = time['zone'] === undefined ? {} : { ahead: secondsAhead(time['zone']) };
  if (!Number.isNaN(date)) return { seconds, date, ...ahead };
  return { seconds, ...headDate(line), ...ahead };
}

const MONTH = '(?<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/**
 * Heads with a date of their own: klog and glog behind the level's letter (k8s.io/klog klog.go; google/glog
 * logging.cc), syslog (RFC 3164, 4.1.2), Apache and ctime, Tomcat, PHP and Redis.
 */
const DATED = [
  /^[IWEF](?<year>\d{4})?(?<month>[01]\d)(?<day>[0-3]\d) [\d:.]+ /,
  new RegExp(String.raw`^(?:<\d{1,3}>)?${MONTH} (?<day>[ \d]\d) [\d:.]+ (?!\d{4}\b)`),
  new RegExp(String.raw`^\[?[A-Z][a-z]{2} ${MONTH} (?<day>[ \d]\d) [\d:.]+ (?<year>\d{4})\b`),
  new RegExp(String.raw`^\W?(?:\d+:[A-Z] )?(?<day>\d\d)[- /]${MONTH}[- /](?<year>\d{4})[ :]\d\d:`),
];
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The date of such a head, in days where it tells its year. */
function headDate(line: string): Pick<LogTime, 'date' | 'ofYear'> | undefined {
  const head = DATED.map((pattern) => pattern.exec(line)?.groups).find((groups) => groups !== undefined);
  if (head === undefined) return undefined;
  const name = head['name'];
  const month = name === undefined ? Number(head['month']) : MONTHS.indexOf(name) / 3 + 1;
  const day = Number(head['day']);
  const year = head['year'];
  return year === undefined
    ? { ofYear: { month, day } }
    : { date: Date.UTC(Number(year), month - 1, day) / 1000 / DAY };
}

function recorded(ms: number): LogTime {
  const seconds = Math.floor(ms / 1000);
  return { seconds: seconds % DAY, date: Math.floor(seconds / DAY), ahead: 0 };
}

function secondsAhead(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/**
 * How many seconds an instance logged between two lines. More than it lived is a time of which a line
 * only speaks.
 */
export function secondsBetween(
  earlier: LogTime | undefined,
  later: LogTime | undefined,
  end: TerminationView | undefined,
): number {
  const seconds = earlier === undefined || later === undefined ? 0 : secondsApart(earlier, later);
  const longest = (end?.durationSeconds ?? Number.POSITIVE_INFINITY) + SLACK;
  return seconds > longest ? 0 : seconds;
}

/** What a program dies of it dies of at once: not after so many seconds. */
export const LATER_SECONDS = 10;

/** Without dates midnight may lie between; what then seems more than half a day is two clocks. */
function secondsApart(earlier: LogTime, later: LogTime): number {
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
  if (end?.finishedAt === undefined || end.durationSeconds === undefined) return 0;
  const at = utcOf(withYear(time, end.finishedAt));
  if (at === undefined) return 0;
  const gap = end.finishedAt / 1000 - at;
  const slack = SLACK + (time?.ahead === undefined ? FARTHEST_ZONE : 0);
  if (gap < -slack || gap > end.durationSeconds + slack) return 0;
  if (time?.ahead !== undefined) return Math.max(0, gap);
  const rest = ((gap % QUARTER) + QUARTER) % QUARTER;
  return rest > QUARTER - SLACK || rest > end.durationSeconds + SLACK ? 0 : rest;
}

/** In the last year in which that day was no later than the end, whatever the zone. */
function withYear(time: LogTime | undefined, endMs: number): LogTime | undefined {
  if (time?.ofYear === undefined) return time;
  const { month, day } = time.ofYear;
  const latest = endMs / 1000 + FARTHEST_ZONE;
  const year = new Date(endMs).getUTCFullYear();
  const dates = [year + 1, year, year - 1].map((each) => Date.UTC(each, month - 1, day) / 1000 / DAY);
  const date = dates.find((each) => each * DAY + time.seconds <= latest);
  return date === undefined ? time : { ...time, date };
}

/** Seconds since the epoch. */
function utcOf(time: LogTime | undefined): number | undefined {
  return time?.date === undefined ? undefined : time.date * DAY + time.seconds - (time.ahead ?? 0);
}

/** What a program prints late by its own clock is still of this run, in seconds. */
const LATE = 60;

/**
 * Whether a line tells at its head a time before the instance was started: it is of an earlier run,
 * whose log or report was printed again. By the runtime's time of the line, else by that of the last
 * line that has one.
 */
export function isOfEarlierRun(
  line: LogLine,
  lines: readonly LogLine[],
  end: TerminationView | undefined,
): boolean {
  const own = timeTold(line.raw, AT_HEAD);
  const [before, lived] = [utcOf(own), end?.durationSeconds];
  if (own === undefined || before === undefined || lived === undefined) return false;
  const clock = line.loggedAt === undefined ? lastTimeAtHead(lines) : recorded(line.loggedAt);
  const after = utcOf(clock);
  if (after === undefined) return false;
  const isSameZone = (clock?.ahead === undefined) === (own.ahead === undefined);
  return after - before > lived + LATE + (isSameZone ? 0 : FARTHEST_ZONE);
}

function lastTimeAtHead(lines: readonly LogLine[]): LogTime | undefined {
  for (let i = lines.length - 1; i >= 0; i--) {
    const time = timeTold(lines[i]?.raw ?? '', AT_HEAD);
    if (time?.date !== undefined) return time;
  }
  return undefined;
}
