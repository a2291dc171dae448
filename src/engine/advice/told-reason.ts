import type { Evidence } from '../../domain/evidence.js';
import { shorten } from '../match/text.js';
import type { LogLine } from '../log/log-lines.js';
import { firstTime } from '../log/log-time.js';
import { isTalk } from '../log/talk.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';

/** So many lines below the deciding one, and above it, may tell its reason. */
const BELOW = 12;
const ABOVE = 6;

/** What an exception was thrown for, and the field for it in a report of many lines: Flyway's and Terraform's. */
const CAUSED_BY = /^(?:Caused by|-+>):? (?<why>\S.*)$/;
const FIELD = /^[│ ]*(?:Error )?[Mm]essage *: (?<why>\S.*)$/;

/** An exception's own name, with its package. */
const TYPE = /^(?:[\w$]+\.)*[A-Z][\w$]*(?: \(0x[\da-f]+\))?: /;
const THROWN = /^(?<why>(?:[\w$]+\.)*[A-Z][\w$]*(?:Exception|Error)(?: \(0x[\da-f]+\))?: \S.*)$/;

/** What a library logs before it aborts: Abseil, glog, Ceph. */
const CHECK = /\b(?<why>(?:Check failed: |FAILED ceph_assert\().*)$/;

/** Groups that hold what a line says as a whole or how it is meant, and no word of its own. */
const WHOLE: ReadonlySet<string> = new Set(['line']);

/**
 * Of a failure whose title holds no word of the log, the reason that stands beside the deciding line: the innermost
 * cause or the exception below it, else the innermost cause above.
 */
export function withToldReason(match: Match): Match {
  const { context, hit, rule, variables } = match;
  if (hit === undefined || context.subject.kind !== 'container') return match;
  const asks = rule.title.includes('{{toldReason}}');
  if (!asks && isTold(rule.title, variables)) return match;
  const { lines = [] } = context.subject.instance.log;
  const index = lines.findIndex(({ at }) => at === hit.line.at);
  const below = lines.slice(index + 1, index + 1 + BELOW);
  const above = lines.slice(Math.max(0, index - ABOVE), Math.max(0, index));
  const told =
    whyOf(below, hit.line) ??
    (isCause(hit.line) ? undefined : (causeOf(above) ?? firstOf(above.toReversed(), CHECK)));
  if (told === undefined || isSaidAgain(told.why, hit.line)) return match;
  const words = told.line.raw.trim();
  const evidence: Evidence = {
    fact: `the reason beside it: ${shorten(words, 300)}`,
    at: told.line.at,
    observed: shorten(words),
    speaks: 'for',
  };
  return {
    ...withEvidence(match, match.evidence.length, [evidence]),
    rule: asks ? rule : { ...rule, title: `${rule.title}: {{toldReason}}` },
    variables: { ...variables, toldReason: shorten(told.why, 120) },
  };
}

/** Whether the title names anything that came from the log. */
function isTold(title: string, variables: Match['variables']): boolean {
  return [...title.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].some(
    ([, name = '']) => WHOLE.has(name) || Object.hasOwn(variables, name),
  );
}

/** The innermost cause is told below those that it caused. */
function isCause({ raw }: LogLine): boolean {
  return CAUSED_BY.test(raw.trim()) || THROWN.test(raw.trim());
}

/** Whether it ends in the words of the deciding line. */
function isSaidAgain(why: string, { raw }: LogLine): boolean {
  return why.includes(raw.trim().split(': ').at(-1) ?? raw);
}

interface Told {
  readonly line: LogLine;
  readonly why: string;
}

function whyOf(below: readonly LogLine[], line: LogLine): Told | undefined {
  const next = below.findIndex((each) => isEntryOfElse(each, line));
  const lines = next < 0 ? below : below.slice(0, next);
  const told = causeOf(lines) ?? firstOf(lines, FIELD);
  if (told !== undefined || NAMED.test(line.raw)) return told;
  const thrown = firstOf(lines, THROWN);
  // What is taken lightly was not logged with the exception that the program ended of.
  return thrown?.line.quiet === false && line.quiet ? undefined : thrown;
}

/** An exception with what it says: it needs no other. */
const NAMED = /\b[A-Z]\w*(?:Exception|Error): \S/;

/** Whether an entry begins something else than the line: it has a time and the line has none, or it talks. */
function isEntryOfElse(next: LogLine, line: LogLine): boolean {
  return firstTime([next]) !== undefined && (isTalk(next) || firstTime([line]) === undefined);
}

function causeOf(lines: readonly LogLine[]): Told | undefined {
  return firstOf(lines.toReversed(), CAUSED_BY);
}

function firstOf(lines: readonly LogLine[], shape: RegExp): Told | undefined {
  for (const line of lines) {
    const why = shape.exec(line.raw.trim())?.groups?.['why'];
    if (why === undefined || !/\w/.test(why)) continue;
    return { line, why: shape === CAUSED_BY ? why.replace(TYPE, '') : why };
  }
  return undefined;
}
