import { oncePer } from '../../../domain/values/once.js';
import { isAtRest } from '../line/line-words.js';
import { isOtherTime } from '../line/mention.js';

/**
 * Which lines lie inside a text that a program shows as a whole: between marks that open and close it,
 * below a heading that says it is of an earlier run, in a prompt or an answer of an assistant, between the
 * headings of a Markdown document, in an object of Kubernetes, in a mail. None of it befell those who print it.
 */
export function documentsIn(lines: readonly string[]): ReadonlySet<number> {
  const shown = new Set<number>();
  lines.forEach((_, index) => {
    const [from, to] =
      betweenMarks(lines, index) ??
      logBelow(lines, index) ??
      cellOutput(lines, index) ??
      ofAnotherTime(lines, index) ??
      answerAbove(lines, index) ??
      textBelow(lines, index) ??
      betweenHeadings(lines, index) ??
      objectBelow(lines, index) ??
      mailBelow(lines, index) ??
      NOTHING;
    for (let at = from; at < to; at += 1) shown.add(at);
  });
  return shown;
}

/** The first line and the one behind the last. */
type Span = readonly [number, number];
const NOTHING: Span = [0, 0];
const REACH = 200;

/** Words behind three signs or more and maybe before such, or between two times two. */
const MARK = /^([-=*#~_+]{3,}|>{3,}|<{3,}|={2}(?=.* ={2}$)) *([^-=*#~_+<>\s].*)$/;
const CLOSES = /\bend\b/i;
/** It names nothing that it ends: the last that was opened. */
const ENDS_ANY = /^end\W*$/i;
const WORD = /[a-z]{3,}/g;

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/**
 * The lines between `--- BEGIN LOG web-1 ---` and `--- END LOG web-1 ---`, of which this is the last,
 * where the program then goes on without a word of failing: who shows what it dies of has no more to say.
 */
function betweenMarks(lines: readonly string[], index: number): Span | undefined {
  const [, signs = '', words = ''] = MARK.exec(lines[index] ?? '') ?? [];
  if (!CLOSES.test(words) || !goesOn(lines, index + 1)) return undefined;
  const said = new Set(wordsOf(words));
  for (let at = index - 1; at >= Math.max(0, index - REACH); at -= 1) {
    const [, opening, begin = ''] = MARK.exec(lines[at] ?? '') ?? [];
    if (opening?.replaceAll('>', '<') !== signs.replaceAll('>', '<')) continue;
    if (CLOSES.test(begin)) return undefined;
    if (ENDS_ANY.test(words) || wordsOf(begin).some((word) => said.has(word))) return [at, index + 1];
  }
  return undefined;
}

/** A heading that names whose log stands below, as who shows why another did not come up prints it. */
const LOG_OF =
  /^(?:(?:start|begin) )?(?:previous |last |container )?logs? (?:of|from|for) (?:the )?(?:pod|container|job)?[\s:"'`]*[\w./]+[-/][\w./-]+/i;

/** What stands below such a heading up to the next one with its signs, where the program told of trouble before it. */
function logBelow(lines: readonly string[], index: number): Span | undefined {
  const [, signs = '', words = ''] = MARK.exec(lines[index] ?? '') ?? [];
  if (!LOG_OF.test(words) || !lines.slice(Math.max(0, index - REACH), index).some((line) => !isAtRest(line)))
    return undefined;
  const close = lines.findIndex((line, at) => at > index && MARK.exec(line)?.[1] === signs);
  return [index, close < 0 ? lines.length : close];
}

/** What a cell of a notebook had written, as nbclient shows it above the exception that ended it (nbclient/exceptions.py, v0.10). */
const OF_CELL = /^-{5} std(?:out|err) -{5}$/;
const END_OF_CELL = /^-{18}$/;

function cellOutput(lines: readonly string[], index: number): Span | undefined {
  if (!OF_CELL.test(lines[index] ?? '')) return undefined;
  const close = lines.findIndex((line, at) => at > index && END_OF_CELL.test(line));
  return close < 0 ? undefined : [index, close + 1];
}

function goesOn(lines: readonly string[], from: number): boolean {
  return lastUnrest(lines) < from && lines.slice(from).some((line) => line.trim() !== '');
}

/** A log may have thousands of marks. */
const lastUnrest = oncePer((lines: readonly string[]) => lines.findLastIndex((line) => !isAtRest(line)));

/** A heading has no more. */
const MAX_HEADING = 120;

/** What is set in below a heading of an earlier run, or the one line below a heading that ends with a colon. */
function ofAnotherTime(lines: readonly string[], index: number): Span | undefined {
  const line = lines[index] ?? '';
  if (line.length > MAX_HEADING || /^\s/.test(line) || !isOtherTime(line)) return undefined;
  let end = index + 1;
  while (end < lines.length && /^(?:\s+|[|>] ?)\S/.test(lines[end] ?? '')) end += 1;
  if (end === index + 1 && line.endsWith(':')) end += 1;
  return end > index + 1 && lines.slice(end).some((later) => later.trim() !== '')
    ? [index + 1, end]
    : undefined;
}

/** How assistants end an answer; no program speaks so of its own end. */
const ASSISTANT =
  /^(?:let me know (?:if|how|what)|(?:i )?hope (?:this|that) helps|feel free to (?:ask|reach)|(?:i(?:'|\u2019)m |i am )?happy to help|(?:if you(?:'d| would) like|would you like)[ ,].*\b(?:i can|me to)\b|if you have (?:any )?(?:more|other|further|additional) questions)/i;
/** A time, or a level with what follows it, begins an entry. */
const ENTRY = /^\W?\d{2,4}[-/:]\d\d|^\W?(?:INFO|WARN|WARNING|ERROR|DEBUG)\b|^(?:time|ts|level)=|^\{/;

function answerAbove(lines: readonly string[], index: number): Span | undefined {
  if (!ASSISTANT.test((lines[index] ?? '').trimStart())) return undefined;
  let start = index;
  while (start > 0 && index - start < REACH && !ENTRY.test(lines[start - 1] ?? '')) start -= 1;
  return [start, index + 1];
}

/** An entry that is no error, by its time, and ends with what the text below it is. */
const TEXT =
  /^(?!.*\b(?:err|warn|fail|fatal|crit|invalid|bad)).*\b(?:prompt|instructions?|transcript|conversation|question|completion|ticket|comment|article|letter|e-?mail|excerpt|snippet):$/i;
const TIMED = /^\W?\d{2,4}[-/:]\d\d/;
/** The head or the place of a report, which no such text is. */
const OF_TRACE = /^\s+at |^Traceback |^panic: |^goroutine \d|^\s+File "|Exception\b/;

/** What stands below such an entry without a head of its own, up to the next one, which tells of no failing. */
function textBelow(lines: readonly string[], index: number): Span | undefined {
  const line = lines[index] ?? '';
  if (line.length > MAX_HEADING || !TIMED.test(line) || !TEXT.test(line)) return undefined;
  let end = index + 1;
  while (end < lines.length && !ENTRY.test(lines[end] ?? '')) end += 1;
  const text = lines.slice(index + 1, end);
  const closes = end < lines.length && end - index < REACH && isAtRest(lines[end] ?? '');
  return closes && !text.some((each) => OF_TRACE.test(each)) ? [index + 1, end] : undefined;
}

/** A heading of Markdown with a free line below, of the second depth or deeper. */
const HEADING = /^#{2,6} \S/;

function betweenHeadings(lines: readonly string[], index: number): Span | undefined {
  const isHeading = (at: number): boolean =>
    HEADING.test(lines[at] ?? '') && (lines[at + 1] ?? 'end').trim() === '';
  if (!isHeading(index)) return undefined;
  for (let at = index + 1; at < Math.min(lines.length, index + REACH); at += 1)
    if (HEADING.test(lines[at] ?? '')) return [index, at + 1];
  return undefined;
}

/** An object of Kubernetes as YAML begins so, and goes on with its parts, items and what is set in. */
const OBJECT = /^(?:apiVersion: [\w./-]+|kind: [A-Z]\w+)$/;
const PART = /^(?:\s+\S|- |[a-z]\w*:(?: |$))/;

function objectBelow(lines: readonly string[], index: number): Span | undefined {
  if (!OBJECT.test(lines[index] ?? '') || !OBJECT.test(lines[index + 1] ?? '')) return undefined;
  let end = index + 2;
  while (end < lines.length && end - index < REACH && PART.test(lines[end] ?? '')) end += 1;
  return [index, end];
}

/** The head of a mail (RFC 5322, 2.2), which a free line ends. */
const FIELD = /^(?:From|To|Cc|Date|Subject|Message-ID|Reply-To|MIME-Version|Content-Type): \S/i;
const FIELDS = 3;

/** A mail's head, and its body up to the last free line before the next entry. */
function mailBelow(lines: readonly string[], index: number): Span | undefined {
  if (!FIELD.test(lines[index] ?? '') || FIELD.test(lines[index - 1] ?? '')) return undefined;
  let end = index;
  while (FIELD.test(lines[end] ?? '')) end += 1;
  if (end - index < FIELDS || (lines[end] ?? 'none').trim() !== '') return undefined;
  let close = end;
  for (let at = end + 1; at < lines.length && at - index < REACH && !ENTRY.test(lines[at] ?? ''); at += 1)
    if ((lines[at] ?? '').trim() === '') close = at;
  return [index, close];
}
