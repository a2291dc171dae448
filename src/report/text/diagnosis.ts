import { inSentence } from '../../domain/values/in-sentence.js';
import type { Evidence, Missing } from '../../domain/evidence.js';
import type { Diagnosis } from '../../domain/report/report.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import { wrapCommand } from '../command.js';
import { beside, columns, padEnd, padStart, wrap, wrapAtMost } from '../layout.js';
import type { Style } from '../paint.js';
import { gapNames, missingWords, worthWords } from '../words.js';
import type { Context } from './context.js';
import { withoutNoise } from './json-line.js';
import { withoutPreemption } from './scheduler-message.js';
import { toldOnce } from './told-once.js';

/** Where a block's text begins, behind its label. */
const TEXT = 15;
const LABEL_INDENT = 5;
/** A fact that fills its four lines by itself. */
const LONG_FACT = 180;

/** A fact and what was observed are one sentence up to this many columns. */
const MERGED = 44;
const MOST: Readonly<Record<Evidence['speaks'], number>> = { for: 4, against: 3 };

/**
 * The whole story of one diagnosis: title and worth, then what speaks for it, against it, what
 * was not seen, and what to do. `under` is the place that evidence paths may be shortened by.
 */
export function diagnosisLines(diagnosis: Diagnosis, context: Context, under = ''): readonly string[] {
  return [
    ...titleLines(diagnosis, context),
    ...evidenceBlock('for', diagnosis, context, under),
    ...evidenceBlock('against', diagnosis, context, under),
    ...missingBlock(diagnosis.missing, context),
    ...doBlock(diagnosis.remediation, context),
    ...(context.options.wide ? referenceBlock(diagnosis.references, context) : []),
  ];
}

/** One that ranks lower: its title and the first thing that speaks for it. */
export function briefLines(diagnosis: Diagnosis, context: Context, about: string): readonly string[] {
  const first = diagnosis.evidence.find((item) => item.speaks === 'for');
  const title = titleLines(diagnosis, context, about);
  if (first === undefined) return title;
  return [
    ...title,
    ...labelled('for', wrapAtMost(first.fact, context.width - TEXT, 1, context.signs.ellipsis), context),
  ];
}

function titleLines(diagnosis: Diagnosis, context: Context, about = ''): readonly string[] {
  const { width, paint, signs } = context;
  const lead = `  ${diagnosis.rank}. `;
  const worth = worthWords(diagnosis, signs.dot);
  const title = about === '' ? diagnosis.title : about + inSentence(diagnosis.title);
  const lines = wrap(title, width - columns(lead));
  const painted = beside(
    lead,
    lines.map((line) => paint(line, 'bold')),
  );
  const room = width - columns(lead) - columns(lines.at(-1) ?? '') - columns(worth);
  const shown = paint(worth, ...worthStyles(diagnosis));
  if (room >= 3) return [...painted.slice(0, -1), `${painted.at(-1) ?? ''}${' '.repeat(room)}${shown}`];
  if (columns(worth) + columns(lead) > width)
    return [...painted, ...beside(' '.repeat(columns(lead)), wrap(worth, width - columns(lead)))];
  return [...painted, padStart('', width - columns(worth)) + shown];
}

function worthStyles(diagnosis: Diagnosis): readonly Style[] {
  if (diagnosis.severity === 'critical' || diagnosis.severity === 'high') return ['red'];
  return diagnosis.severity === 'medium' ? ['magenta'] : [];
}

function evidenceBlock(
  speaks: Evidence['speaks'],
  diagnosis: Diagnosis,
  context: Context,
  under: string,
): readonly string[] {
  const found = diagnosis.evidence.filter((item) => item.speaks === speaks);
  const all = context.options.wide ? found : toldOnce(found);
  const shown = (context.options.wide ? all : all.slice(0, MOST[speaks])).map((item) =>
    entryOf(item, context, under),
  );
  const more = all.length === shown.length ? [] : [`and ${all.length - shown.length} more (-o wide)`];
  const short = shown.filter(({ isShort }) => isShort);
  // The column where the places begin: behind the longest fact, if the longest place leaves that much room.
  const start = Math.min(
    3 + Math.max(0, ...short.map(({ last }) => last)),
    ...short.map(({ place }) => context.width - TEXT - columns(place)),
  );
  return labelled(speaks, [...shown.flatMap((entry) => entryLines(entry, start, context)), ...more], context);
}

/** One piece of evidence, wrapped, before its place is put beside or below it. */
interface Entry {
  readonly facts: readonly string[];
  /** Columns of the last line of the fact. */
  readonly last: number;
  readonly place: string;
  /** The place fits beside the fact. */
  readonly isShort: boolean;
  readonly observed: readonly string[];
}

