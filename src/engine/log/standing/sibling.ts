import { oncePer } from '../../../domain/values/once.js';
import { ENDING, isAtRest, isLastGasp } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { sharesWords } from '../talk.js';
import { wordsOf } from './lead.js';
import { REPORTS } from '../shown/listing.js';
import { isMereHead } from './set-in.js';

/**
 * Whether a later line has the form of the one that an error stands in, and tells of another thing
 * that nothing is amiss with (`C-17: <error>`, `C-18: a cart`; `From: anna Subject: <error>`, `From: ben
 * Subject: invoice`): both are entries of one list. `lead` is what stands before the error.
 */
export function hasSibling(
  line: LogLine,
  lead: string,
  above: readonly LogLine[],
  later: readonly LogLine[],
): boolean {
  return formsOf(lead).some((form) => isOfList(form, line, above, later));
}

/** Every list that a line may be of asks this of all lines behind it. */
const wordsIn = oncePer(({ raw }: LogLine) => wordsOf(raw));

function isOfList(form: Form, line: LogLine, above: readonly LogLine[], later: readonly LogLine[]): boolean {
  const isOfForm = (each: LogLine): boolean => form.isNext(wordsIn(each));
  const last = later.findLastIndex(isOfForm);
  if (last < 0 || later.slice(last + 1).some((next) => concludes(next, line))) return false;
  const head = above.findLast((each) => !isOfForm(each));
  if (head === undefined ? form.isOfSource : !isMereHead(head.raw)) return false;
  return later.filter((next) => isOfForm(next) && tellsNothing(wordsIn(next))).length >= form.enough;
}

/** Whether what comes behind a list says what became of it: who ends of what is listed says so there. */
function concludes({ raw }: LogLine, line: LogLine): boolean {
  if (isAtRest(raw)) return false;
  return CONCLUDES.test(raw) || isLastGasp(raw) || sharesWords(raw, line);
}

const CONCLUDES = /fail|err|problem|abort|cancel|stop|skipp|exit|\d+ of \d/i;

function tellsNothing(words: string): boolean {
  return isAtRest(words) && !ENDING.test(words) && !AMISS.test(words);
}

const AMISS = /\b(?:not|no|never|wrong|bad|broken?|unavailable|unreachable|down|dead|unhealthy|error|red)\b/i;

interface Form {
  readonly isNext: (words: string) => boolean;
  /** So many show that it is a list. */
  readonly enough: number;
  /** It begins with a place in a source, as some loggers begin every entry. */
  readonly isOfSource: boolean;
}

/** One name with a colon may be a program's, a module's or a step's; a few of others make a list. */
const NAME = /^[a-z][a-z-]+: /i;

function formsOf(lead: string): readonly Form[] {
  const name = NAME.exec(lead)?.[0];
  const named: readonly Form[] =
    name === undefined || REPORTS.test(name)
      ? []
      : [{ isNext: (words) => isNamedElse(words, name), enough: 2, isOfSource: false }];
  const tokens = lead
    .replace(/(?<==)["'][^"']*$/, '')
    .split(/\s+/)
    .filter((token) => token !== '')
    .map((token) => CELLS.exec(token)?.[0] ?? token)
    .slice(0, MAX_TOKENS);
  const isLabelled = tokens.filter((token) => LABEL.test(token)).length > 1;
  const isOfSource = /\w\.\w+:\d+:?$/.test(tokens[0] ?? '');
  const kinds = tokens.map((token) => (isLabelled && LABEL.test(token) ? token : kindOf(token)));
  const formed = tokens.flatMap((_, nth): readonly Form[] => {
    const some = kinds.slice(0, nth + 1);
    return some.every((kind) => kind === undefined)
      ? []
      : [{ isNext: (words) => hasForm(words, some, tokens), enough: 1, isOfSource }];
  });
  return [...named, ...formed];
}

function isNamedElse(words: string, name: string): boolean {
  const other = NAME.exec(words)?.[0];
  return other !== undefined && other !== name;
}

function hasForm(words: string, kinds: readonly (string | undefined)[], tokens: readonly string[]): boolean {
  const others = words.split(/\s+/, kinds.length);
  if (others.length < kinds.length || others.every((other, nth) => other === tokens[nth])) return false;
  return others.every((other, nth) => {
    const kind = kinds[nth];
    if (kind?.endsWith(',') === true) return kindOf(other)?.startsWith(kind) === true;
    return other === kind || kindOf(other) === kind;
  });
}

/** The cells of a row that commas part, up to the last one. */
const CELLS = /^(?:[^,]*,){2,}/;

/** A part of an entry by its name. */
const LABEL = /^[A-Z][a-z-]+:$/;
/** A list's entry has few words before what it tells. */
const MAX_TOKENS = 6;

/** The begin of a commit's name. */
const HASH = /^(?=[a-f]*\d)[\da-f]{7,40}$/;

/** What a word of a form is besides its number or its value; undefined of a mere word. */
function kindOf(token: string): string | undefined {
  const field = /^([A-Z_][\w.-]*[=:])/i.exec(token)?.[1];
  if (field !== undefined && !/\d/.test(field)) return field;
  if (LABEL.test(token)) return undefined;
  if (HASH.test(token)) return 'hash';
  if (/\d/.test(token)) return token.replaceAll(/\d+/g, '0');
  return /^[<>+*~-]$/.test(token) ? 'sign' : undefined;
}
