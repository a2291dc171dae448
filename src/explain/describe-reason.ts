import type { Explanation } from './explanation.js';
import { hypothesesOf, LOOK_AT_POD, referencesOf } from './hypotheses.js';
import { REASONS, type ReasonPlace } from './tables/reasons.js';

const PLACES: Readonly<Record<ReasonPlace, string>> = {
  waiting: 'a waiting reason (status.containerStatuses[].state.waiting.reason)',
  terminated: 'a terminated reason (status.containerStatuses[].state or lastState .terminated.reason)',
  pod: 'a reason of the pod (status.reason)',
  condition: "a reason in the pod's conditions (status.conditions[].reason)",
  event: 'the reason of an event',
  job: "a reason in the Job's conditions",
  status: "a word of kubectl's STATUS column",
  none: 'no reason that a status shows',
};

/** What a reason of Kubernetes or a runtime means; the word in its exact spelling. */
export function explainReason(word: string): Explanation | undefined {
  const entry = Object.hasOwn(REASONS, word) ? REASONS[word] : undefined;
  if (entry === undefined) return undefined;
  return {
    subject: word,
    of: 'reason',
    headline: `${word}: ${entry.means}.`,
    meaning: [`It is ${entry.at.map((place) => PLACES[place]).join(', or ')}.`, ...(entry.more ?? [])],
    hypotheses: hypothesesOf(entry.hypotheses),
    programs: [],
    look: LOOK_AT_POD,
    seeAlso: [],
    references: referencesOf(entry.references),
  };
}
