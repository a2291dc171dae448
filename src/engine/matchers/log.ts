import type { TerminationView } from '../../domain/kubernetes/pod.js';
import { present } from '../../domain/values/present.js';
import type { Leaf, LinePattern } from '../../domain/rules/rule.js';
import type { Pattern, PatternMatch } from '../../domain/rules/rulebook.js';
import { aftermathOf, type Aftermath } from '../log/aftermath/aftermath.js';
import { missingOf, type MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, unseen, type Finding, type LogHit } from '../match/finding.js';
import type { LogLine } from '../log/log-lines.js';
import { shownBy } from '../log/standing/standing.js';
import { withoutTime } from '../log/log-time.js';
import { statementOf } from '../log/talk.js';
import { isMention, isSpokenOf, withoutMentions } from '../log/line/mention.js';
import { announcedBelow } from './announced.js';
import { variableWithValue } from './container-spec.js';
import { containerSubject } from './subject.js';
import { excerpt, mayMatch, mayOccur, shorten } from '../match/text.js';

/** A line that fits; what followed it is only asked of the one that decides. */
interface Hit extends Omit<LogHit, keyof Aftermath> {
  readonly groups: Readonly<Record<string, string>>;
  /** Where in the line the match ends. */
  readonly end: number;
  /** The begin of what matched, as it stands in the text. */
  readonly matched: string;
  readonly pattern: Pattern;
  /** The pattern as the rule has it. */
  readonly source: string;
}

/** The line that decides; of JSON the field that tells it. */
function sentenceOf({ line, pattern }: Hit): string {
  const words = line.raw.trim();
  if (!words.startsWith('{')) return words;
  return line.texts.find((text) => !text.startsWith('{') && pattern.match(text) !== undefined) ?? words;
}

