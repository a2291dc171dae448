import { oncePer } from '../../../domain/values/once.js';
import { documentsIn } from './shown-document.js';
import { lastAbove } from './last-above.js';
import { runsOf, type Run } from './runs.js';
import { isAtRest } from '../line/line-words.js';
import { tellsTrouble } from '../line/hints.js';

/**
 * Tells of each line of a log, by its index, whether it belongs to a text of several lines that is
 * only shown: a difference of files, a commit, a list of changes, rows of a table, the output of a
 * command that shows another's words. What it tells befell none of those who print it.
 */
export function quotedBlocksIn(lines: readonly string[]): (index: number) => boolean {
  // Most logs have none of the lines that such a text is known by.
  const hasHeading = lines.some((line) => HEADING.test(line));
  const showsOthers = lines.some((line) => SHOWS.test(line) || MAY_FAIL.test(line));
  const documents = documentsIn(lines);
  const differences = differencesIn(lines);
  const isItemAtRest = itemsAtRest(lines);
  return (index) => {
    if (documents.has(index)) return true;
    if (differences.has(index)) return true;
    if (hasHeading && (isBelowHeading(lines, index) || isItemBelowHeading(lines, index))) return true;
    if (isInSentence(lines, index) || isItemAtRest(index)) return true;
    return isOfRows(lines, index) || (showsOthers && isShown(lines, index));
  };
}

/** Of files that differ the lines around a change, as `diff -u`, `git diff` and what shows such by them print it. */
const DIFF_LINE = /^[-+ @\\]/;
const DIFF_HEAD = /^\+\+\+ \S/;
const DIFF_PLACE = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/;

/** Lines below the place of a change, or below the heads of the two files. */
function differencesIn(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let isBelow = false;
  lines.forEach((line, index) => {
    if (isBelow && /^[-+ ]/.test(line)) found.add(index);
    if (DIFF_PLACE.test(line)) isBelow = true;
    else if (DIFF_HEAD.test(line)) isBelow = /^--- \S/.test(lines[index - 1] ?? '');
    else isBelow &&= DIFF_LINE.test(line);
  });
  return found;
}

