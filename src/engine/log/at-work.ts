import { humanDuration } from '../../domain/time.js';
import type { Rule } from '../../domain/rule.js';
import type { MatchContext } from '../context.js';
import type { LogHit } from '../finding.js';
import { isLastGasp, tellsOfWork } from './line-words.js';
import { isError } from './log-level.js';

/** A program that has lived so long, in seconds, has its start behind it. */
const PAST_START_SECONDS = 300;

/** So many entries of ordinary work show that it did its work, unless errors outnumber them; one success does. */
const ENTRIES_OF_WORK = 3;

/**
 * For how long a program had been at work when it logged what is only an error among others: at level
 * error and not above, in the words of a language or the system, with nothing about an end in it or
 * after it. A server logs such errors and goes on, so that one stands last need not mean that it
 * ended of it; a disk that is full is full for all that it does.
 */
export function atWorkBefore(rule: Rule, hit: LogHit, { subject }: MatchContext): string | undefined {
  if (subject.kind !== 'container' || !rule.general || rule.cause === 'app-disk-full') return undefined;
  if (!isError(hit.line.raw)) return undefined;
  const { termination, log } = subject.instance;
  const lived = termination?.durationSeconds ?? 0;
  if (lived < PAST_START_SECONDS) return undefined;
  const lines = log.lines ?? [];
  const at = lines.findIndex((line) => line.at === hit.line.at);
  if (lines.slice(at).some(({ raw }) => isLastGasp(raw))) return undefined;
  const before = lines.slice(0, Math.max(0, at));
  const calm = before.filter((line) => line.calm).length;
  const errors = before.filter(({ raw }) => isError(raw)).length;
  const worked = before.some(({ raw }) => tellsOfWork(raw)) || (calm >= ENTRIES_OF_WORK && calm > errors);
  return worked ? humanDuration(lived) : undefined;
}
