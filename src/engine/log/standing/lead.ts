import { anyOf } from '../line/any-of.js';
import { isAtRest } from '../line/line-words.js';
import { tellsTrouble } from '../line/hints.js';

/*
 * What stands before an error in its line. A program leads up to its own with its name, with what it
 * was doing and a colon, or with words of failing; what is shown stands behind other things.
 */

/** Each with a line in test/engine/log/standing/standing.test.ts. */
export const SHOWN_LEADS = {
  'a cell, a gap behind it': /[a-z\d](?:\s{2,}|\t)(?:\S+ )?["'(]?$|\S\s\|\s(?:\S+ )?$|[^\s:] {2,}[^\s(].*\s$/,
  'an arrow': /\S ?(?:->|=>|→|⇒|~>) ?["'(]?$/,
  'an item by its number': /^(?:#\d+\b|\d+[.)] )/,
  'a sign of what is no sentence': /^(?:--|[<>|+~*]) /,
  'a bracket behind words': /\w \($/,
  'who says it':
    /\b(?:said|says|wrote|writes|reports?|reported|saw|sees|seen|got|gets|answers?|answered|told|tells|shows?|showed|prints?|printed|would .*|was|were|text|title|symptom|example|quote)\b(?: with)?:? ?["'(]?$/i,
  'an element of a list': /\w"?, ?["']$/,
  'a clock without seconds': /^\[?\d\d?:\d\d\]? \D/,
} as const;

const isOfShown = anyOf(SHOWN_LEADS);

/** Whether words before an error lead up to what is only shown: they tell of no trouble themselves. */
export function isShownLead(lead: string): boolean {
  return isOfShown(lead) && isAtRest(lead) && !tellsTrouble(lead.toLowerCase());
}

/**
 * What stands between the head that a logger puts before a line and the error that is told in it. A
 * pattern may take in what is before: then the first word of trouble tells where the error begins.
 */
export function leadBefore(raw: string, told: string): string {
  const words = wordsOf(raw);
  const at = words.indexOf(told);
  const upTo = at > 0 ? words.slice(0, at) : words;
  const trouble = upTo.search(TROUBLE);
  if (trouble >= 0 && LEVEL.test(upTo.slice(trouble))) return '';
  const lead = trouble < 0 ? (at > 0 ? upTo : '') : upTo.slice(0, trouble).replace(/[^\s"'(,;]+$/, '');
  return HAS_LEVEL.test(lead) ? '' : lead.replace(/(?<=\S )\[.*$/, '');
}

/** The words of an entry, without times and groups before them. */
export function wordsOf(raw: string): string {
  return raw.trimStart().replace(TIMES, '').replace(GROUPS, '');
}

/** A date, a time with its seconds, seconds since the epoch, a priority. */
const TIMES =
  /^(?:[[(<]?(?:\d{4}[-/.]\d\d?[-/.]\d|\d\d?\/\d\d?\/\d{4}|\d\d?:\d\d:\d\d|[AP]M\b|\d{9}|[TDIWEF]\d{4}\b|<?\d+>)\S* +)+/;
/** What stands in brackets before the words: a module, a thread, a count. */
const GROUPS = /^(?:\[[^\]]*\] )+/;
/** With what an error begins. */
const TROUBLE =
  /\b\w*(?:fatal|error|exception|panic|fail|cannot|could not|unable|not\b|denied|refused|invalid|missing|no such|terminat|uncaught|unhandled|abort)|# /i;
/** A level in a place of its own; one with a colon may be the first word of the error. */
const LEVEL = /^(?:ERROR|FATAL|CRITICAL|PANIC|SEVERE)\b(?!:)/;

/** A level, which only a logger puts before an error. */
const HAS_LEVEL =
  /\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|PANIC|SEVERE|ERR|FTL)\b|\[(?:note|warning|error|system|fatal)\]/i;