function entryOf(item: Evidence, context: Context, under: string): Entry {
  const { options, signs } = context;
  const room = context.width - TEXT;
  const { said, quoted } = sayings(item, options.wide);
  const slim = (text: string): string =>
    options.wide || columns(text) <= room ? text : withoutNoise(withoutPreemption(text), signs.ellipsis);
  const facts = wrapAtMost(slim(said), room, options.wide ? 12 : 4, signs.ellipsis);
  const observed =
    quoted === '' ? [] : wrapAtMost(`"${slim(quoted)}"`, room - 2, options.wide ? 12 : 3, signs.ellipsis);
  // A fact may be the place itself: `spec.hostNetwork is true`.
  const place =
    said.startsWith(`${item.at} `) && !options.wide ? '' : shortPlace(item.at, under, options.wide);
  const last = columns(facts.at(-1) ?? '');
  const isShort = place !== '' && last + 2 + columns(place) <= room;
  return { facts, last, place, isShort, observed: observed.map((line) => `  ${line}`) };
}

/** Fact and observed value, each said once: in one sentence where they share words or the line has room. */
function sayings(
  { fact, observed, at }: Evidence,
  wide: boolean,
): { readonly said: string; readonly quoted: string } {
  // The fact says in words what a probe's numbers are.
  if ((at.endsWith('Probe') && !wide) || holds(fact, observed)) return { said: fact, quoted: '' };
  const stem = fact.replace(/(?:\u2026|\.\.\.)$/, '');
  // A fact that quotes the beginning of what was observed goes on to its end.
  const start = stem.lastIndexOf(observed.slice(0, 24));
  // A long one that was cut shows what matters of it.
  if (!wide && start !== -1 && fact.length > LONG_FACT && fact.includes('\u2026'))
    return { said: fact, quoted: '' };
  if (start !== -1 && observed.startsWith(stem.slice(start)))
    return { said: stem.slice(0, start) + observed, quoted: '' };
  if (holds(observed, fact)) return { said: observed, quoted: '' };
  return columns(fact) + columns(observed) + 2 <= MERGED
    ? { said: `${fact}: ${observed}`, quoted: '' }
    : { said: fact, quoted: observed };
}

/** The fact with its place in the column that begins at `start`, or below it; then the observed value. */
function entryLines(
  entry: Entry,
  start: number,
  { width, options, paint, signs }: Context,
): readonly string[] {
  const room = width - TEXT;
  const { facts, last, place, isShort, observed } = entry;
  if (!isShort) {
    const below = place === '' ? [] : wrapAtMost(place, room - 2, options.wide ? 12 : 1, signs.ellipsis);
    return [...facts, ...below.map((line) => `  ${paint(line, 'dim')}`), ...observed];
  }
  const gap = Math.max(2, Math.min(start - last, room - last - columns(place)));
  return [
    ...facts.slice(0, -1),
    `${facts.at(-1) ?? ''}${' '.repeat(gap)}${paint(place, 'dim')}`,
    ...observed,
  ];
}

/** Whether a text holds another one, apart from blanks, quotes and capitals. */
function holds(text: string, part: string): boolean {
  const plain = (each: string): string =>
    each
      .replace(/[\s"'`]+/g, ' ')
      .trim()
      .toLowerCase();
  return part === '' || plain(text).includes(plain(part));
}

/** `status.containerStatuses[0].lastState.terminated.reason` below its container is `lastState.terminated.reason`. */
function shortPlace(at: string, under: string, wide: boolean): string {
  if (wide) return at;
  const here = under !== '' && at.startsWith(`${under}.`) ? at.slice(under.length + 1) : at;
  return here
    .replace(/^status\.(?:init|ephemeral)?[cC]ontainerStatuses\[\d+\]\./, '')
    .replace(/^status\./, '');
}

function missingBlock(missing: readonly Missing[], context: Context): readonly string[] {
  const room = context.width - TEXT;
  if (missing.length === 0) return [];
  if (context.foldsGaps) return labelled('not seen', wrap(gapNames(missing), room), context);
  const lines = missing.flatMap((item) => [
    ...wrapAtMost(missingWords(item), room, context.options.wide ? 12 : 3, context.signs.ellipsis),
    ...(context.options.wide && item.grant !== undefined ? wrap(`needs ${item.grant}`, room) : []),
  ]);
  return labelled('not seen', lines, context);
}

/** What to do: `look` changes nothing, `change` does. Commands stay whole, to be copied. */
function doBlock(steps: readonly RemediationStep[], context: Context): readonly string[] {
  const lead = 8;
  const lines = steps.flatMap((step) => [
    ...beside(
      padEnd(step.effect === 'mutating' ? 'change' : 'look', lead),
      wrap(step.do, context.width - TEXT - lead),
    ),
    ...(step.command === undefined
      ? []
      : wrapCommand(step.command, context.width - TEXT - 2).map(
          (line) => `  ${context.paint(line, 'bold')}`,
        )),
  ]);
  return labelled('do', lines, context);
}

function referenceBlock(references: readonly string[], context: Context): readonly string[] {
  return labelled(
    'see',
    references.flatMap((each) => wrap(each, context.width - TEXT)),
    context,
  );
}

function labelled(label: string, lines: readonly string[], context: Context): readonly string[] {
  const lead = padEnd(' '.repeat(LABEL_INDENT) + label, TEXT);
  return lines.map((line, index) => (index === 0 ? context.paint(lead, 'dim') : ' '.repeat(TEXT)) + line);
}
