import type { Evidence } from '../../domain/evidence.js';
import { CONFIDENCES, type Confidence, type Rule } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { Finding, LogHit } from '../match/finding.js';

/** One step less sure, never below `possible`. */
export function lower(confidence: Confidence): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - 1)] ?? 'possible';
}

/** A neighbour's log is a little less sure; that of an instance which has not ended yet a step less. */
export function weighBorrowed(confidence: Confidence, hit: LogHit | undefined): Confidence {
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
export function weighLine(
  confidence: Confidence,
  { evidence, hits }: Finding,
  isDoubtful: boolean,
): Confidence {
  const hit = hits[0];
  if (hit === undefined || (confidence === 'certain' && restsOnMore(hit, { evidence, hits })))
    return confidence;
  if (isDoubtful) return 'possible';
  if (hit.entriesAfter > LIVED_ON_ENTRIES) return lower(confidence);
  return confidence === 'certain' && hit.entriesAfter > LAST_WORDS_ENTRIES ? 'likely' : confidence;
}

/** Whether the line is none that the program ended of, as far as one can tell. */
export function isPassed(hit: LogHit): boolean {
  const { line, spokenOf, shownBy, wentOn, rested, stopping, ofEarlierRun, secondsAfter } = hit;
  const isOver = wentOn || rested !== undefined || stopping || ofEarlierRun;
  return line.quiet || spokenOf || shownBy !== undefined || isOver || secondsAfter >= LIVED_ON_SECONDS;
}

/** Whether so much as one entry of something else makes the line doubtful: where its rule does not take it for proof. */
export function isLeftBehind({ confidence }: Rule, hit: LogHit | undefined): boolean {
  return hit?.leftBehind === true && confidence !== 'certain';
}

/** Whether it takes more than the line and the exit code: another fact, or a further line that the program did not get over. */
function restsOnMore({ line }: LogHit, { evidence, hits }: Pick<Finding, 'evidence' | 'hits'>): boolean {
  if (evidence.every(({ at }) => at === line.at || at.endsWith('.exitCode'))) return false;
  return !isOfLogOrCode(evidence) || !hits.every(isPassed);
}

/** Whether it says no more than the log and the exit code do. */
export function isOfLogOrCode(evidence: readonly Evidence[]): boolean {
  return evidence.every(({ at }) => at.startsWith('log ') || at.endsWith('.exitCode'));
}

/** What speaks against a line: that it tells of another, or how far from the end it stands. */
export function distanceEvidence(hit: LogHit | undefined): readonly Evidence[] {
  if (hit === undefined) return [];
  const { line, spokenOf, entriesAfter, secondsAfter, wentOn, rested, stopping, ofEarlierRun } = hit;
  const against = (fact: string, observed: string): Evidence => ({
    fact,
    at: line.at,
    observed,
    speaks: 'against',
  });
  if (spokenOf) return [against('the line speaks of it and does not report it', '')];
  if (ofEarlierRun)
    return [against('its time lies before this instance was started: it is of an earlier run', '')];
  if (stopping) return [against('it was on its way out already', '')];
  if (line.aside) return [against('the line tells of one client, of telemetry or of another program', '')];
  if (rested?.because !== undefined && !wentOn && entriesAfter <= LIVED_ON_ENTRIES)
    return [against(rested.because, '')];
  if (entriesAfter > LIVED_ON_ENTRIES || wentOn || rested !== undefined) {
    const what = wentOn ? ', ordinary work among them' : '';
    const more = `${entriesAfter} more ${entriesAfter === 1 ? 'entry' : 'entries'}`;
    return [against(`it logged ${more} after that${what}`, more)];
  }
  if (hit.shownBy !== undefined) return [against(hit.shownBy, '')];
  if (secondsAfter < LIVED_ON_SECONDS) return [];
  const lived = humanDuration(secondsAfter);
  return [against(`it lived on for ${lived} after that`, lived)];
}

/** What speaks against an error that a program met in the midst of its work, or that it left behind. */
export function doubtEvidence(
  { line: { at } }: LogHit,
  worked: string | undefined,
  isBehind: boolean,
): readonly Evidence[] {
  const against = (fact: string): Evidence => ({ fact, at, observed: '', speaks: 'against' });
  if (worked !== undefined)
    return [against(`it had been at work for ${worked} and may have got over this error`)];
  return isBehind ? [against('it logged something else after that, and this is called no error')] : [];
}
