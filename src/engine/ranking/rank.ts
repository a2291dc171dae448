import { CONFIDENCES, SEVERITIES } from '../../domain/rules/rule.js';
import { isPassed } from '../evaluation/weigh-line.js';
import { byDecision } from '../matchers/log.js';
import type { Match } from '../match/match.js';
import { isRankedBelow } from './consequence.js';
import { isHollow } from './success.js';
import { explainsNoFault } from './weigh-outcome.js';

/** One thing that may tell two matches apart, in the words of docs/architecture.md; negative puts `a` first. */
interface Key {
  readonly says: string;
  readonly compare: (a: Match, b: Match, consequences: ReadonlySet<Match>) => number;
}

/** Asked in this order, until one tells them apart. The last one always does: the order is total. */
export const RANK_KEYS: readonly Key[] = [
  {
    says: 'a cause before its consequence',
    compare: (a, b, consequences) => Number(consequences.has(a)) - Number(consequences.has(b)),
  },
  {
    says: 'what blocks now before what ended last',
    compare: (a, b) => Number(a.about === 'last') - Number(b.about === 'last'),
  },
  {
    says: 'the surer one',
    compare: (a, b) => CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence),
  },
  {
    says: 'a fault of the processor before a logged error that explains none',
    compare: (a, b) => Number(explainsNoFault(a)) - Number(explainsNoFault(b)),
  },
  {
    says: 'the more severe one',
    compare: (a, b) => SEVERITIES.indexOf(b.rule.severity) - SEVERITIES.indexOf(a.rule.severity),
  },
  {
    says: 'the more decisive line of the log',
    compare: (a, b) => (a.hit !== undefined && b.hit !== undefined ? byDecision(a.hit, b.hit) : 0),
  },
  {
    says: 'a failure that an exit code of 0 hides before others',
    compare: (a, b) => Number(isHollow(b)) - Number(isHollow(a)),
  },
  {
    says: 'of what the scheduler told, that which refuses more nodes',
    compare: (a, b) => nodesRefused(b) - nodesRefused(a),
  },
  {
    says: 'what no line of the log tells before one that the program got over',
    compare: (a, b) => Number(isGotOver(a)) - Number(isGotOver(b)),
  },
  {
    says: "the rule's id",
    compare: (a, b) => (a.rule.id < b.rule.id ? -1 : 1),
  },
];

/** How many nodes are refused for it; 0 of all that the scheduler did not tell. */
function nodesRefused({ variables: { nodes, total } }: Match): number {
  return total === undefined || nodes === undefined ? 0 : Number(nodes);
}

function isGotOver({ hit }: Match): boolean {
  return hit !== undefined && isPassed(hit);
}

/** The matches, what is to be told first in front; `others` are what else holds of the pod, of which one may be the cause. */
export function rank(matches: readonly Match[], others: readonly Match[] = []): readonly Match[] {
  const all = [...matches, ...others];
  const consequences = new Set(matches.filter((match) => all.some((other) => isRankedBelow(match, other))));
  return [...matches].sort((a, b) => {
    for (const { compare } of RANK_KEYS) {
      const order = compare(a, b, consequences);
      if (order !== 0) return order;
    }
    return 0;
  });
}
