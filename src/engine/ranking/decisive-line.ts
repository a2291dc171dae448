import { byStop, byWork, isBehindWork } from '../evaluation/behind-work.js';
import type { LogHit } from '../match/finding.js';
import { isRemark } from '../log/line-tone.js';
import { saysItGoesOn } from '../log/line/retried.js';
import { byDecision } from '../matchers/log.js';
import type { Match } from '../match/match.js';
import { byHandling, explainsNoAbort } from './weigh-outcome.js';

/** A carrier gives way to a line that says more up to this many lines before it, or anywhere after. */
const CARRIER_REACH = 60;

/** Or so many entries before it: a stack trace of a hundred frames takes nothing further away. */
const CARRIER_REACH_ENTRIES = 12;

/**
 * Matches with a line, the most decisive first: what says more within reach of the carrier that decides, then that
 * carrier. Two lines are weighed by what they are to each other, so that three may beat each other in a ring: all are
 * put into one order first, for the answer not to hang on the order in which rules were asked.
 */
export function byDecisiveLine(matches: readonly Match[]): readonly Match[] {
  const sorted = [...matches].sort(byPlace).sort(byWeight);
  const [carriers, specific] = [sorted.filter(isCarrier), sorted.filter((match) => !isCarrier(match))];
  const [last, ...others] = carriers;
  if (last === undefined) return specific;
  const isNear = (match: Match): boolean => isInReach(match, last);
  return [...specific.filter(isNear), last, ...specific.filter((match) => !isNear(match)), ...others];
}

function isCarrier({ rule }: Match): boolean {
  return rule.catchAll;
}

function isInReach(match: Match, carrier: Match): boolean {
  const [x, y] = [match.hit, carrier.hit];
  if (x === undefined || y === undefined) return false;
  if (isBehindWork(x, y) || isByTheWay(x, y)) return false;
  const isNear =
    x.line.order >= y.line.order - CARRIER_REACH || x.entriesAfter - y.entriesAfter <= CARRIER_REACH_ENTRIES;
  return isNear && !explainsNoAbort(match);
}

function byWeight(a: Match, b: Match): number {
  const [x, y] = [a.hit, b.hit];
  if (x === undefined || y === undefined) return 0;
  return byStop(a, b) || byWork(a, b) || byHandling(a, b) || byKnowing(x, y) || byPlace(a, b);
}

function byPlace(a: Match, b: Match): number {
  const [x, y] = [a.hit, b.hit];
  return (x === undefined || y === undefined ? 0 : byDecision(x, y)) || (a.rule.id < b.rule.id ? -1 : 1);
}

/** Of two carriers the one that knows the language or the library stands before what the words alone tell. */
function byKnowing({ tellsWhy: a }: LogHit, { tellsWhy: b }: LogHit): number {
  return Number(a ?? false) - Number(b ?? false);
}

/** What a program got over, a remark about something that it does without, a line that says so itself, or one about another program, is no root of the error it ended with. */
function isByTheWay({ line, wentOn, rested }: LogHit, carrier: LogHit): boolean {
  const isOver = wentOn || rested !== undefined || line.aside || isRemark(line.raw) || saysItGoesOn(line.raw);
  return line.order < carrier.line.order && !carrier.line.quiet && isOver;
}
