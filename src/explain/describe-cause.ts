import { CAUSES, type CauseId } from '../domain/rules/cause.js';
import type { Rule } from '../domain/rules/rule.js';
import type { Explanation } from './explanation.js';
import { hypothesesOf, LOOK_AT_POD, referencesOf } from './hypotheses.js';
import { CAUSE_GUIDES } from './tables/causes.js';
import { plainText } from './plain-text.js';

/** What a cause is, how it shows, and which rules know it. */
export function explainCause(cause: CauseId, rules: readonly Rule[]): Explanation {
  const guide = CAUSE_GUIDES[cause];
  const known = rules.filter((rule) => rule.cause === cause).map((rule) => rule.id);
  return {
    subject: cause,
    of: 'cause',
    headline: `${cause}: ${CAUSES[cause].text}.`,
    meaning: guide.note === undefined ? [] : [guide.note],
    hypotheses: hypothesesOf([cause]),
    programs: [],
    look: LOOK_AT_POD,
    seeAlso: known.filter((id) => id !== cause),
    references: referencesOf(guide.references),
  };
}

/** What a rule says when it matches, and how it can be wrong. */
export function explainRule(rule: Rule): Explanation {
  return {
    subject: rule.id,
    of: 'rule',
    headline: `${rule.id}: ${plainText(rule.title)}.`,
    meaning: [
      plainText(rule.summary),
      `It names the cause ${rule.cause}: ${CAUSES[rule.cause].text}. Confidence ${rule.confidence}, severity ${rule.severity}.`,
      ...rule.falsePositives.map((text) => `It can be wrong: ${plainText(text)}`),
    ],
    hypotheses: hypothesesOf([rule.cause]),
    programs: [],
    look: [`kubectl exitdiag rules show ${rule.id}`],
    seeAlso: [rule.cause],
    references: rule.references,
  };
}
