import { asObject, type JsonObject } from '../../domain/json.js';
import { jsonEntry } from './json-entry.js';

/** A level as far as it matters: an entry at error or above may tell of an end, one below tells of none. */
export type Level = 'below-error' | 'error';

/** The level that an entry carries in a field or in a place of its own; undefined where it has no such. */
export function levelOf(line: string): Level | undefined {
  const entry = jsonEntry(line);
  if (entry !== undefined && /^\s*\{/.test(line)) return levelOfEntry(entry);
  if (BELOW_ERROR.some((pattern) => pattern.test(line))) return 'below-error';
  return AT_ERROR.some((pattern) => pattern.test(line)) ? 'error' : undefined;
}

/** What an entry says, without the names of its fields and what stands in others. */
export function wordsOf(line: string): string {
  const entry = jsonEntry(line);
  if (entry === undefined) return line;
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
