import { asObject, type JsonObject } from '../../../domain/values/json.js';
import { jsonEntry } from './json-entry.js';

/** A level as far as it matters: an entry at error or above may tell of an end, one below tells of none. */
export type Level = 'below-error' | 'error';

/** An entry as far as it matters how it is meant. */
export interface LogEntry {
  /** In a field or in a place of its own; undefined where it has no such. */
  readonly level: Level | undefined;
  /** What it says, without the names of its fields and what stands in others. */
  readonly words: string;
}

/** Reads a line's level and words. */
export function readEntry(line: string): LogEntry {
  const entry = jsonEntry(line);
  const isEntry = entry !== undefined && /^\s*\{/.test(line);
  return {
    level: isEntry ? levelOfEntry(entry) : placedLevel(line),
    words: entry === undefined ? line : wordsOf(entry, line),
  };
}

/** The priority of a message of syslog, whose last three bits are its severity (RFC 5424, 6.2.1; RFC 3164, 4.1.1). */
const PRIORITY = /^<(\d{1,3})>(?:1 |[A-Z][a-z]{2} [ \d]\d )/;

function placedLevel(line: string): Level | undefined {
  const priority = PRIORITY.exec(line)?.[1];
  if (priority !== undefined) return Number(priority) % 8 > 3 ? 'below-error' : 'error';
  if (BELOW_ERROR.some((pattern) => pattern.test(line))) return 'below-error';
  return AT_ERROR.some((pattern) => pattern.test(line)) ? 'error' : undefined;
}

function wordsOf(entry: JsonObject, line: string): string {
  const said = Object.entries(entry).flatMap(([key, value]) =>
    typeof value === 'string' && MESSAGE.test(key) ? [value] : [],
  );
  return said.length > 0 ? said.join('\n') : line;
}

/** Serilog's compact format calls message and template @m and @mt, hclog @message, Graylog short_message. */
const MESSAGE =
  /^(?:@?message|msg|event|text|@mt?|body|short_message|rendered_?message|error|err|exception)$/i;

/**
 * The fields of a level, by library: pino, winston, zap, slog, logrus, logback, log4j2 (`level`), Google Cloud
 * (`severity`), Elastic Common Schema (`log.level`), python-json-logger (`levelname`), Monolog
 * (`level_name`), Spring Boot's GELF (`_level_name`), .NET (`LogLevel`), OpenTelemetry
 * (`SeverityText`), hclog (`@level`), Serilog's compact format (`@l`).
 */
const LEVEL_FIELD = /^(?:@?level|level_?name|_level_name|log\.?level|severity(?:_?text)?|lvl|@l)$/i;

/** Whether an entry's field of that name holds its level. */
export function isLevelField(key: string): boolean {
  return LEVEL_FIELD.test(key);
}

const NAME_BELOW =
  /^(?:trace|trc|debug|dbg|verbose|vrb|info|inf|information(?:al)?|notice|log|warn|wrn|warning|fine\w*|config|[tdiw])$/i;

const NAME_AT = /^(?:err(?:or)?|ftl|fatal|crit(?:ical)?|alert|emerg\w*|d?panic|severe|[ef])$/i;

function levelOfEntry(entry: JsonObject): Level | undefined {
  const fields = Object.entries(entry).filter(([key]) => LEVEL_FIELD.test(key));
  for (const [, value] of fields) if (typeof value === 'string') return nameToLevel(value);
  const number = fields.find(([, value]) => typeof value === 'number')?.[1];
  if (typeof number === 'number') return numberToLevel(number, entry);
  const nested = nestedLevel(entry);
  if (nested !== undefined) return nameToLevel(nested);
  // An entry at level information without an exception has no level of its own (serilog-formatters-compact, CompactJsonFormatter.cs).
  if ('@t' in entry && !('@x' in entry)) return 'below-error';
  // klog's JSON gives the verbosity of what is no error (k8s.io/component-base/logs/json, zapr's VerbosityLevel).
  return 'ts' in entry && 'caller' in entry && 'v' in entry ? 'below-error' : undefined;
}

function nameToLevel(name: string): Level | undefined {
  if (NAME_BELOW.test(name)) return 'below-error';
  return NAME_AT.test(name) ? 'error' : undefined;
}

/** GELF counts as syslog does, 3 is an error; pino and bunyan from 10 to 60, 50 is an error; Monolog from 100, 400 is one. */
function numberToLevel(number: number, entry: JsonObject): Level {
  if ('short_message' in entry) return number > 3 ? 'below-error' : 'error';
  return number < (number >= 100 ? 400 : 50) ? 'below-error' : 'error';
}

/** The level of an entry whose fields stand on lines of their own: JSON that is printed so, Node's util.inspect. */
export function levelOfLines(lines: readonly string[]): Level | undefined {
  for (const line of lines) {
    const [, key = '', name = ''] = FIELD_LINE.exec(line) ?? [];
    if (LEVEL_FIELD.test(key)) return nameToLevel(name);
  }
  return undefined;
}

const FIELD_LINE = /^\s+["']?([\w.@]+)["']?: ["']([a-z]+)["'],?$/i;

/** loguru's record and Elastic's nested form. */
function nestedLevel(entry: JsonObject): string | undefined {
  const record = asObject(entry['record']) ?? entry;
  const level = asObject(record['level'])?.['name'] ?? asObject(entry['log'])?.['level'];
  return typeof level === 'string' ? level : undefined;
}

/**
 * Levels that stand in a place of their own: zap's console between tabs (zapcore/console_encoder.go),
 * structlog's padded in brackets (structlog.dev.ConsoleRenderer), Elixir's behind its metadata
 * (Logger.Formatter), the letter of Ruby's semantic_logger, NestJS behind its process, the priority
 * of a line for systemd (sd-daemon(3)), the glyphs of consola and signale.
 */
const BELOW_ERROR = [
  /^\S+\t(?:debug|info|warn)\t/i,
  /^\S+ \[(?:debug|info|warning) *\] /,
  /^\d\d:\d\d:\d\d\.\d{3} (?:[\w.]+=\S+ )*\[(?:debug|info|notice|warn|warning)\] /,
  /^\d{4}-\d\d-\d\d [\d:.]+ [TDIW] \[/,
  /^\[[\w ]{1,20}\] \d+ +- .{0,40}\s(?:LOG|WARN|DEBUG|VERBOSE) \[/,
  /^<[4-7]>/,
  /^[ℹ⚠] /,
];

const AT_ERROR = [
  /^\S+\t(?:error|d?panic|fatal)\t/i,
  /^\S+ \[(?:error|critical) *\] /,
  /^\d\d:\d\d:\d\d\.\d{3} (?:[\w.]+=\S+ )*\[(?:error|critical|alert|emergency)\] /,
  /^\d{4}-\d\d-\d\d [\d:.]+ [EF] \[/,
  /^<[0-3]>/,
];

/*
 * Levels as mere words, of loggers that have no place of their own for them: the further from the
 * begin of a line, the more likely they are quoted.
 */

const LOUD_LEVEL = /\b(?:ERROR|FATAL|CRITICAL|PANIC|EMERG|SEVERE)\b/;

/** Whether a level at error or above is among the words. */
export function saysError(text: string): boolean {
  return LOUD_LEVEL.test(text);
}

/* A level with nothing behind it is a name in a list (the values that a setting takes), not an entry. */

const QUIET_LEVEL =
  /^\[[IWD] \d{4}-\d\d-\d\d |^\d{4}\/\d\d\/\d\d [\d:.]+ \S+ \[[IWDT]\] |^.{0,60}?(?:\b(?:WARN|WARNING|INFO|DEBUG|TRACE|NOTICE)\b(?!\s*$)|\[(?:warn|warning|info|debug|notice|note|system)\]|(?:level|lvl|severity)["']?[=:]\s*["']?(?:warn|warning|info|debug|trace|notice)\b)|^.{0,200}? level=(?:warn|warning|info|debug|trace|notice)\b|^[IW](?:\d{4}){1,2} \d\d:|"(?:level|severity|lvl|log\.level)"\s*:\s*"(?:warn|warning|info|debug|trace|notice)"|^\{"t":.{0,60}?"s":"[WID]|^\(node:\d+\) .*?Warning: |^\S+:\d+: \w*Warning: |^(?:[WN]|note): /i;
/** Three or four letters as zerolog, Serilog, winston, .NET and Transmission print them, and the numbers of pino and bunyan. */
const SHORT_LEVEL =
  /^.{0,40}?\b(?:INF|WRN|DBG|TRC|VRB)\b|^\[\d{4}-\d\d-\d\dT\S+\] (?:inf|wrn|dbg|trc) |^(?:\d\S+ )?(?:info|warn|debug|verbose|dbug|trce): |"level":\s?[1-4]0\b/;

/**
 * What Ceph is told to put before every line for the standard error (`log_stderr_prefix`, which Rook and
 * cephadm set to `debug `); the level is the number behind the thread.
 */
const CEPH_PREFIX = /^debug (?=\d{4}-\d\d-\d\d[T ]\S+ [0-9a-f]{8,16} +-?\d+ )/;

/** The name of a level as a value that a program talks of: `unknown log level: debug`, `value 'info' for option`, one of a list of them. */
const NAMED_LEVEL =
  /(?<=\b(?:unknown|invalid|illegal|unsupported|unrecogni[sz]ed|unexpected|bad|wrong|no such) (?:log(?:ging)? )?(?:level|severity)):? ?\S+|(?<=[a-z] )["'`](?:trace|debug|info|notice|warn|warning)["'`]|\b(?:trace|debug|info|notice|warn|warning|error|fatal)["'`]?(?:,? (?:or|and) |, ?| ?\| ?)["'`]?(?:trace|debug|info|notice|warn|warning|error|fatal)\b/gi;

function withoutNamed(line: string): string {
  return line.replace(NAMED_LEVEL, '');
}

/** Whether a level below error is among the words. */
export function saysBelowError(line: string): boolean {
  const own = withoutNamed(line.replace(CEPH_PREFIX, ''));
  return QUIET_LEVEL.test(own) || SHORT_LEVEL.test(own);
}

/** A level as log entries carry it; a bracketed word in small letters, which is also found inside reports of errors, only behind a time. */
const PLACED_LEVEL =
  /^\[[IWD] \d{4}-\d\d-\d\d |^\d{4}\/\d\d\/\d\d [\d:.]+ \S+ \[[IWDT]\] |^.{0,60}?\b(?:WARN|WARNING|INFO|DEBUG|TRACE|NOTICE)\b(?!\s*$)|\b(?:level|lvl|severity)=["']?(?:warn|warning|info|debug|trace|notice)\b|^[IW](?:\d{4}){1,2} \d\d:|"(?:level|severity|lvl|log\.level)"\s*:\s*"(?:warn|warning|info|debug|trace|notice)"|^\[?(?:\d{4}[-/]\d\d[-/]\d\d[ T])?\d\d:[\d:.,]+(?:Z|[+-]\d\d:?\d\d)?\]? \[(?:warn|warning|info|debug|notice)\]|^\{"t":.{0,60}?"s":"[WID]|^\d+:[MSCX] \d\d \w{3} \d{4} [\d:.]+ [*.-] |\bLOG: {2}|\[(?:Note|System)\]/;

/** Whether a level below error stands where only levels stand. */
export function isPlacedBelowError(line: string): boolean {
  return PLACED_LEVEL.test(line);
}

/** The same, or in the short forms of some loggers. */
export function isMarkedBelowError(line: string): boolean {
  return isPlacedBelowError(line) || SHORT_LEVEL.test(line);
}

const INFO_LEVEL =
  /^.{0,60}?\b(?:INFO|DEBUG|TRACE)\b(?!\s*$)|\b(?:level|lvl|severity)["']?[=:]\s*["']?(?:info|debug|trace)\b|^I(?:\d{4}){1,2} \d\d:/;

/** Whether a level at info or below is among the words. */
export function saysInfo(line: string): boolean {
  return INFO_LEVEL.test(withoutNamed(line));
}

/** Whether `INFO` stands near the begin, in whichever letters. */
export function isHeadedInfo(line: string): boolean {
  return /^.{0,60}?\bINFO\b/i.test(line);
}

/** A level above error, as a word or in a field. */
export const ABOVE_ERROR =
  /\b(?:FATAL|CRITICAL|PANIC|EMERG|SEVERE)\b|\b(?:level|lvl|severity)["']?[=:]\s*["']?(?:fatal|critical|panic|emerg)|^F(?:\d{4}){1,2} \d\d:|"level":\s?60\b/i;

/** Whether a level above error is among the words. */
export function saysFatal(line: string): boolean {
  return ABOVE_ERROR.test(line);
}

/** Whether PostgreSQL says so inside an entry of CloudNativePG's instance manager, whatever the level of that. */
export function wrapsFatal(line: string): boolean {
  return /"error_severity":"(?:FATAL|PANIC)"/.test(line);
}

const TIMED_ERROR = /^\W?\d{4}[-/]\d\d[-/]\d\d[T ].{0,40}\b(?:ERROR|FATAL|CRITICAL)\b/;

/** Whether an entry at error or above begins with its time, as a logger prints it. */
export function isTimedError(line: string): boolean {
  return TIMED_ERROR.test(line);
}

const TRACING = /^(?:[^a-z]{0,40}\s)?\[?(?:DEBUG|TRACE)\b|^(?:\w+=\S+ ){0,2}level="?(?:debug|trace)\b/;

/** Whether it is at a level for developers, whatever is quoted behind it. */
export function isForDevelopers(line: string): boolean {
  return TRACING.test(line);
}

/** A level below error at the begin, with what another program logged at an error's level behind it (`WARN FATAL: the database system is starting up`). */
const QUOTES_A_LEVEL =
  /^(?:(?=\D{0,40}\d)\S+ ){0,3}\[?(?:WARN|WARNING|INFO|NOTICE)\]?:? .*(?<!\w )\[?\b(?:ERROR|FATAL|CRITICAL|PANIC|EMERG|SEVERE)[\]:]/;

/** Whether an entry below error quotes what is at an error's level. */
export function quotesAnError(line: string): boolean {
  return QUOTES_A_LEVEL.test(line);
}

/** Whether an entry is at level error or above. */
export function isError(line: string): boolean {
  return (
    readEntry(line).level === 'error' ||
    saysError(line.slice(0, 100)) ||
    /\b(?:level|lvl|severity)["']?[=:]\s*["']?(?:error|fatal|critical)\b|^[EF](?:\d{4}){1,2} \d\d:/i.test(
      line,
    )
  );
}
