import { humanDuration } from '../../domain/values/time.js';
import type { Rule } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import type { LogHit } from '../match/finding.js';
import { kindOf } from '../log/line/line-kind.js';
import { isAtRest, isLastGasp, tellsOfWork } from '../log/line/line-words.js';
import { isError } from '../log/line/log-level.js';
import type { LogLine } from '../log/log-lines.js';
import { HEAD } from '../log/talk.js';

/** A program that has lived so long, in seconds, has its start behind it. */
const PAST_START_SECONDS = 300;

/** So many entries of ordinary work show that it did its work, unless errors outnumber them; one success does. */
const ENTRIES_OF_WORK = 3;

/**
 * For how long a program had been at work when it logged what is only an error among others: at level
 * error and not above, in the words of a language or the system, with nothing about an end in it or
 * after it. A server logs such errors and goes on, so that one stands last need not mean that it
 * ended of it; a disk that is full is full for all that it does. The same holds for whatever it
 * logged before and outlived.
 */
export function atWorkBefore(rule: Rule, hit: LogHit, { subject }: MatchContext): string | undefined {
  if (subject.kind !== 'container' || rule.cause === 'app-disk-full') return undefined;
  const { termination, log } = subject.instance;
  const lived = termination?.durationSeconds ?? 0;
  if (lived < PAST_START_SECONDS) return undefined;
  const lines = log.lines ?? [];
  const at = lines.findIndex((line) => line.at === hit.line.at);
  if (lines.slice(at).some(({ raw }) => isLastGasp(raw))) return undefined;
  const before = lines.slice(0, Math.max(0, at));
  if (isOutlived(hit.line, before)) return humanDuration(lived);
  if (!rule.general || !isError(hit.line.raw)) return undefined;
  const calm = before.filter((line) => line.calm).length;
  const errors = before.filter(({ raw }) => isError(raw)).length;
  const worked = before.some(({ raw }) => tellsOfWork(raw)) || (calm >= ENTRIES_OF_WORK && calm > errors);
  return worked ? humanDuration(lived) : undefined;
}

/** A line that it outlived so often is none that it ends of. */
const OFTEN = 2;

/** What is said before a further try may name its number. */
const TRIES = /\b(?:attempt|tr(?:y|ies)|connect|retr|start|open|wait)/i;

/** Whether a program logged the same before and each time got on: it then said something new, without a word of failing. */
function isOutlived(line: LogLine, before: readonly LogLine[]): boolean {
  const said = new Set<string>();
  let isBehind = false;
  let outlived = 0;
  for (const other of before) {
    const words = other.raw.replace(HEAD, '');
    if (kindOf(other) === kindOf(line)) isBehind = true;
    else if (isBehind && !said.has(words) && isAtRest(words) && !TRIES.test(words)) {
      isBehind = false;
      outlived += 1;
    }
    said.add(words);
  }
  return outlived >= OFTEN;
}
