import type { Leaf } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { terminationOf } from './subject.js';

/** `lifetime`: whether the instance lived so long, in seconds. */
export function matchLifetime(leaf: Extract<Leaf, { kind: 'lifetime' }>, context: MatchContext): Finding {
  const termination = terminationOf(context);
  const seconds = termination?.durationSeconds;
  if (termination === undefined || seconds === undefined) return NOTHING;
  if (seconds >= (leaf.under ?? Infinity) || seconds <= (leaf.over ?? -1)) return NOTHING;
  // The record counts whole seconds.
  const [words, observed] =
    seconds < 1 ? ['it ended', 'within a second'] : ['it ran for', humanDuration(seconds)];
  return found([speaksFor(`${words} ${observed}`, `${termination.path}.finishedAt`, observed)]);
}
