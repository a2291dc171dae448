import { isKnown } from './known-line.js';
import { ABOUT_ALL } from './line-aside.js';
import { JOINS_TRACES } from './python-trace.js';

/** The lines of a trace but for its first, its head and its end; beside them what joins traces. */
const FRAME = /^\s+\S|^\s*$|^Traceback \(most recent|^(?:Caused by|Suppressed|Wrapped by): |^\S+:\d+:in [`']/;
const REACH = 150;

/** Which lines belong to a trace that shows that it was thrown while a framework served one request or task. */
export function requestTracesIn(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  lines.forEach((line, index) => {
    if (found.has(index) || !isKnown('request-frame', line)) return;
    const [from, to] = traceAround(lines, index);
    if (lines.slice(to, to + 3).some((later) => isKnown('end', later))) return;
    for (let at = from; at < to; at += 1) if (!ABOUT_ALL.test(lines[at] ?? '')) found.add(at);
  });
  return found;
}

/** From the exception, or the head of a Python traceback, to the end: in Python the exception stands there. */
function traceAround(lines: readonly string[], index: number): readonly [number, number] {
  const isPython = /^\s+File "/.test(lines[index] ?? '');
  const isOf = (at: number): boolean => {
    const line = lines[at] ?? '';
    return FRAME.test(line) || JOINS_TRACES.test(line) || (isPython && isJoined(lines, at));
  };
  let [from, to] = [index, index + 1];
  while (from > 0 && index - from < REACH && isOf(from - 1)) from -= 1;
  while (to < lines.length && to - index < REACH && isOf(to)) to += 1;
  while (to - 1 > index && (lines[to - 1] ?? '').trim() === '') to -= 1;
  if (isPython) return [from, Math.min(lines.length, to + 1)];
  return [Math.max(0, from - 1), to];
}

/** Whether a further traceback follows this exception. */
function isJoined(lines: readonly string[], at: number): boolean {
  return (
    JOINS_TRACES.test(lines[at + 1] ?? '') ||
    ((lines[at + 1] ?? '').trim() === '' && JOINS_TRACES.test(lines[at + 2] ?? ''))
  );
}
