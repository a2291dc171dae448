import { kindOfLine } from './line-kind.js';
import type { LogLine } from './log-lines.js';

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

/** What a program says over and over, numbers and keys apart, and not by the way; the kind that it said last first. */
export function saidAgain(lines: readonly LogLine[]): readonly SaidAgain[] {
  const kinds = new Map<string, SaidAgain>();
  for (const line of lines.slice(-RECENT)) {
    const kind = kindOfLine(line.raw);
    kinds.set(kind, { line, times: (kinds.get(kind)?.times ?? 0) + 1 });
  }
  return [...kinds.values()]
    .filter(({ line, times }) => times >= OFTEN && !line.aside)
    .toSorted((a, b) => b.line.order - a.line.order)
    .slice(0, KINDS);
}
