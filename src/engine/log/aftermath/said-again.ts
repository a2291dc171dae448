import { kindOfLine } from '../line/line-kind.js';
import type { LogLine } from '../log-lines.js';

/** So often a line says the same to be what a program is about. */
const OFTEN = 3;
/** So many of the last entries are looked at. */
const RECENT = 40;
/** So many kinds of lines are told apart. */
const KINDS = 4;

/** The last of the lines of one kind, and how often it stands among the last entries. */
export interface SaidAgain {
  readonly line: LogLine;
  readonly times: number;
}

/** Of a stack trace the frames say nothing of their own, and would fill the last lines. */
const FRAME = /^\s*(?:at |\.\.\. \d+ )/;
const NEW_ENTRY = /^[[{("]?\d{2,4}[-/:]\d\d|^\{|^\[?(?:ERROR|WARN|INFO|DEBUG)\b/;

/**
 * A health check is carried out on the thread of the request that asks for it, which is the probe's: what is said there
 * is not about some client (Spring Boot's AbstractHealthIndicator logs `Redis health check failed` with the exception).
 */
const HEALTH_CHECK = /health(?: ?-?check|Indicator)/i;

function spokenToTheProbe(lines: readonly LogLine[]): readonly LogLine[] {
  let isOfHealth = false;
  return lines.map((line) => {
    if (NEW_ENTRY.test(line.raw)) isOfHealth = HEALTH_CHECK.test(line.raw);
    if (!isOfHealth || !line.aside) return line;
    const { at, raw, texts, order, quiet, calm } = line;
    return { at, raw, texts, order, quiet, calm, aside: false };
  });
}

/** What a program says over and over, numbers and keys apart, and not by the way; the kind that it said last first. */
export function saidAgain(lines: readonly LogLine[]): readonly SaidAgain[] {
  const kinds = new Map<string, SaidAgain>();
  const told = lines.filter(({ raw }) => !FRAME.test(raw));
  for (const line of spokenToTheProbe(told.slice(-RECENT))) {
    const kind = kindOfLine(line.raw);
    kinds.set(kind, { line, times: (kinds.get(kind)?.times ?? 0) + 1 });
  }
  return [...kinds.values()]
    .filter(({ line, times }) => times >= OFTEN && !line.aside)
    .toSorted((a, b) => b.line.order - a.line.order)
    .slice(0, KINDS);
}
