import type { Evidence, Missing } from '../domain/evidence.js';
import { CONFIDENCES, type Confidence, type Rule } from '../domain/rule.js';
import { MARK } from '../domain/mark.js';
import { humanDuration } from '../domain/time.js';
import { atWorkBefore } from './log/at-work.js';
import type { MatchContext } from './context.js';
import { evaluate } from './evaluate.js';
import type { Finding, LogHit } from './finding.js';
import { lastTold } from './log/own-words/last-told.js';
import { openRules, rulesOpenedBy } from './open-rules.js';

/** A rule that holds in a context, before ranking. */
export interface Match {
  readonly rule: Rule;
  readonly context: MatchContext;
  readonly about: 'current' | 'last';
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
  readonly variables: Readonly<Record<string, string>>;
  /** The log line that decided it, where one did. */
  readonly hit?: LogHit;
}

/** One step less sure, never below `possible`. */
export function lower(confidence: Confidence): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - 1)] ?? 'possible';
}

/** All rules that hold in a context. */
export function matchRules(context: MatchContext): readonly Match[] {
  const matches = openRules(context).flatMap((rule) => matchRule(rule, context));
  const known = matches.filter((match) => !isOwnWords(match));
  if (known.some(isSure)) return known;
  return [...known, ...matches.filter(isOwnWords), ...ownWords(context)];
}

function isOwnWords({ hit }: Match): boolean {
  return hit?.tellsWhy === true;
}

function isSure({ rule, confidence }: Match): boolean {
  return confidence !== 'possible' && !rule.catchAll;
}

/** To read what a program said as English takes longer than all other rules do: it is asked where none of them is sure. */
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

/** A neighbour's log is a little less sure; that of an instance which has not ended yet a step less. */
function weighBorrowed(confidence: Confidence, hit: LogHit | undefined): Confidence {
  if (hit?.borrowedFrom === 'just-started') return lower(confidence);
  return hit?.borrowedFrom === 'ended-alike' && confidence === 'certain' ? 'likely' : confidence;
}

/** A program that logs on and on after an error has most likely got over it. */
const LIVED_ON_ENTRIES = 60;

/** So has one that logged on for so long, in seconds. */
const LIVED_ON_SECONDS = 120;

/** As far from the end as this a line is no last word. */
const LAST_WORDS_ENTRIES = 10;

/**
 * A line that the program took lightly or got over, that lies minutes back or tells of another than
 * the program, is a mere possibility; one many entries back is a step less sure; certain is only
 * what is among the last words. Where more than the line makes the rule certain, it stays so.
 */
function weighLine(
  confidence: Confidence,
  { evidence, hits }: Finding,
  worked: string | undefined,
): Confidence {
  const hit = hits[0];
  if (hit === undefined || (confidence === 'certain' && restsOnMore(hit, { evidence, hits })))
    return confidence;
  if (isPassed(hit) || worked !== undefined) return 'possible';
  if (hit.entriesAfter > LIVED_ON_ENTRIES) return lower(confidence);
  return confidence === 'certain' && hit.entriesAfter > LAST_WORDS_ENTRIES ? 'likely' : confidence;
}

/** Whether the line is none that the program ended of, as far as one can tell. */
function isPassed({ line, spokenOf, wentOn, rested, secondsAfter }: LogHit): boolean {
  return line.quiet || spokenOf || wentOn || rested || secondsAfter >= LIVED_ON_SECONDS;
}

/** Whether it takes more than the line and the exit code: another fact, or a further line that the program did not get over. */
function restsOnMore({ line }: LogHit, { evidence, hits }: Pick<Finding, 'evidence' | 'hits'>): boolean {
  if (evidence.every(({ at }) => at === line.at || at.endsWith('.exitCode'))) return false;
  return !isOfLogOrCode(evidence) || !hits.every(isPassed);
}

/** Whether it says no more than the log and the exit code do. */
function isOfLogOrCode(evidence: readonly Evidence[]): boolean {
  return evidence.every(({ at }) => at.startsWith('log ') || at.endsWith('.exitCode'));
}

function distanceEvidence(hit: LogHit | undefined): readonly Evidence[] {
  if (hit === undefined) return [];
  const { line, spokenOf, entriesAfter, secondsAfter, wentOn, rested } = hit;
  const against = (fact: string, observed: string): Evidence => ({
    fact,
    at: line.at,
    observed,
    speaks: 'against',
  });
  if (spokenOf) return [against('the line speaks of it and does not report it', '')];
  if (line.aside) return [against('the line tells of one client, of telemetry or of another program', '')];
  if (entriesAfter > LIVED_ON_ENTRIES || wentOn || rested) {
    const what = wentOn ? ', ordinary work among them' : '';
    return [against(`it logged ${entriesAfter} more entries after that${what}`, `${entriesAfter} entries`)];
  }
  if (secondsAfter < LIVED_ON_SECONDS) return [];
  return [against(`it logged on for ${humanDuration(secondsAfter)} after that`, `${secondsAfter} s`)];
}

function workEvidence(hit: LogHit, worked: string): Evidence {
  const fact = `it had been at work for ${worked} and may have got over this error`;
  return { fact, at: hit.line.at, observed: '', speaks: 'against' };
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
  let confidence = weighLine(taken, finding, worked);
  const isCapped = hit !== undefined && (isPassed(hit) || worked !== undefined) && confidence === 'possible';
  const evidence: Evidence[] = hit === undefined || worked === undefined ? [] : [workEvidence(hit, worked)];
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

/** Evidence without repetitions, in order: neither the same words nor, for one side, the same observation twice. */
export function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  const once = evidence.filter((e) => {
    const key = e.observed === '' ? e.fact : `${e.speaks}\n${e.at}\n${e.observed}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
  return once.filter((e) => !isSaidBy(e, once));
}

/** A bare exit code needs no line of its own beside a fact that names it. */
function isSaidBy(evidence: Evidence, all: readonly Evidence[]): boolean {
  const code = /^exit code (-?\d+)$/.exec(evidence.fact)?.[1];
  return (
    code !== undefined && all.some((e) => e !== evidence && new RegExp(`\\bexit ${code}\\b`).test(e.fact))
  );
}

function distinctMissing(missing: readonly Missing[]): readonly Missing[] {
  const seen = new Set<string>();
  return missing.filter((m) => {
    const key = `${m.what} ${m.name ?? ''} ${m.why}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
