import type { CauseId } from '../../domain/rules/cause.js';
import type { Evidence } from '../../domain/evidence.js';
import { isBareExitValue } from '../ranking/fold.js';
import type { InstanceLog } from '../log/instance-log.js';
import { isError } from '../log/line/log-level.js';
import { CONTINUATION, type LogLine } from '../log/log-lines.js';
import { firstTime, secondsToEnd, withoutTime } from '../log/log-time.js';
import { humanDuration } from '../../domain/values/time.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { WHOSE } from '../matchers/log.js';
import { shorten } from '../match/text.js';

/** So many of the last lines are told. */
const TOLD = 3;

/**
 * Where nothing decides, or only that a program ended with a value of its own, its last words are
 * told: a person may know what no rule does. A log that is empty is told too, for then it is not
 * the log that will settle it. So is told what a program says that runs and is not ready, or that
 * ends with success over and over; of one that its probes killed the last error.
 */
export function withLastWords(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container') return match;
  const { termination, log } = subject.instance;
  if (log.lines === undefined) return match;
  if (termination === undefined)
    return match.rule.cause === 'readiness-failing'
      ? withEvidence(match, match.evidence.length, linesOf(log, 'it logs'))
      : match;
  if (PROBED.has(match.rule.cause)) return withEvidence(match, 2, whatKeptIt(log));
  if (!TOLD_OF.has(match.rule.cause) && !isBareExitValue(match)) return match;
  if (log.lines.length > 0 || log.cut) {
    const saidBy = `${WHOSE[log.borrowedFrom ?? 'own']} last`;
    const said = [...linesOf(log, saidBy), ...silenceOf(log)];
    return withTitle(withEvidence(match, 1, said), saidBy, entriesOf(log));
  }
  const nothing: Evidence = { fact: 'it logged nothing', at: log.label, observed: '', speaks: 'for' };
  return withEvidence(match, 1, [nothing]);
}

/** Where nothing decides, a scan and a pipeline show the title alone: it tells what the program said. */
function withTitle(match: Match, saidBy: string, entries: readonly LogLine[]): Match {
  const telling = entries.findLast(({ raw }) => isError(raw)) ?? entries.at(-1);
  if (match.rule.cause !== 'unknown' || telling === undefined || !isText(telling.raw)) return match;
  return {
    ...match,
    rule: { ...match.rule, title: `${match.rule.title}; ${saidBy}: {{lastWords}}` },
    variables: { ...match.variables, lastWords: shorten(withoutTime(telling.raw.trim()), 120) },
  };
}

/** Killed after its probes failed: an error that it logged meanwhile may be why it did not answer. */
const PROBED: ReadonlySet<CauseId> = new Set<CauseId>(['liveness-kill', 'startup-probe-kill']);

function whatKeptIt({ lines = [], borrowedFrom }: InstanceLog): readonly Evidence[] {
  const loud = lines.findLast(
    ({ raw, quiet, calm }) => !quiet && !calm && isError(raw) && !isPartOfTrace(raw),
  );
  return loud === undefined ? [] : [told(loud, `${WHOSE[borrowedFrom ?? 'own']} meanwhile`)];
}

const TOLD_OF: ReadonlySet<CauseId> = new Set<CauseId>(['unknown', 'completed-restarting']);

/** Python's words around the frames of a trace; the exception itself stands below them. */
const TRACE_HEAD = /^(?:Traceback \(most recent|During handling of the above|The above exception was)/;

function isPartOfTrace(line: string): boolean {
  return !line.startsWith('Caused by') && (CONTINUATION.test(line) || TRACE_HEAD.test(line));
}

function linesOf(log: InstanceLog, saidBy: string): readonly Evidence[] {
  return entriesOf(log).map((line) => told(line, saidBy));
}

/** The last entries, without the frames of a stack: its head and its causes say more. */
function entriesOf({ lines = [] }: InstanceLog): readonly LogLine[] {
  return lines.filter(({ raw }) => !isPartOfTrace(raw)).slice(-TOLD);
}

/** For so long, in seconds, a program seldom says nothing before it ends of what it met: it waited, worked or hung. */
const SILENT_SECONDS = 30;

function silenceOf({ lines = [], end, label }: InstanceLog): readonly Evidence[] {
  const seconds = secondsToEnd(firstTime(lines.toReversed()), end);
  if (seconds < SILENT_SECONDS) return [];
  const fact = `then it was silent for ${humanDuration(seconds)} until its end`;
  return [{ fact, at: lines.at(-1)?.at ?? label, observed: `${seconds} s`, speaks: 'for' }];
}

/** Bytes that are no text show as control characters, and as U+FFFD where they are no UTF-8 either. */
const NO_TEXT = /[\p{Cc}\p{Co}\p{Cn}\uFFFD]/gu;
/** A stray one, such as a form feed, is met in texts too. */
const STRAY = 0.1;

function isText(raw: string): boolean {
  return (raw.replaceAll('\t', '').match(NO_TEXT) ?? []).length <= raw.length * STRAY;
}

function told({ raw, at }: LogLine, saidBy: string): Evidence {
  const words = isText(raw) ? raw.trim() : `(${raw.length} characters that are no text)`;
  return { fact: `${saidBy}: ${shorten(words, 300)}`, at, observed: shorten(words), speaks: 'for' };
}
