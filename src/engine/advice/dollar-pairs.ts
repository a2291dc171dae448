import type { Evidence } from '../../domain/evidence.js';
import { asStrings, at } from '../../domain/values/json.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';
import { AT_THE_END, withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * In command and args `$$` stands for one dollar sign, so that `$$(NAME)` is not filled in: a script that means its own
 * process by it gets a `$` alone (third_party/forked/golang/expansion/expand.go, v1.34). Told where the program quotes one.
 */
export function withDollarPairs(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.hit === undefined) return match;
  if (!BARE_DOLLAR.test(match.hit.line.raw)) return match;
  const { spec, specPath = 'spec' } = subject.container;
  const field = (['command', 'args'] as const).find((each) =>
    asStrings(at(spec, each)).some((word) => PAIR.test(word)),
  );
  if (field === undefined) return match;
  const told: Evidence = {
    fact: `its ${field} has $$, of which the kubelet makes one $ before the program sees it`,
    at: `${specPath}.${field}`,
    observed: '$$',
    speaks: 'for',
  };
  return withEvidence(withChange(match, STEP), AT_THE_END, [told]);
}

const STEP: RemediationStep = {
  do: 'Write $$$$ where the program is to read $$, or keep the script in a ConfigMap, whose text is not changed',
  command: 'kubectl edit {{owner}} -n {{namespace}}',
  effect: 'mutating',
};

/** Two that are no reference kept from being filled in. */
const PAIR = /\$\$(?![({])/;
/** A dollar sign with no name behind it. */
const BARE_DOLLAR = /(?<!\$)\$(?![\w{($'"])/;
