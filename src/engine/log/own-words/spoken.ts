import { DOTNET_HEAD } from '../line-entry.js';
import { ENDING } from '../line/line-words.js';
import { stopsOthers } from '../line/others-stopped.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';

/**
 * The lines near the end of a log in which a program speaks for itself, the last one last: not what
 * it logged at a level below error, of another, or as ordinary work, and nothing of what runtimes,
 * parsers of arguments and those who started the program print round its words.
 */
export function spokenAtTheEnd(lines: readonly LogLine[]): readonly LogLine[] {
  const end = withoutAfterthought(lines);
  let [begin, work] = [end.length, 0];
  while (begin > 0 && end.length - begin < FAR) {
    if (isAtWork(end[begin - 1]) && ++work > AT_WORK) break;
    begin -= 1;
  }
  return end.filter(
    (line, index) =>
      index >= begin &&
      !line.quiet &&
      !line.aside &&
      !line.calm &&
      !ROUND_ABOUT.test(line.raw) &&
      isSpoken(end, index),
  );
}

/** So far back, and behind so many entries below error that are not about its end, a program's reason is looked for. */
const FAR = 60;
const AT_WORK = 5;

function isAtWork(line: LogLine | undefined): boolean {
  return line !== undefined && (line.calm || (line.quiet && !ENDING.test(line.raw)));
}

/**
 * What follows an error and is no word of it: how to call the program, as Cobra, clap, Commander and
 * picocli print it, what Spring advises to do, and what other processes say that are stopped for it.
 */
const AFTERTHOUGHT = /^(?:usage|USAGE|Usage)(?::|$| of )|^Action:$/;
const ERROR = /^(?:\S+: )?(?:error|fatal)[:!]|^Description:$/i;
const ERROR_REACH = 4;

function withoutAfterthought(all: readonly LogLine[]): readonly LogLine[] {
  const stop = all.findIndex(({ raw }) => stopsOthers(raw));
  const lines = stop < 0 ? all : all.slice(0, stop);
  const start = lines.findLastIndex(({ raw }) => AFTERTHOUGHT.test(raw));
  if (start < 1 || lines.length - start > FAR) return lines;
  const above = lines.slice(Math.max(0, start - ERROR_REACH), start);
  const isRepeated = above.some(({ raw }) => raw.endsWith(lines.at(-1)?.raw ?? raw));
  return !isRepeated && above.some(({ raw }) => ERROR.test(raw)) ? lines.slice(0, start) : lines;
}

/** Rulers, heads and feet of traces, a version, a hint of the runtime, what `make`, npm, gunicorn and Compose say of the program's end. */
const ROUND_ABOUT =
  /^(?:[^\p{L}\p{N}]{4,}$|stack ?(?:back)?trace(?:back)?:?$|#\d+ |\s*thrown in |Node\.js v\d|npm (?:notice|ERR!|error)|note: run with |Location:$|Backtrace omitted|CallStack \(from |in expression starting at |For more information,? try |.{0,140}\bFor more details run the same command passing |make(?:\[\d+\])?: \*\*\* |\S+ exited with code \d+$|.{0,40}\b(?:Worker \(pid:\d+\) (?:exited|was sent)|Worker exiting \(|Shutting down: Master$|Reason: Worker failed to boot))/iu;

/** Below a head that ends with a colon stand the words that it announces, but for a trace and a document. */
const ANNOUNCES = /[^\s"'{}\w]?[a-z)]\S*:\s*$/i;
const HEAD_OF_OTHERS =
  /trace:?\s*$|^\s*"|^Description:|\brunning\]:|\bthread\b.*:\s*$|^(?!(?:errors?|reasons?|causes?|failed|fatal|problems?):)[a-z][\w.-]*:\s*$/i;
const ANNOUNCED = /^\s+(?:[-*\u2022] |\d+: )?(?!at |File ")["'`\w/@]/;
const CHAINED = /^\s+\d+: /;
/** A field of an object that is printed over several lines. */
const OWN_FIELD = /^\s+"(?:msg|message|error|err|reason|cause|detail|details)": "/;

function isSpoken(lines: readonly LogLine[], index: number): boolean {
  const raw = lines[index]?.raw ?? '';
  const above = lines[index - 1]?.raw ?? '';
  if (!CONTINUATION.test(raw) || raw.startsWith('Caused by') || DOTNET_HEAD.test(above)) return true;
  if (OWN_FIELD.test(raw)) return true;
  if (!ANNOUNCED.test(raw)) return false;
  const head = CHAINED.test(raw) ? (headOf(lines, index) ?? above) : above;
  return ANNOUNCES.test(head) && !HEAD_OF_OTHERS.test(head);
}

/** What stands above the numbered links of a chain. */
function headOf(lines: readonly LogLine[], index: number): string | undefined {
  return lines.slice(0, index).findLast(({ raw }) => !CHAINED.test(raw))?.raw;
}
