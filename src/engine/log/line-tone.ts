import { oncePer } from '../../domain/values/once.js';
import { isCalm } from './line/calm.js';
import { isKnown } from './line/known-line.js';
import {
  ABOUT_ALL,
  isAnswer,
  isAside,
  isOfLaterHook,
  isTriedAgain,
  isUndelivered,
} from './line/line-aside.js';
import {
  DOTNET_HEAD,
  hasTraceBelow,
  isNext,
  isOfRequest,
  lends,
  isOfSideThread,
  type Head,
} from './line-entry.js';
import { PYTHON_TRACE, TRACE_GOES_ON } from './line/python-trace.js';
import {
  isError,
  isForDevelopers,
  isHeadedInfo,
  isMarkedBelowError,
  isPlacedBelowError,
  isTimedError,
  levelOfLines,
  quotesAnError,
  readEntry,
  saysBelowError,
  saysError,
  saysInfo,
  wrapsFatal,
  type LogEntry,
} from './line/log-level.js';
import { layoutOf } from './shown/layout.js';
import { isAtRest, isLastGasp } from './line/line-words.js';
import { listingsOf } from './shown/listing.js';
import { quotedBlocksIn } from './shown/quoted-block.js';
import { isRetried, saysItGoesOn } from './line/retried.js';
import { requestTracesIn } from './line/request-trace.js';

/** How a program means what it logs. */
export interface Tone {
  /** At a level below error, about to be tried again, or done without: it kills nobody. */
  readonly quiet: boolean;
  /** It tells of another than the program: one request or client of a server, another program's log, telemetry that found no taker. */
  readonly aside: boolean;
  /** Ordinary work: at a level below error, a request served or a success told, and not a word of failing, waiting or ending. */
  readonly calm: boolean;
}

/** The tone of each line; the lines of a stack trace have that of the entry above them. */
export function tonesOf(lines: readonly string[]): readonly Tone[] {
  let head: Head | undefined;
  let inTraceback = false;
  let isTraceLogged = false;
  let object: { readonly end: number; readonly tone: Tone } | undefined;
  const isOfQuotedBlock = quotedBlocksIn(lines);
  const isListed = listingsOf(lines);
  const isLaidOut = layoutOf(lines);
  const ofRequests = requestTracesIn(lines);
  return lines.map((line, index) => {
    if (line === '{') object = objectFrom(lines, index);
    if (object !== undefined && index <= object.end) {
      head = undefined;
      return line === '{' ? object.tone : { ...object.tone, calm: false };
    }
    if (line.trim() === '') {
      head = acrossFreeLine(head, lines[index + 1] ?? '');
      return EMPTY;
    }
    if (PYTHON_TRACE.test(line)) {
      inTraceback = true;
      isTraceLogged = head?.index === index - 1 && isLoggedTrace(head.line, lines, index);
    } else if (!inTraceback) isTraceLogged = false;
    const isBelow = inTraceback || isNext(line, index, head);
    const isOwnTrace = inTraceback && isTriedAgain(head?.line ?? '');
    if (inTraceback && !TRACE_GOES_ON.test(line)) inTraceback = false;
    if (ofRequests.has(index)) return SHOWN;
    const isQuoted = isOfQuotedBlock(index) || (!isBelow && isListed(index));
    if (head !== undefined && isBelow && !isQuoted && !isOwnTrace && (isTraceLogged || lends(head, line))) {
      const aside = head.aside || isKnown('nothing-happened', line);
      return { quiet: aside || head.quiet, aside, calm: false };
    }
    if (!isBelow && isLaidOut(index)) {
      head = undefined;
      return SHOWN;
    }
    const next = lines[index + 1] ?? '';
    const aside = isQuoted || isOfAnother(lines, index);
    const entry = readEntry(line);
    const calm =
      (!aside || isAnswer(line)) && isCalm(line, entry) && !(DOTNET_HEAD.test(line) && !isAtRest(next));
    head = {
      quiet: aside || isQuiet(line, entry) || TRIED_AGAIN.test(next) || tellsItGoesOn(next),
      aside,
      calm,
      index,
      line,
    };
    return head;
  });
}

function isOfAnother(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  return (
    isAside(line) ||
    IGNORED.test(lines[index + 1] ?? '') ||
    isOfRequest(lines, index) ||
    ((isUndelivered(line) || isOfLaterHook(line)) && firstErrorIn(lines) < index) ||
    isOfToolGotOver(lines, index)
  );
}

/** Spring leaves a line free between what it says, of a request or of a thread of its own, and the trace of it. */
function acrossFreeLine(head: Head | undefined, next: string): Head | undefined {
  if (head === undefined) return undefined;
  if (hasTraceBelow(head, next)) return { ...head, traced: true };
  return head.aside || isOfSideThread(head.line) ? head : undefined;
}

/**
 * Whether a Python traceback was logged with the entry above it, by `exc_info`: at a level below error
 * that is not INFO, and calm entries come after it. One that nobody handles is the last that the main
 * thread prints (docs.python.org, sys.excepthook).
 */
