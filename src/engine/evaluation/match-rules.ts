import type { Evidence, Missing } from '../../domain/evidence.js';
import { CONFIDENCES, type Confidence, type Rule } from '../../domain/rules/rule.js';
import { MARK } from '../../domain/rules/mark.js';
import { atWorkBefore } from './at-work.js';
import type { MatchContext } from '../match/context.js';
import { distinct, distinctMissing } from '../match/distinct.js';
import { evaluate } from './evaluate.js';
import type { Finding } from '../match/finding.js';
import { byWork } from './behind-work.js';
import { isLastGasp } from '../log/line/line-words.js';
import { lastTold } from '../log/own-words/last-told.js';
import type { Match } from '../match/match.js';
import { openRules, rulesOpenedBy } from './open-rules.js';
import {
  distanceEvidence,
  doubtEvidence,
  isLeftBehind,
  isOfLogOrCode,
  isPassed,
  lower,
  weighBorrowed,
  weighLine,
} from './weigh-line.js';

/** All rules that hold in a context. */
export function matchRules(context: MatchContext): readonly Match[] {
  const matches = openRules(context).flatMap((rule) => matchRule(rule, context));
  const known = matches.filter((match) => !isOwnWords(match));
  const sure = known.filter(isSure);
  if (!sure.every(mayBeBehind)) return known;
  const own = [...matches.filter(isOwnWords), ...ownWords(context)];
  return [...known, ...own.filter((words) => sure.every((match) => byWork(match, words) > 0))];
}

/** An entry in which it goes on and one that says why it ended stand at least behind what it got over. */
const GOT_ON = 2;

function mayBeBehind({ hit }: Match): boolean {
  return hit !== undefined && hit.entriesAfter >= GOT_ON && !isLastGasp(hit.line.raw);
}

function isOwnWords({ hit }: Match): boolean {
  return hit?.tellsWhy === true;
}

function isSure({ rule, confidence }: Match): boolean {
  return confidence !== 'possible' && !rule.catchAll;
}

/** To read what a program said as English takes longer than all other rules do: it is asked where none of them is sure of what stands last. */
function ownWords(context: MatchContext): readonly Match[] {
  if (context.subject.kind !== 'container' || context.subject.instance.termination === undefined) return [];
  const told = lastTold(context.subject.instance.log.lines ?? []);
  if (told === undefined) return [];
  return rulesOpenedBy(MARK.tellsOf(told.topic), context).flatMap((rule) => matchRule(rule, context));
}

function matchRule(rule: Rule, context: MatchContext): readonly Match[] {
  const finding = evaluate(rule.when, rule, context);
  if (!finding.value) return [];
  const adjusted = adjust(rule, finding, context);
  const hit = finding.hits[0];
  return [
    {
      rule,
      context,
      about: context.subject.kind === 'container' ? context.subject.instance.about : 'current',
      confidence: weighBorrowed(adjusted.confidence, hit),
      evidence: distinct([...finding.evidence, ...adjusted.evidence, ...distanceEvidence(hit)]),
      missing: distinctMissing(adjusted.missing),
      variables: finding.variables,
      ...(hit === undefined ? {} : { hit }),
    },
  ];
}

interface Adjusted {
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

/** What was taken for granted costs a step, so does a line far back; then the rule's own strengthen and weaken apply. */
function adjust(rule: Rule, finding: Finding, context: MatchContext): Adjusted {
  const taken = finding.unseen.length > 0 ? lower(rule.confidence) : rule.confidence;
  const hit = finding.hits[0];
  const worked = hit === undefined ? undefined : atWorkBefore(rule, hit, context);
  const isGotOver = hit !== undefined && (isPassed(hit) || worked !== undefined);
  const isBehind = !isGotOver && isLeftBehind(rule, hit);
  let confidence = weighLine(taken, finding, isGotOver || isBehind);
  const isCapped = isGotOver && confidence === 'possible';
  const evidence = hit === undefined ? [] : [...doubtEvidence(hit, worked, isBehind)];
  const missing: Missing[] = [...finding.unseen];
  for (const adjustment of rule.strengthen) {
    const result = evaluate(adjustment.when, rule, context);
    missing.push(...result.unseen);
    if (!result.value || result.unseen.length > 0) continue;
    const mayRaise = !isCapped || !isOfLogOrCode(result.evidence);
    if (mayRaise && CONFIDENCES.indexOf(adjustment.to) > CONFIDENCES.indexOf(confidence))
      confidence = adjustment.to;
    evidence.push(...explained(result.evidence, adjustment.because, 'for'));
  }
  for (const adjustment of rule.weaken) {
    const result = evaluate(adjustment.when, rule, context);
    if (!result.value) {
      missing.push(...result.unseen);
      continue;
    }
    if (CONFIDENCES.indexOf(adjustment.to) < CONFIDENCES.indexOf(confidence)) confidence = adjustment.to;
    evidence.push(...explained(result.evidence, adjustment.because, 'against'));
  }
  return { confidence, evidence, missing };
}

function explained(
  evidence: readonly Evidence[],
  because: string,
  speaks: Evidence['speaks'],
): readonly Evidence[] {
  const first = evidence[0];
  return [{ fact: because, at: first?.at ?? 'the snapshot', observed: first?.observed ?? '', speaks }];
}
