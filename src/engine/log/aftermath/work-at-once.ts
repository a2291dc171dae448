import { isAnswer } from '../line/line-aside.js';
import { ENDING } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';

/** A frame, a cause or the head of a trace of the JVM, of Python, of Node.js or as Gin prints it, and what joins such. */
const OF_TRACE =
  /^(?:\s+\S|Traceback \(most recent|Caused by: |Suppressed: |During handling of the above|The above exception was|\S+\.(?:go|s):\d+ \(0x)/;
/** How the JVM and Python name what was thrown. */
const THROWN = /^(?:[A-Za-z_$][\w$]*\.)*[A-Z]\w*(?:: |$)/;

/**
 * Whether a program goes on with its work right after the trace that a line heads or closes, or answers
 * a request right after that, which it then befell. What nobody caught is the last that a
 * thread prints, and a main thread's that of the program.
 */
export function isAtWorkAtOnce(at: number, lines: readonly LogLine[]): boolean {
  let end = at + 1;
  let frames = isFrame(lines[at - 1]) ? 1 : 0;
  while (end < lines.length && isOfTrace(lines, end)) {
    if (isFrame(lines[end])) frames += 1;
    end += 1;
  }
  const next = lines[end];
  if (frames === 0 || next === undefined) return false;
  return (next.calm && !ENDING.test(next.raw)) || isAnswer(next.raw);
}

function isFrame(line: LogLine | undefined): boolean {
  return line !== undefined && /^\s+\S/.test(line.raw);
}

function isOfTrace(lines: readonly LogLine[], at: number): boolean {
  const { raw = '', calm = false } = lines[at] ?? {};
  return !calm && (OF_TRACE.test(raw) || THROWN.test(raw));
}
