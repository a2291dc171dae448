import { signalNumber } from '../domain/kubernetes/outcome.js';
import { CAUSE_IDS, isCauseId } from '../domain/rules/cause.js';
import type { Rule } from '../domain/rules/rule.js';
import { explainCause, explainRule } from './describe-cause.js';
import { explainCode, explainSignal } from './describe-code.js';
import { explainReason } from './describe-reason.js';
import type { Explanation } from './explanation.js';
import { EXIT_CODES } from './tables/exit-codes.js';
import { REASONS } from './tables/reasons.js';
import { SIGNALS } from './tables/signals.js';

export type { Explanation } from './explanation.js';
export { explanationText } from './text.js';

/**
 * Explains an exit code (`137`, `-1073741819`, `0xC0000005`), signal (`SIGSEGV`, `segv`), reason,
 * cause or rule id, also as kubectl's STATUS column spells them (`Init:ExitCode:1`).
 * Undefined where the word is none of these.
 */
export function explain(what: string, rules: readonly Rule[] = []): Explanation | undefined {
  const word = withoutPrefix(what.trim());
  if (/^[+-]?\d+$/.test(word) || /^0x[\da-f]+$/i.test(word)) return explainCode(Number(word));
  const signal = /^signal:?\s*(\d+)$/i.exec(word)?.[1];
  if (signal !== undefined) return explainSignal(Number(signal));
  // `Completed` is a reason and `completed` a cause: the exact spelling comes first.
  if (isCauseId(word)) return explainCause(word, rules);
  const number = signalNumber(word);
  if (number !== undefined) return explainSignal(number);
  const lower = word.toLowerCase();
  const reason = Object.keys(REASONS).find((known) => known.toLowerCase() === lower);
  if (reason !== undefined) return explainReason(reason);
  if (isCauseId(lower)) return explainCause(lower, rules);
  const rule = rules.find((each) => each.id === lower);
  return rule === undefined ? undefined : explainRule(rule);
}

/** What `Init:Error`, `Init:0/1`, `ExitCode:3` and `exit code 3` speak of. */
function withoutPrefix(what: string): string {
  const word = what.replace(/^Init:/i, '');
  if (word !== what && /^\d+\/\d+$/.test(word)) return 'PodInitializing';
  return word.replace(/^exit[\s-]?(?:code|status)?[\s:=]*(?=[-+\d])/i, '');
}

const DEADLY = SIGNALS.filter((signal) => signal.ends);

/** Every word that can be explained, for completion and for the nearest one on a miss. */
export function explainable(rules: readonly Rule[] = []): readonly string[] {
  return [
    ...Object.keys(EXIT_CODES),
    ...DEADLY.map((signal) => String(128 + signal.number)),
    ...DEADLY.map((signal) => signal.name),
    ...Object.keys(REASONS),
    ...CAUSE_IDS,
    ...rules.map((rule) => rule.id),
  ];
}
