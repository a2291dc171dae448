import { oncePer } from '../../domain/values/once.js';
import { DOTNET_HEAD } from './line-entry.js';
import { isError, readEntry } from './line/log-level.js';
import { isAtRest, isLastGasp, isOwnGasp } from './line/line-words.js';
import type { LogLine } from './log-lines.js';
import { tellsTrouble } from './line/hints.js';

/**
 * What follows an error that a program dies of explains it, advises, tells the way out or is a dump:
 * the words of advice, a line that is set in, begins with a sign or in the middle of a sentence, a
 * part with its name (`Line  : 1`), an address.
 */
const OF_A_REPORT =
  /\b(?:see|https?:|try|please|use|using|set|check|ensure|make sure|run|help|hint|usage|may|must|should|need|needs|want|if|you|your|this|that|instead|more|(?:not |un)successful|expected|detected|reason|details?|line \d|clean\w*|remov\w*|delet\w*|clos\w*|roll\w*|unload\w*|unmount\w*|releas\w*|restor\w*|flush\w*|leav\w*|send\w*|change|correct|fix|install|upgrade|replace)\b|--\w|^[^\w[{<]|:$|^[\w -]{2,24}\s:\s|=>|(?:\b\w+=\S+ ){2}|\b0x[\da-f]|\b[a-z]:[\da-f]{4}\b/i;

/** Times and a level, which stand before the words of an entry. */
export const HEAD = /^(?:[^\s\d]*\d\S* )*(?:\W?(?:trace|debug|info|notice|warn(?:ing)?)\W{1,3})?/i;

/** Fewer words may be a row of a dump. */
const SENTENCE = /\S \S+ \S/;

/** Whether an entry is none of that, of the program itself and tells of no trouble: it talks of something else. */
export const isTalk = oncePer(
  ({ raw, aside }: LogLine) =>
    SENTENCE.test(raw.replace(HEAD, '')) &&
    !DOTNET_HEAD.test(raw) &&
    !OF_A_REPORT.test(raw) &&
    !aside &&
    isAtRest(raw) &&
    !tellsTrouble(raw.toLowerCase()),
);

/** So many in a row that speak of something else show that what came before was no end. */
const ENOUGH = 2;

/** Whether a program then talks of something else; one of two such entries may complain. What it says on its end counts no more. */
export function speaksOfElse(later: readonly LogLine[], line: LogLine): boolean {
  let inRow = 0;
  let talks = false;
  for (const next of later) {
    if (isLastGasp(next.raw)) return false;
    const isMere = isTalk(next);
    const isElse = isMere || complainsOfElse(next, line);
    inRow = isElse ? inRow + 1 : 0;
    talks = isElse && (talks || isMere);
    if (talks && inRow >= ENOUGH) return true;
  }
  return false;
}

/**
 * Whether a line is set in below an entry at rest, and the next one that is not set in talks of
 * something else: it is a part of what the program tells, and not what it ended of.
 */
export function isSetInBelowTalk(
  { raw }: LogLine,
  above: readonly LogLine[],
  [next]: readonly LogLine[],
): boolean {
  if (!/^\s+\S/.test(raw) || /^\s+at /.test(raw) || next === undefined) return false;
  const head = above.findLast((line) => !/^\s/.test(line.raw));
  return head !== undefined && isHeading(head) && (isTalk(next) || isHeading(next));
}

/** Two words or more that tell of no trouble and explain nothing, be they no sentence. */
function isHeading({ raw, aside }: LogLine): boolean {
  return (
    /^[^\s:=]{2,} [^:=]*\w$/.test(raw) &&
    !OF_A_REPORT.test(raw) &&
    !aside &&
    isAtRest(raw) &&
    !tellsTrouble(raw.toLowerCase())
  );
}

/**
 * Whether a program has so much as one entry of something else behind a line that does not call itself
 * an error: neither by its level or its begin, nor as what an exception or a trace says.
 */
export function isLeftBehind(later: readonly LogLine[], line: LogLine): boolean {
  if (declaresError(line)) return false;
  const isElse = (next: LogLine): boolean =>
    (isTalk(next) || complainsOfElse(next, line)) && !sharesWords(next.raw, line);
  // What stands below an explanation or an advice goes on with it.
  const told = later.findIndex(({ raw }) => isLastGasp(raw) || OF_A_REPORT.test(raw));
  return (told < 0 ? later : later.slice(0, told)).some(isElse);
}

function declaresError({ raw }: LogLine): boolean {
  return isOwnError(raw) || isOwnGasp(raw) || DECLARED.test(raw) || DECLARED.test(raw.replace(HEAD, ''));
}

/** An error by its level, which is not one of the last gasp that another's words lead up to. */
function isOwnError(raw: string): boolean {
  return isError(raw) && (!isLastGasp(raw) || isOwnGasp(raw));
}

const DECLARED =
  /^(?:[\w./-]+: )?(?:[a-z_][\w.$:]*)?(?:error|exception)\b|^(?:[\w./-]+: )?(?:fatal|Caused by|fail|cannot|can't|could not|couldn't|unable)|\(\w+(?:Error|Exception)\)$|\[(?:BUG|ERR)/i;

/**
 * Whether an entry complains of something else than the line: neither of failing or ending, which may
 * follow from anything, nor in a word of what the line is about.
 */
function complainsOfElse({ raw, aside }: LogLine, line: LogLine): boolean {
  const words = statementOf(raw);
  if (aside || !SENTENCE.test(words) || OF_A_REPORT.test(words) || !isAtRest(words)) return false;
  return !sharesWords(words, line);
}

/** Whether the text is about what the line is about, as far as their words tell. */
export function sharesWords(text: string, line: LogLine): boolean {
  const about = aboutOf(line);
  return (text.toLowerCase().match(WORD) ?? []).some((word) => about.has(word));
}

/** What an entry says, without its times and its level, even that of an error. */
export function statementOf(raw: string): string {
  return readEntry(raw)
    .words.replace(HEAD, '')
    .replace(/^\W?(?:ERROR|FATAL|error|fatal)[\]:]?\s+\b/, '');
}

/** What a line is about: its words but for those of a level. */
const aboutOf = oncePer(({ raw }: LogLine) => new Set(raw.toLowerCase().match(WORD)));

/** Long enough to mean a thing, and no level or field's name. */
const WORD = /(?!(?:error|level|time|message|fatal|info|with|from|that|this|have|been|were)\b)\b[a-z]{4,}/g;
