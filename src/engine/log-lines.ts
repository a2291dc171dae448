import { asObject, type Json } from '../domain/json.js';

/** One line of a log, ready to be matched. */
export interface LogLine {
  /** Where it stands: `log app:12`, counted from 1 within what was read. */
  readonly at: string;
  readonly raw: string;
  /** The line itself and, where it is JSON, the texts of its fields. */
  readonly texts: readonly string[];
  /** At a level below error, about to be tried again, or done without: it kills nobody. */
  readonly quiet: boolean;
  /** At a level below error, and not a word in it of failing, waiting or ending: ordinary work. */
  readonly calm: boolean;
  /** Its place in the order of decision: a later one decides, but for chained tracebacks. */
  readonly order: number;
}

/** Lines that belong to the entry above them: indented ones, frames, causes. */
export const CONTINUATION = /^(?:\s|at |Caused by|\.\.\. \d+ more|goroutine \d|[\w./]+\(.*\)$|created by )/;

const MAX_LINE_LENGTH = 4096;

/** Prepares the lines of one log. */
export function readLines(lines: readonly string[], label: string): readonly LogLine[] {
  const orders = decisionOrder(lines);
  return lines.flatMap((line, index) => {
    const raw = line.slice(0, MAX_LINE_LENGTH);
    if (raw.trim() === '') return [];
    return new ReadLine(`${label}:${index + 1}`, raw, [raw, ...jsonTexts(line)], orders[index] ?? index);
  });
}

/** What is said of the line beyond its texts is worked out when it is asked for: of most lines nobody asks. */
class ReadLine implements LogLine {
  readonly at: string;
  readonly raw: string;
  readonly texts: readonly string[];
  readonly order: number;
  private isQuiet: boolean | undefined;
  private isCalm: boolean | undefined;

  constructor(at: string, raw: string, texts: readonly string[], order: number) {
    this.at = at;
    this.raw = raw;
    this.texts = texts;
    this.order = order;
  }

  get quiet(): boolean {
    return (this.isQuiet ??= isQuiet(this.raw));
  }

  get calm(): boolean {
    return (this.isCalm ??= isCalm(this.raw));
  }
}

/** The texts in a structured log line, so that patterns see them without JSON's escapes. */
function jsonTexts(line: string): readonly string[] {
  const start = line.indexOf('{');
  if (start < 0 || start > 40 || line.length > 65_536 || !line.trimEnd().endsWith('}')) return [];
  let parsed: Json;
  try {
    parsed = JSON.parse(line.slice(start)) as Json;
  } catch {
    return [];
  }
  const object = asObject(parsed);
  if (object === undefined) return [];
  return Object.values(object)
    .flatMap((value) =>
      typeof value === 'string'
        ? [value]
        : Object.values(asObject(value) ?? {}).filter((v) => typeof v === 'string'),
    )
    .flatMap((text) => text.slice(0, MAX_LINE_LENGTH).split('\n'));
}

const QUIET_LEVEL =
  /^.{0,60}?(?:\b(?:WARN|WARNING|INFO|DEBUG|TRACE|NOTICE)\b|\[(?:warn|warning|info|debug|notice)\]|(?:level|lvl|severity)["']?[=:]\s*["']?(?:warn|warning|info|debug|trace|notice)\b)|^[IW]\d{4} \d\d:|"(?:level|severity|lvl|log\.level)"\s*:\s*"(?:warn|warning|info|debug|trace|notice)"/i;
const LOUD_LEVEL = /\b(?:ERROR|FATAL|CRITICAL|PANIC|EMERG|SEVERE)\b/;
/** A further try, or a way around. */
const RETRY =
  /\b(?:retrying|will retry|will be retried|retry in|retry after|trying again|try again in|reconnecting|re-?connect in|backing off|next (?:attempt|retry|try)|attempt[ =:#]*\d+(?:\s*(?:\/|of)\s*\d+)?|sleeping \d|waiting for .{1,60}(?:to be|ready|available)|again in \d|falling back (?:to|on)|using (?:the )?defaults?\b|trying (?:another|the next|port \d)|continuing (?:without|anyway)|will be created|creating it\b)/i;

function isQuiet(line: string): boolean {
  return RETRY.test(line) || (QUIET_LEVEL.test(line) && !LOUD_LEVEL.test(line.slice(0, 100)));
}

const UNREST =
  /abort|bye|cancel|cannot|clos|could not|crash|denied|disconnect|done|drain|err|exception|exit|fail|fatal|finish|giv(?:e|ing) up|interrupt|invalid|kill|lost|missing|not found|panic|refused|shut|signal|stop|terminat|time(?:d )?.?out|unable|retry|wait/i;

/** A level as log entries carry it; a bracketed word in small letters is also found inside reports of errors. */
const CALM_LEVEL =
  /^.{0,60}?\b(?:WARN|WARNING|INFO|DEBUG|TRACE|NOTICE)\b|\b(?:level|lvl|severity)=["']?(?:warn|warning|info|debug|trace|notice)\b|^[IW]\d{4} \d\d:|"(?:level|severity|lvl|log\.level)"\s*:\s*"(?:warn|warning|info|debug|trace|notice)"/;

function isCalm(line: string): boolean {
  return CALM_LEVEL.test(line) && !LOUD_LEVEL.test(line) && !UNREST.test(line);
}

const CHAIN =
  /^\s*(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)\s*$/;
const TRACEBACK = /Traceback \(most recent call last\):/;

/**
 * Later lines decide, except in a chained Python traceback, whose first exception is the root
 * (docs.python.org, library/traceback): what follows a chain's marker is put before its start.
 */
function decisionOrder(lines: readonly string[]): readonly number[] {
  const order = lines.map((_, index) => index);
  let start = 0;
  let depth = 0;
  let until = -1;
  lines.forEach((line, index) => {
    if (TRACEBACK.test(line) && index > until) {
      start = index;
      depth = 0;
    }
    if (CHAIN.test(line)) {
      depth += 1;
      until = endOfTraceback(lines, index);
    }
    if (index <= until && depth > 0) order[index] = start - 1 + 1 / (depth + 1) + index / 1e7;
  });
  return order;
}

/** The index of the exception line that closes the traceback after this line. */
function endOfTraceback(lines: readonly string[], from: number): number {
  const head = lines.findIndex((line, index) => index > from && TRACEBACK.test(line));
  if (head < 0 || head > from + 5) return from;
  const end = lines.findIndex((line, index) => index > head && /^\S/.test(line));
  return end < 0 ? lines.length - 1 : end;
}
