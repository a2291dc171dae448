import { DOTNET_HEAD } from '../line-entry.js';
import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { tellsTrouble } from '../line/hints.js';

/**
 * Whether a line is set in below others that tell of no trouble. What failed stands at the begin of a
 * line, or below one that says that something failed.
 */
export function isSetIn({ raw }: LogLine, above: readonly LogLine[]): boolean {
  if (!/^ /.test(raw) || FRAME.test(raw)) return false;
  const heads = headsOf(raw, above);
  return heads.length > 0 && heads.every((head) => isMereHead(head));
}

/** The line that each is set in below, from the inside out. */
function headsOf(raw: string, above: readonly LogLine[]): readonly string[] {
  const heads: string[] = [];
  let depth = indentOf(raw);
  for (let at = above.length - 1; at >= 0 && depth > 0; at -= 1) {
    const head = above[at]?.raw ?? '';
    const indent = indentOf(head);
    if (indent >= depth) continue;
    heads.push(head);
    depth = indent;
  }
  return heads;
}

/** What leads up to the parts of a report. */
const OF_A_REPORT = /reason|problem|caus|detail|diagnos|check|issue|stack|trace/i;
const FRAME = /^\s+(?:at|File|from|in) /;

/** Whether a line tells neither of trouble nor of a report that it leads up to. */
export function isMereHead(head: string): boolean {
  if (!/[a-z]{2}/i.test(head) || FRAME.test(head) || DOTNET_HEAD.test(head) || OF_A_REPORT.test(head))
    return false;
  return isAtRest(head) && !tellsTrouble(head.toLowerCase());
}

function indentOf(raw: string): number {
  return Math.max(0, raw.search(/\S/));
}

/** A heading that counts errors, as load generators print it (`Error Set:`, `Error distribution:`). */
const COUNTS_ERRORS =
  /^\s*(?:(?:error|failure|exception)s? (?:set|distribution|summary|breakdown|counts?|statistics)|(?:top|frequent|most common) .{0,20}(?:error|failure|message)s)\b.{0,10}$/i;

/** One that says how many, with the entries set in below it. */
const COUNTED = /^\s*(?:errors?|failures?|exceptions?|incidents?|alerts?): +\d+$/i;

/** Whether a line stands below the heading of such a list. */
export function isBelowCount({ raw }: LogLine, above: readonly LogLine[]): boolean {
  return COUNTS_ERRORS.test(above.at(-1)?.raw ?? '') || COUNTED.test(headsOf(raw, above)[0] ?? '');
}

/** Whether a heading shortly above leads up to what failed. */
export function isBelowTrouble(above: readonly LogLine[]): boolean {
  return above.slice(-HEADING_REACH).some(({ raw }) => /:\s*$/.test(raw) && !isMereHead(raw));
}

const HEADING_REACH = 5;
