import type { Evidence } from '../../domain/evidence.js';
import { asStrings, at } from '../../domain/values/json.js';
import { shellWord } from '../../domain/values/shell-word.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';
import { shorten } from '../match/text.js';
import { withEvidence } from '../match/with-evidence.js';
import { PROBE_FIELDS } from '../facts/probe-setting.js';
import { withChange } from './with-change.js';

/**
 * A probe that runs a command fails where that ends with another code than 0, and what the command prints is
 * all that the kubelet tells of it (pkg/probe/exec/exec.go, v1.34): with a command that prints nothing, nothing.
 */
export function withProbeCommand(match: Match): Match {
  const { subject } = match.context;
  const field = PROBE_FIELDS[match.rule.cause];
  if (field === undefined || subject.kind !== 'container') return match;
  const words = asStrings(at(subject.container.spec, field, 'exec', 'command'));
  if (words.length === 0 || match.variables['absent'] !== undefined) return match;
  const command = shorten(words.join(' '), 120);
  const where = `${subject.container.specPath ?? 'spec'}.${field}.exec.command`;
  const told: Evidence = { fact: `the probe runs: ${command}`, at: where, observed: command, speaks: 'for' };
  const heard = match.evidence.map((each) => PROBE_OUTPUT.exec(each.fact)?.[1]?.trim());
  const printed = heard.find((each) => each !== undefined);
  if (printed === undefined || match.variables['late'] !== undefined) return withEvidence(match, 2, [told]);
  if (printed !== '') {
    const ofTrace = TRACE.test(printed) ? { output: shorten(printed.split('\n').at(-1) ?? '', 120) } : {};
    const named = { ...match, variables: { ...match.variables, ...ofTrace } };
    return withEvidence(withChange(named, run(words)), 2, [told]);
  }
  const fact = `the probe runs: ${command}; that ended with a code other than 0 and printed nothing`;
  const output = `${command} did not succeed, and printed nothing`;
  const changed = { ...match, variables: { ...match.variables, output, probeAnswered: 'it' } };
  return withEvidence(withChange(changed, run(words)), 2, [{ ...told, fact }]);
}

const PROBE_OUTPUT = /probe failed:([\s\S]*)$/;

/** Python prints the exception last. */
const TRACE = /^Traceback \(most recent call last\)/;

/** Where the words are too many to be read, or would be taken for a text to fill in, without a command. */
function run(words: readonly string[]): RemediationStep {
  const command = words.map(shellWord).join(' ');
  const does =
    'Run its command in the container to see with which code it ends, and correct what it looks for';
  if (command.length > 160 || /\{\{|\n/.test(command)) return { do: does, effect: 'mutating' };
  return {
    do: does,
    command: `kubectl exec {{pod}} -n {{namespace}} -c {{container}} -- ${command}`,
    effect: 'mutating',
  };
}
