import { present } from '../../domain/values/present.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { aftermathOf } from '../log/aftermath/aftermath.js';
import { lastTold, workBefore } from '../log/own-words/last-told.js';
import { WHOSE } from './log.js';
import { containerSubject } from './subject.js';
import { shorten } from '../match/text.js';

/** So that on one line a carrier of any text, which begins with it, gives way, and a pattern for what stands in it does not. */
const COLUMN = 1;

/** `tells-of`: whether the last words of the log, read as English, are of that topic. */
export function matchTellsOf({ topic }: Extract<Leaf, { kind: 'tells-of' }>, context: MatchContext): Finding {
  const log = containerSubject(context)?.instance.log;
  const told = lastTold(log?.lines ?? []);
  if (log?.lines === undefined || told?.topic !== topic) return NOTHING;
  const { line } = told;
  const words = shorten(line.raw.trim());
  return found([speaksFor(`${WHOSE[log.borrowedFrom ?? 'own']}: ${words}`, line.at, words)], {
    variables: { line: shorten(words, 200), said: shorten(told.said, 120) },
    hits: [
      {
        line,
        column: COLUMN,
        tellsWhy: true,
        ...present('wentOnAt', workBefore(line, log.lines)?.order),
        spokenOf: false,
        ...aftermathOf(line, log.lines, log.end),
        ...present('borrowedFrom', log.borrowedFrom),
      },
    ],
  });
}
