import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { firstTime } from '../log-time.js';
import { statementOf } from '../talk.js';

/** `dns: using the resolver of the host`: the name of a part of a program, and two words at least of what it does. */
const OF_A_PART = /^([a-z][\w.-]*(?: [a-z][\w.-]*)?): (?=\S+ \S)/;
/** So many parts that tell of themselves are no explanation of a failure, which has one subject. */
const PARTS = 3;

/** Whether several other parts of a program tell after a line, each in an entry with a time of its own, what they do. */
export function isAmongOtherParts({ raw: line }: LogLine, later: readonly LogLine[]): boolean {
  const parts = new Set<string>();
  for (const next of later) {
    const part = OF_A_PART.exec(statementOf(next.raw))?.[1];
    if (part === undefined || line.includes(part) || next.aside || !isAtRest(next.raw)) continue;
    if (firstTime([next]) !== undefined) parts.add(part);
  }
  return parts.size >= PARTS;
}
