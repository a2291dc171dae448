import { oncePerText } from '../../domain/values/once.js';
import { isKnown } from './line/known-line.js';
import { isAnswer } from './line/line-aside.js';
import { lastAbove } from './shown/last-above.js';
import { isData } from './line/line-data.js';
import { isHeadedInfo } from './line/log-level.js';

/** An entry, as far as it matters for the lines below it. */
export interface Head {
  readonly index: number;
  readonly line: string;
  readonly quiet: boolean;
  readonly aside: boolean;
  readonly calm: boolean;
  /** A trace is known to belong to it. */
  readonly traced?: boolean;
}

/** Whether an entry goes on in this line. */
export function isNext(line: string, index: number, head: Head | undefined): boolean {
  if (JVM_TRACE.test(line)) return true;
  if (head === undefined) return false;
  if (POSTGRES_BELOW.test(line)) return true;
  if (DOTNET_HEAD.test(head.line)) return /^ {6}/.test(line);
  if (head.aside) return DEEP.test(line) || isSaidAgain(line, head);
  return isOfSideThread(head.line) && index === head.index + 1;
}

/** So far is only set in what belongs to the line above. */
const DEEP = /^(?: {4}|\t)/;

/** The stack of an exception repeats the message that the entry above it gave (console.error, Nest's logger). */
function isSaidAgain(line: string, { line: above }: Head): boolean {
  const message = /^(?:[A-Z]\w*)?(?:Error|Exception): (.+)/.exec(line)?.[1];
  return message !== undefined && above.includes(message);
}

/**
 * Whether an entry's tone is that of the trace below it. A Python program prints its last traceback
 * below whatever it logged before, a JVM's one caught in `main` may stand below an INFO;
 * what a program was given ends with its line.
 */
export function lends(head: Head, line: string): boolean {
  if (ENDS_WITH_ITS_LINE.test(head.line) || wasGiven(head.line)) return false;
  if (head.aside || isOfSideThread(head.line) || DOTNET_HEAD.test(head.line)) return true;
  if (POSTGRES_BELOW.test(line)) return true;
  return JVM_TRACE.test(line) && (head.traced === true || !isHeadedInfo(head.line));
}

/**
 * A shell's trace of a command that it starts (POSIX XCU, set -x), what a JVM says of the options that it
 * picked up, and a flag in a help text, below which the exception stands that it was printed for.
 */
const ENDS_WITH_ITS_LINE = /^(?:\++ \S|Picked up _?J|\s+(?:-\w, )?--[\w-]+(?: \w+)?\s{2,}\S)/;

/** The lines of a long trace ask this of the same head. */
const wasGiven = oncePerText(1, (line) => isAnswer(line) || isData(line));

/** Spring Boot's console leaves a line free before and after the trace of an entry (WhitespaceThrowableProxyConverter). */
const SPRING_BOOT_HEAD = /^\S+(?: \S+)? +(?:TRACE|DEBUG|INFO|WARN|ERROR) \d+ --- \[/;

/** Whether the trace below a free line is that of the entry above it. */
export function hasTraceBelow(head: Head, next: string): boolean {
  return SPRING_BOOT_HEAD.test(head.line) && JVM_TRACE.test(next);
}

/** The console logger of .NET puts level and category on a line of their own. */
export const DOTNET_HEAD =
  /^(?:\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)?\]? )?(?:trce|dbug|info|warn|fail|crit): [\w.+`]+\[\d+\]$/;

/** PostgreSQL writes the parts of one message as lines of their own (src/backend/utils/error/elog.c, send_message_to_server_log). */
const POSTGRES_BELOW =
  /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] (?:\S+ ){0,3}(?:STATEMENT|DETAIL|HINT|CONTEXT): {2}/;

/** Whether it is an exception that ends another thread or task than the main one. */
export function isOfSideThread(line: string): boolean {
  return isKnown('one-thread', line);
}

/** So far below an error stands what shows that it is one request's. */
const REQUEST_REACH = 8;

/** Rails tells the exception of a request below the line that ends it. */
const REQUEST_FAILED = /\bCompleted 500 Internal Server Error in \d/;

/** Whether an error is one request's, by the lines round it. */
export function isOfRequest(lines: readonly string[], index: number): boolean {
  if (!/Error\b|ERROR/.test(lines[index] ?? '')) return false;
  const above = lastAbove(lines, index, REQUEST_REACH, (line) => /\w/.test(line));
  if (REQUEST_FAILED.test(above ?? '')) return true;
  const below = lines.slice(index + 1, index + 1 + REQUEST_REACH);
  const end = below.findIndex((line) => !/^[\s}]/.test(line));
  return (end < 0 ? below : below.slice(0, end)).some((line) => isKnown('request-below', line));
}

/** What a JVM's logging libraries put under an entry; an uncaught exception has its own `Exception in thread`. */
const JVM_TRACE =
  /^(?:\s+at |\s*\.\.\. \d+ (?:more|common)|\s*(?:Caused by|Suppressed|Wrapped by): |(?:[a-z_$][\w$]*\.){2,}[A-Z][\w$]*(?::|$))/;
