import type { LogLine } from '../log/log-lines.js';
import { shorten } from '../match/text.js';

/**
 * Where a line ends with a colon and says no more ("invalid configuration:"), what it announces stands
 * below it, indented or as a list: the first of that is `what` the pattern leaves open.
 */
export function announcedBelow(
  line: LogLine,
  pattern: string,
  lines: readonly LogLine[],
): Readonly<Record<string, string>> {
  if (!pattern.includes('(?P<what>') || !line.raw.trimEnd().endsWith(':')) return {};
  const said = ITEM.exec(lines[lines.indexOf(line) + 1]?.raw ?? '')?.[1];
  return said === undefined ? {} : { what: shorten(said.trim(), 160) };
}

/** An indented line or one of a list, in words: no frame, no field, no head of what follows. */
const ITEM =
  /^(?:[ \t]{2,}(?:[-*\u2022] )?|[-*\u2022] |[ \t]{0,2}\d+[.:)] )(?!at |File "|in |[\w.-]+: *$)([a-z"'`].{4,}[^:{[(,])$/i;
