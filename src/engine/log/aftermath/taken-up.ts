import { jsonEntry } from '../line/json-entry.js';
import { kindOf, kindOfLine } from '../line/line-kind.js';
import { ENDING, isAtRest, isAtRestOrDone } from '../line/line-words.js';
import { isMarkedBelowError, readEntry } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';
import { HEAD, statementOf } from '../talk.js';

/*
 * What a program that did not end of a line says later of the like of it, or over and over.
 */

/**
 * Whether a program went on from one of its items to the next: a later line begins as this one does,
 * then names another item (`job mail: ..`, `job prune: ok`), and neither it nor what comes then tells
 * of failing. One that ends because an item or a check failed says so after them.
 */
export function isNextOfItsKind({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const words = wordsOf(raw);
  const items = itemsOf(raw);
  const begin = beginOf(raw);
  const next = later.findIndex(
    (line) =>
      areOfOneKind(words, wordsOf(line.raw)) ||
      areHosts(raw, line.raw) ||
      isOfNextItem({ begin, items }, line.raw),
  );
  return next >= 0 && later.slice(next).every(({ raw: said }) => isAtRestOrDone(statementOf(said)));
}

/** What is done beside a program's own work, by its name. */
const BACKGROUND =
  /\b(?:background|periodic(?:al|ally)?|scheduled|cron)[ _-](?:\w+[ _-])?(?:job|task|thread|work(?:er)?|refresh\w*|sync\w*|reload\w*|poll\w*|check|clean-?up|loop|process\w*|run|update\w*|fetch\w*|retr(?:y|ies))\b/i;

/** Whether a line tells of what a program does by the way, so that it need not end of it. */
export function isOfBackground({ raw }: LogLine): boolean {
  return BACKGROUND.test(raw);
}

function wordsOf(raw: string): readonly string[] {
  return statementOf(raw).split(' ', MAX_WORDS);
}

/** What a line is about stands among so many first words. */
const MAX_WORDS = 6;

interface Told {
  readonly begin: string | undefined;
  readonly items: ReadonlyMap<string, string>;
}

/** Whether an entry in fields begins alike and names another item in the same field (`job=mail`, `job=prune`). */
function isOfNextItem({ begin, items }: Told, later: string): boolean {
  if (items.size === 0 || begin !== beginOf(later)) return false;
  return [...itemsOf(later)].some(([key, value]) => items.has(key) && items.get(key) !== value);
}

/** The first word of an entry's message. */
function beginOf(raw: string): string | undefined {
  return /\bmsg="?(\w+)/.exec(raw)?.[1] ?? wordsOf(raw)[0];
}

/** Fields that name one of many that a program works on. */
const ITEM_FIELD =
  /^(?:job|task|queue|topic|tenant|item|customer|order|account|shop|feed|source|target|mirror|url|table|bucket|shard|stream|device|site|repo(?:sitory)?)(?:_?(?:name|id))?$/i;

function itemsOf(raw: string): ReadonlyMap<string, string> {
  const entry = jsonEntry(raw);
  const fields: readonly (readonly [string, unknown])[] =
    entry === undefined
      ? [...raw.matchAll(LOGFMT)].map(({ 1: key = '', 2: value = '' }) => [key, value] as const)
      : Object.entries(entry);
  return new Map(
    fields.flatMap(([key, value]) =>
      ITEM_FIELD.test(key) && typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
}

const LOGFMT = /(?<=^|\s)([\w.-]+)=([^\s"]+|"[^"]*")/g;

function areOfOneKind(words: readonly string[], others: readonly string[]): boolean {
  const parting = words.findIndex((word, index) => word !== others[index]);
  const [item = '', other = ''] = [words[parting], others[parting]];
  if (parting < 0 || words.length < parting + 2 || others.length < parting + 2) return false;
  if (parting === 0) return PLACE.test(item) && PLACE.test(other);
  if (parting === 1 && ONE_OF_MANY.test(words[0] ?? '') && FAILED.test(words[2] ?? '')) return true;
  const isNamed = /^(?:[a-z]{3,}|of|in|to|by|at|on)$/i.test(words[parting - 1] ?? '');
  if (/^[a-z]{3,}:$/i.test(words[parting - 1] ?? '')) return areNumbered(item, other);
  return isNamed && ((item.endsWith(':') && other.endsWith(':')) || (NAME.test(item) && NAME.test(other)));
}

/** Names that differ in their last part alone (`db-a`, `db-b:`). */
function areNumbered(item: string, other: string): boolean {
  const stem = STEM.exec(item)?.[1];
  return stem !== undefined && stem === STEM.exec(other)?.[1];
}

/** One of several, and what it says or what became of it (`web1: ..`, `web2: done`). */
function areHosts(line: string, next: string): boolean {
  const [host = '', stem] = HOST.exec(line) ?? [];
  return stem !== undefined && stem === HOST.exec(next)?.[1] && !next.startsWith(host.slice(0, -1));
}

const HOST = /^([a-z][a-z-]*)\d{1,3}: \S/i;

const STEM = /^([a-z][\w-]*[./@#-])\w{1,3}:?$/i;

/** What many of are worked on, each with its name, and what became of one. */
const ONE_OF_MANY =
  /^(?:job|task|queue|topic|tenant|item|customer|order|shop|feed|mirror|table|tool|step|probe|plug-?in|peer|host|page|stream|device|site|mail|ws|client|session|check|service|monitor|target|endpoint|instance)$/i;
const FAILED =
  /^(?:fail\w*|error\w*|returned|timed|crashed|refused|rejected|skipped|critical|down|unhealthy|degraded|nok)\W?$/i;

/** A URL or a path. */
const PLACE = /^(?:\w+:\/\/|\/)\w/;
/** A name that is no mere word. */
const NAME = /^\w[\w-]*[./@#-]\w|^#?[a-z_]*\d\w*:?$/i;

/** From one state to another, in an arrow. */
const TRANSITION = /([\w-]+) ?(?:->|=>|\u2192|-->) ?([\w-]+)/;

/** Whether what came to a state in this line left it in a later one, which has no word of failing but that state's name. */
export function isNextState({ raw }: LogLine, later: readonly LogLine[]): boolean {
  const [, , state] = TRANSITION.exec(raw) ?? [];
  if (state === undefined) return false;
  return later.some(({ raw: next }) => {
    const [, from, to = ''] = TRANSITION.exec(next) ?? [];
    return from === state && isAtRest(to) && isAtRest(next.replace(state, ''));
  });
}

/** When a program that works in turns has its next one. */
const NEXT_TURN = /\bnext (?:[a-z]+ )?(?:in|at) \d/i;

/** Whether the last thing that a program says of itself is that. */
export function tellsNextTurn(later: readonly LogLine[]): boolean {
  const turn = later.findLastIndex(({ raw }) => NEXT_TURN.test(raw));
  return turn >= 0 && later.slice(turn).every(({ raw }) => isAtRest(raw));
}

/** So many that say the same of other numbers or things. */
const MANY = 3;

/** Whether an entry counts something, and tells of no trouble but that it is done. */
export function isCounted({ raw }: LogLine): boolean {
  return COUNTS.test(raw) && isAtRestOrDone(raw) && !PART_OF_IT.test(raw);
}

/** Whether a program says something again and again, of other numbers or other things; a report of a crash counts by addresses. */
export function tellsProgress(entries: readonly LogLine[]): boolean {
  const said = new Map<string, Set<string>>();
  for (const { raw } of entries) {
    for (const kind of [DOES.exec(raw)?.[0], frameOf(raw), COUNTS.test(raw) ? kindOfLine(raw) : undefined]) {
      if (kind === undefined) continue;
      const told = said.get(kind) ?? new Set();
      said.set(kind, told.add(raw));
      if (told.size >= MANY) return true;
    }
  }
  return false;
}

/** What it does to one thing after the other (`importing orders`). */
const DOES = /^[a-z]+(?:ing|ed) (?=\S+$)/i;

/** The words round the thing that it tells of: first, last and how many (`mail to anna sent`). */
function frameOf(line: string): string | undefined {
  const words = line.split(' ');
  const [first = ''] = words;
  if (words.length < 3 || words.length > MAX_FRAME || !/^[a-z]{3,}$/i.test(first)) return undefined;
  return `${first} ${words.length} ${words.at(-1) ?? ''}`;
}

const MAX_FRAME = 12;

/** Whether the last two things that a program says are the same of other numbers, both below an error. */
export function worksToTheEnd(later: readonly LogLine[]): boolean {
  const [last, before] = [later.at(-1), later.at(-2)];
  if (last === undefined || before === undefined || last.raw === before.raw) return false;
  return kindOf(last) === kindOf(before) && [last, before].every(isWorkDone);
}

/** An entry below an error that counts something, and tells neither of trouble nor of the program's end. */
function isWorkDone({ raw, aside }: LogLine): boolean {
  const words = statementOf(raw);
  return (
    !aside &&
    (readEntry(raw).level === 'below-error' || isMarkedBelowError(raw)) &&
    /\d/.test(raw.replace(HEAD, '')) &&
    isAtRestOrDone(words) &&
    !ENDING.test(words) &&
    !PART_OF_IT.test(words)
  );
}

/** What a program consists of, which is done when the program is. */
const PART_OF_IT =
  /\b(?:worker|thread|process|child|goroutine|pool|listener|server|connection|client|plug-?in)s?\b/i;

/** Words, a number among them, and no address. */
const COUNTS = /^(?!.*0x[\da-f])(?=.*[a-z]{3}).* \d/i;
