import type { Condition, Rule } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, together, unseen, type Finding } from '../match/finding.js';
import { matchLeaf } from '../matchers/index.js';

/**
 * Evaluates a condition. What could not be seen is never true; under `not` it proves nothing
 * either: the condition holds for the time being and the finding says what was taken for granted.
 */
export function evaluate(condition: Condition, rule: Rule, context: MatchContext): Finding {
  switch (condition.kind) {
    case 'all':
      return evaluateAll(condition.of, rule, context);
    case 'any':
      return evaluateAny(condition.of, rule, context);
    case 'not': {
      const inner = evaluate(condition.of, rule, context);
      return inner.value ? NOTHING : found([], { unseen: inner.unseen });
    }
    case 'use': {
      const block = Object.hasOwn(rule.let, condition.name) ? rule.let[condition.name] : undefined;
      return block === undefined ? NOTHING : evaluate(block, rule, context);
    }
    case 'leaf':
      return matchLeaf(condition.leaf, context);
  }
}

function evaluateAll(conditions: readonly Condition[], rule: Rule, context: MatchContext): Finding {
  const findings: Finding[] = [];
  for (const condition of conditions) {
    const finding = evaluate(condition, rule, context);
    // The rest is not looked at: what it could not see does not matter then.
    if (!finding.value) return finding.unseen.length > 0 ? unseen(finding.unseen) : NOTHING;
    findings.push(finding);
  }
  return together(findings);
}

function evaluateAny(conditions: readonly Condition[], rule: Rule, context: MatchContext): Finding {
  const findings = conditions.map((condition) => evaluate(condition, rule, context));
  const holding = findings.filter((f) => f.value);
  if (holding.length > 0) return together(holding);
  return unseen(findings.flatMap((f) => f.unseen));
}
