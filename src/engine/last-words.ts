import type { Evidence } from '../domain/evidence.js';
import type { RemediationStep } from '../domain/rule.js';
import { isBareExitValue } from './fold.js';
import type { InstanceLog } from './instance-log.js';
import { distinct, type Match } from './match-rules.js';
import { WHOSE } from './matchers/log.js';
import { shorten } from './matchers/text.js';

/** So many of the last lines are told. */
const TOLD = 2;

/**
 * Where nothing decides, or only that a program ended with a value of its own, its last words are
 * told: a person may know what no rule does. A log that is empty is told too, for then it is not
 * the log that will settle it.
 */
export function withLastWords(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || (match.rule.cause !== 'unknown' && !isBareExitValue(match)))
    return match;
  const { termination, log } = subject.instance;
  if (termination === undefined || log.lines === undefined) return match;
  const told = { ...match, evidence: distinct([...match.evidence, ...lastWordsOf(log)]) };
  if (log.lines.length > 0 || log.cut) return told;
  return { ...told, rule: { ...match.rule, remediation: match.rule.remediation.map(notTheLog) } };
}

function lastWordsOf(log: InstanceLog): readonly Evidence[] {
  const lines = log.lines ?? [];
  if (lines.length === 0 && !log.cut)
    return [{ fact: 'it logged nothing', at: log.label, observed: '', speaks: 'for' }];
  const whose = WHOSE[log.borrowedFrom ?? 'own'];
  return lines.slice(-TOLD).map((line, index, last) => {
    const words = line.raw.trim();
    const when = index === last.length - 1 ? 'at last' : 'before that';
    return {
      fact: `${whose} ${when}: ${shorten(words, 300)}`,
      at: line.at,
      observed: shorten(words),
      speaks: 'for',
    };
  });
}

/** The look-up in place of a log that holds nothing. */
const LOOK_AT_COMMAND: RemediationStep = {
  do: 'See what it runs, and how it can be told to log more; its log is empty',
  command:
    'kubectl get pod {{pod}} -n {{namespace}} -o jsonpath=\'{range .spec.containers[?(@.name=="{{container}}")]}{.image}{"\\n"}{.command}{.args}{"\\n"}{.env}{"\\n"}{end}\'',
  effect: 'read-only',
};

function notTheLog(step: RemediationStep): RemediationStep {
  return step.command?.startsWith('kubectl logs ') === true ? LOOK_AT_COMMAND : step;
}