/** Over indented lines: the head of a commit as `git log` prints it, of a list of changes, of a part of a manual or a usage. */
const HEADING =
  /^(?:Date: {3}|Author: )|^\W*(?:what(?:'|’| i)s new|change ?log|release notes|(?:recent )?changes (?:since|in|of)|(?:the )?(?:common|known|frequent|typical|possible|likely) (?:error|issue|problem|cause|failure|message)s|exit (?:codes|status):?$|diagnostics\b|examples?:|environment variables:|troubleshooting|faq\b)/i;
const HEADING_REACH = 40;

function isBelowHeading(lines: readonly string[], index: number): boolean {
  if (!/^\s/.test(lines[index] ?? '')) return false;
  const heading = lastAbove(lines, index, HEADING_REACH, (line) => /^\S/.test(line));
  return heading !== undefined && HEADING.test(heading);
}

/** An item of a list, marked or numbered; between it and the heading are only such, free lines and a ruled one. */
const ITEM = /^(?:[*-]|\d+\.) /;

function isItemBelowHeading(lines: readonly string[], index: number): boolean {
  if (!ITEM.test(lines[index] ?? '')) return false;
  const isHead = (line: string): boolean => !ITEM.test(line) && /^[^-=~\s]/.test(line);
  return HEADING.test(lastAbove(lines, index, HEADING_REACH, isHead) ?? '');
}

/** A line that a sentence leads up to, without its end, and that the next line goes on from. */
const LEADS_TO =
  /^(?=(?:\S+ ){2})[^=:{]*\b(?:in|with|like|as|by|of|from|at|gets?|is|was|says?|said|sees?|saw|prints?|reads?|shows?|returns?)$/;
const GOES_ON = /^[a-z]+ [\w'-]+ [^=:{]*$/;

function isInSentence(lines: readonly string[], index: number): boolean {
  const lead = lines[index - 1] ?? '';
  return LEADS_TO.test(lead) && GOES_ON.test(lines[index + 1] ?? '') && isAtRest(lead);
}

/** The mark of an item, and whatever sets it in. */
const MARK = /^\s*(?:[-*•+o]|\d+[.)]) (?=\S)/;
/** A list that tells of what was found wrong or checked, and an item of what was found well. */
const OF_CHECKS = /err|problem|fail|issue|check|miss|warn|result|status|found/i;
const WELL =
  /(?<![\w-])(?:ok|okay|up|ready|connected|reachable|available|success\w*|alive|healthy|pass(?:ed)?|yes|done)\b|[✓✔√]/i;

/** Tells of each line whether it is an item of a list below its heading whose other items tell neither of trouble nor of what is well. */
function itemsAtRest(lines: readonly string[]): (index: number) => boolean {
  const listAt = runsOf(
    lines,
    (line) => MARK.exec(line)?.[0],
    (line, mark) => line.startsWith(mark),
  );
  const loudOf = oncePer(({ first, end }: Run) => {
    const heading = lines[first - 1] ?? '';
    if (!heading.endsWith(':') || OF_CHECKS.test(heading) || !tellsNothing(heading)) return undefined;
    const items = Array.from({ length: end - first }, (_, nth) => first + nth);
    return new Set(items.filter((at) => !isAtPeace(lines[at] ?? '')));
  });
  return (index) => {
    const list = listAt(index);
    const loud = list === undefined ? undefined : loudOf(list);
    if (list === undefined || loud === undefined) return false;
    const others = list.end - list.first - 1;
    return others > 0 && loud.size === (loud.has(index) ? 1 : 0);
  };
}

function isAtPeace(line: string): boolean {
  return tellsNothing(line) && !WELL.test(line);
}

function tellsNothing(line: string): boolean {
  return isAtRest(line) && !tellsTrouble(line.toLowerCase());
}

/** Fields without spaces round what parts them, and as many in the line above or below (RFC 4180, with other separators). */
function isOfRows(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  return ROW_SEPARATORS.some((separator) => {
    if (!line.includes(separator)) return false;
    const fields = fieldsOf(line, separator);
    if (fields < 3) return false;
    return [lines[index - 1], lines[index + 1]].some(
      (next = '') => next !== line && fieldsOf(next, separator) === fields,
    );
  });
}

const ROW_SEPARATORS = [';', '~', '^'];

function fieldsOf(line: string, separator: string): number {
  const fields = line.split(separator);
  return fields.every((field) => field !== '' && field === field.trim()) ? fields.length : 0;
}

/** A command as a shell's trace or a script of CI prints it before it runs. */
const COMMAND = /^(?:\++|\$) \S/;

/** Such as shows what others wrote. */
const SHOWS =
  /^(?:\++|\$) (?:sudo )?(?:(kubectl|oc|docker|podman|crictl|nerdctl) (?:.* )?(?:logs|describe|events)\b|(stern|journalctl|cat|tail|head|less|zcat|z?grep|git(?= (?:log|show|diff))) )/;
/** Such as may fail: the shell goes on whatever becomes of it (POSIX XCU 2.9.3, OR lists). */
const MAY_FAIL = /^(?:\++|\$) \S.*\|\| ?(?:true|:|echo\b.*)$/;
const SHOWN_REACH = 60;

function isShown(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (COMMAND.test(line)) return false;
  const above = lastAbove(lines, index, SHOWN_REACH, (each) => COMMAND.test(each));
  const [shows, client, tool] = SHOWS.exec(above ?? '') ?? [];
  if (shows === undefined && !MAY_FAIL.test(above ?? '')) return false;
  if (!lines.slice(index + 1).some((each) => COMMAND.test(each))) return false;
  return shows === undefined || !isItsOwn(line, client, tool ?? '');
}

/** Where such a command fails itself, it says so by its name, or as clients of a server do. */
function isItsOwn(line: string, client: string | undefined, tool: string): boolean {
  if (client !== undefined)
    return /^(?:error: |Error from server|Error: No such |Error response from )/.test(line);
  return line.startsWith(`${tool}: `) || (tool === 'git' && /^(?:fatal|error): /.test(line));
}