/** `log-line`: whether a line of the instance's log fits; the most decisive one is the hit. */
export function matchLogLine(leaf: Extract<Leaf, { kind: 'log-line' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const { log } = subject.instance;
  if (log.lines === undefined) return unseenLog(context, subject.container.name);
  const patterns = leaf.any.filter((p) => mayOccur(p.pattern, log.haystack, context.rulebook));
  if (patterns.length === 0) return NOTHING;
  const hits = log.lines.flatMap((line) => hitOf(line, patterns, log.borrowedFrom, context));
  const decisive = [...hits].sort(byDecision)[0];
  if (decisive === undefined) return NOTHING;
  const whose = WHOSE[log.borrowedFrom ?? 'own'];
  const words = decisive.line.raw.trim();
  const from = words.indexOf(decisive.matched);
  const fact = `${whose}: ${excerpt(words, from, from + decisive.end - decisive.column)}`;
  return found([speaksFor(fact, decisive.line.at, shorten(words))], {
    variables: {
      line: shorten(withoutTime(sentenceOf(decisive)), 200),
      ...announcedBelow(decisive.line, decisive.source, log.lines),
      ...groupsToldBefore(decisive, hits),
      ...decisive.groups,
    },
    hits: [withAftermath(decisive, log.lines, log.end)],
  });
}

/** What says nothing but an error, or begins with it, calls itself one. */
function withAftermath(hit: Hit, lines: readonly LogLine[], end: TerminationView | undefined): LogHit {
  const aftermath = aftermathOf(hit.line, lines, end);
  const leftBehind = aftermath.leftBehind && !statementOf(hit.line.raw).startsWith(hit.matched);
  return { ...hit, ...aftermath, leftBehind, ...present('shownBy', shownBy(hit.line, hit.matched, lines)) };
}

/** Whose words the lines are that an instance is explained by. */
export const WHOSE = {
  own: 'it logged',
  'ended-alike': 'the neighbouring instance, which ended alike, logged',
  'just-started': 'the instance that was started in its place logged',
} as const;

/**
 * Programs tell what is wrong, and then that they end for it: "Failed to load certificate: /tls/tls.crt"
 * and "Failed to configure TLS. Check logs". The last line decides; what it leaves out is known from
 * the one shortly before it, where the two do not differ in what both say.
 */
function groupsToldBefore(decisive: Hit, hits: readonly Hit[]): Hit['groups'] {
  const { order } = decisive.line;
  const told = hits.findLast(
    (hit) =>
      hit.line.order < order &&
      hit.line.order >= order - SHORTLY &&
      (decisive.spokenOf || !hit.spokenOf) &&
      Object.keys(hit.groups).length > 0,
  );
  const differs = Object.entries(decisive.groups).some(
    ([name, text]) => (told?.groups[name] ?? text) !== text,
  );
  return told === undefined || differs ? {} : told.groups;
}

const SHORTLY = 15;

/** Loud before quiet, later before earlier, further right before further left. */
export function byDecision(a: Place, b: Place): number {
  return isLight(a) - isLight(b) || b.line.order - a.line.order || b.column - a.column;
}

/** Where in a log, and how, a line says what matched. */
type Place = Pick<LogHit, 'line' | 'column' | 'spokenOf'>;

function isLight({ line, spokenOf }: Place): number {
  return Number(line.quiet || spokenOf);
}

/** Of a line the match that reaches furthest to the right: an entry of JSON may hold many lines. */
function hitOf(
  line: LogLine,
  patterns: readonly LinePattern[],
  borrowedFrom: LogHit['borrowedFrom'],
  context: MatchContext,
): readonly Hit[] {
  const hits = line.texts.flatMap((text) => {
    const hit = hitIn(text, line, patterns, context);
    return hit === undefined ? [] : { ...hit, ...present('borrowedFrom', borrowedFrom) };
  });
  return hits.sort((a, b) => b.end - a.end).slice(0, 1);
}

function hitIn(
  text: string,
  line: LogLine,
  patterns: readonly LinePattern[],
  context: MatchContext,
): Hit | undefined {
  const lower = text.toLowerCase();
  for (const candidate of patterns) {
    if (!mayMatch(candidate.pattern, lower, context.rulebook)) continue;
    const pattern = context.rulebook.pattern(candidate.pattern);
    const match = pattern.match(text);
    if (match === undefined || isOnlyMentioned(text, match, candidate, pattern)) continue;
    if (candidate.not.some((refused) => isRefused(refused, text, line, context))) continue;
    const groups = withVariable(withinField(match, pattern, line), candidate.pattern, context);
    if (groups === undefined) continue;
    const place = placeIn(line.raw, text);
    return {
      line,
      column: place + match.start,
      end: place + match.end,
      spokenOf: isSpokenOf(text, GENERAL.test(candidate.pattern) ? match.end : match.start),
      groups,
      matched: text.slice(match.start, match.start + 30),
      pattern,
      source: candidate.pattern,
    };
  }
  return undefined;
}

/** Where in the whole line a text begins that is a part of it: behind its head, or a line of a field of JSON. */
function placeIn(raw: string, text: string): number {
  const place = raw.indexOf(text);
  return Math.max(0, place < 0 ? raw.indexOf(JSON.stringify(text).slice(1, -1)) : place);
}

/**
 * What a pattern names, as the field of JSON or logfmt tells it that begins alike: read from the whole line, a part
 * that takes in all that follows runs on over the field's end into the next ones.
 */
function withinField({ groups }: PatternMatch, pattern: Pattern, { texts }: LogLine): Hit['groups'] {
  const named = Object.entries(groups);
  if (!named.some(([, part]) => FIELD_END.test(part))) return groups;
  const fields = texts.slice(1).flatMap((text) => present('groups', pattern.match(text)?.groups));
  const told = fields.find(({ groups: field }) =>
    named.every(([name, part]) => {
      const ending = field?.[name] ?? '';
      return ending !== '' && bare(part).startsWith(bare(ending));
    }),
  );
  return told?.groups ?? groups;
}

/** A mark of quotation that is not escaped. */
const FIELD_END = /(?:^|[^\\])"/;

/** As it reads without marks of quotation, escaped or not. */
function bare(text: string): string {
  return text.replaceAll(/[\\"]/g, '');
}

/**
 * Whether a match lies in what the text only mentions. A general pattern takes in all that is before
 * it: of that nothing is left once the mentions are taken away.
 */
function isOnlyMentioned(
  text: string,
  { start, end }: PatternMatch,
  { pattern }: LinePattern,
  again: Pattern,
): boolean {
  if (!GENERAL.test(pattern))
    return isMention(text, start) || (isMention(text, start + 1) && isMention(text, end - 1));
  const outright = withoutMentions(text);
  return outright !== text && again.match(outright) === undefined;
}

const GENERAL = /^(?:\(\?i\))?\^\.\*\??/;

/** What a line is refused for may stand before its words; the fields of JSON stand for themselves. */
function isRefused(pattern: string, text: string, { raw }: LogLine, context: MatchContext): boolean {
  const refused = context.rulebook.pattern(pattern);
  const whole = raw.trimStart().startsWith('{') ? text : raw;
  return refused.match(text) !== undefined || (whole !== text && refused.match(whole) !== undefined);
}

/**
 * A group `envValue` has to be the value of a variable that the container's spec sets, and names it:
 * the program then stumbled over a setting, whatever its language calls the error.
 */
function withVariable(
  groups: Hit['groups'],
  pattern: string,
  context: MatchContext,
): Hit['groups'] | undefined {
  if (!pattern.includes('(?P<envValue>')) return groups;
  // A group that met nothing is left out: the value is empty then.
  const variable = variableWithValue(groups['envValue'] ?? '', containerSubject(context)?.container);
  return variable === undefined ? undefined : { ...groups, variable };
}

/** `log`: whether the log could be read, is empty, or has lines. */
export function matchLog(leaf: Extract<Leaf, { kind: 'log' }>, context: MatchContext): Finding {
  const subject = containerSubject(context);
  if (subject === undefined) return NOTHING;
  const { log } = subject.instance;
  if (log.lines === undefined) return unseenLog(context, subject.container.name);
  const isEmpty = log.lines.length === 0;
  switch (leaf.is) {
    case 'seen':
      return found();
    case 'empty':
      return isEmpty && !log.cut ? found([speaksFor('it logged nothing', log.label, '')]) : NOTHING;
    case 'has-lines':
      return isEmpty ? NOTHING : found();
  }
}

function unseenLog(context: MatchContext, container: string): Finding {
  const known = [...missingOf(context, 'previousLog', container), ...missingOf(context, 'log', container)];
  return unseen(
    known.length > 0
      ? known
      : [{ what: 'log', name: container, why: 'it was not read', costs: 'what the program said last' }],
  );
}