function isLoggedTrace(head: string, lines: readonly string[], start: number): boolean {
  if (readEntry(head).level !== 'below-error' && !isPlacedBelowError(head)) return false;
  if (isHeadedInfo(head)) return false;
  const end = lines.findIndex((line, index) => index > start && !TRACE_GOES_ON.test(line));
  const next = end < 0 ? undefined : lines[end + 1];
  return next !== undefined && isPlacedBelowError(next) && isCalm(next);
}

/** Where the first error of the program stands, whatever it is; a log may have thousands of lines that ask. */
const firstErrorIn = oncePer((lines: readonly string[]): number => {
  const first = lines.findIndex(tellsError);
  return first < 0 ? lines.length : first;
});

function tellsError(line: string): boolean {
  return (isError(line) || isLastGasp(line) || /(?:Error|Exception)\b/.test(line)) && !isUndelivered(line);
}

const EMPTY: Tone = { quiet: false, aside: false, calm: false };
const SHOWN: Tone = { quiet: true, aside: true, calm: false };

/** A line of its own, below an error, on the further try. */
const TRIED_AGAIN = /^\s*(?:Trying again|Retrying|Reconnecting|Will retry) (?:in|after|connection|at)\b/i;

/** So many lines an entry may have that is printed as an object with a line for each field. */
const OBJECT_REACH = 60;

/** The tone of an object that begins here, and where it ends; undefined where it carries no level. */
function objectFrom(
  lines: readonly string[],
  start: number,
): { readonly end: number; readonly tone: Tone } | undefined {
  const end = lines.findIndex((line, index) => index > start && !/^\s/.test(line));
  if (end < 0 || lines[end] !== '}' || end > start + OBJECT_REACH) return undefined;
  const fields = lines.slice(start + 1, end);
  const level = levelOfLines(fields);
  if (level === undefined) return undefined;
  const quiet = level === 'below-error' || fields.some((field) => isRetried(field));
  return { end, tone: { quiet, aside: false, calm: level === 'below-error' && fields.every(isAtRest) } };
}

/** Ansible's word on a task whose failure its playbook allows. */
const IGNORED = /^\.\.\.ignoring$/;

/**
 * What a tool or the shell itself says of a file which is not there. A shell goes on to its next command
 * unless `set -e` holds it (POSIX XCU 2.8.1); where the program that it starts then logged ordinary
 * work at a level of its own, or an error with its time, or the script announces further steps, it did.
 */
const TOOL_WITHOUT_FILE =
  /^(?:find|ls|cat|cp|mv|rm|ln|stat|grep|sed|awk|head|tail|chmod|chown|touch|tar): .*: No such file or directory$|^\S*sh: (?:line )?\d+: .*(?:No such file(?: or directory)?|[Dd]irectory nonexistent|nonexistent directory|can't cd to \S+)$/;
const SHELL_REACH = 40;
const SHELL_WENT_ON = 2;
/** How a script announces its steps; further ones with the mark of those before show that it went on. */
const STEP = /^(?:\* |==> |=> |-+> |>{2,} |:: )(?=\S)/;

/** A host's failure in Ansible; its recap counts none where a `rescue` took it up (lib/ansible/plugins/strategy/__init__.py). */
const HOST_FAILED = /^fatal: \[([^\]]+)\]: /;

function isRescued(lines: readonly string[], index: number): boolean {
  const host = HOST_FAILED.exec(lines[index] ?? '')?.[1];
  if (host === undefined) return false;
  return lines
    .slice(index)
    .some((line) => line.startsWith(`${host} `) && /: ok=\d.* unreachable=0 +failed=0 /.test(line));
}

function isOfToolGotOver(lines: readonly string[], index: number): boolean {
  if (isRescued(lines, index)) return true;
  if (!TOOL_WITHOUT_FILE.test(lines[index] ?? '')) return false;
  const below = lines.slice(index + 1, index + 1 + SHELL_REACH);
  if (below.some(isTimedError)) return true;
  const step = STEP.exec(lines.slice(0, index).findLast((line) => STEP.test(line)) ?? '')?.[0];
  const isWork = (line: string): boolean =>
    (isPlacedBelowError(line) && isCalm(line)) ||
    (step !== undefined && line.startsWith(step) && isAtRest(line));
  return below.filter(isWork).length >= SHELL_WENT_ON;
}

/** Whether a line of its own says so of the one above; at a level it is an entry of its own. */
function tellsItGoesOn(next: string): boolean {
  return saysItGoesOn(next) && !isMarkedBelowError(next);
}

/** Whether an entry is a remark by the way: at level info or below, of no further try, and it quotes no error's level. */
export function isRemark(line: string): boolean {
  return saysInfo(line) && !isRetried(line) && !saysError(line);
}

function isQuiet(line: string, { level }: LogEntry): boolean {
  if (isKnown('end', line)) return false;
  if (isRetried(line) || saysItGoesOn(line) || (isOfSideThread(line) && !ABOUT_ALL.test(line))) return true;
  if (wrapsFatal(line)) return false;
  if (isForDevelopers(line)) return true;
  if (level !== undefined) return level === 'below-error';
  return quotesAnError(line) || (saysBelowError(line) && !saysError(line.slice(0, 100)));
}
