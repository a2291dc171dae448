import type { TerminationView } from '../../domain/kubernetes/pod.js';
import { CAUSES } from '../../domain/rules/cause.js';
import { fold } from '../ranking/fold.js';
import { haystackOf } from '../log/haystack.js';
import { saidAgain, type SaidAgain } from '../log/aftermath/said-again.js';
import { matchRules } from '../evaluation/match-rules.js';
import type { LogLine } from '../log/log-lines.js';
import type { MatchContext } from '../match/context.js';
import type { Match } from '../match/match.js';

/** What a container that runs and is not ready says over and over, and the rule that knows it. */
export interface WaitsFor extends SaidAgain {
  readonly reason: Match;
}

/** As if it had ended with these last words: the rules about logs speak of programs that ended. */
const ENDED: TerminationView = {
  path: 'state.running',
  exitCode: 1,
  reason: 'Error',
  outcome: { kind: 'exited', code: 1 },
};

/**
 * Why a program calls itself unready, by what it says over and over meanwhile. Not where the probe was
 * answered with a redirect or a refusal: that is about the probe's path, host or login
 * (pkg/probe/http/http.go, v1.34), whatever the program logs beside.
 */
export function waitsFor({ rule, context }: Match): WaitsFor | undefined {
  const { subject } = context;
  if (rule.cause !== 'readiness-failing' || subject.kind !== 'container') return undefined;
  const { instance } = subject;
  if (instance.termination !== undefined || instance.log.lines === undefined) return undefined;
  if (context.events.some(({ reason, message }) => reason === 'Unhealthy' && ABOUT_THE_PROBE.test(message)))
    return undefined;
  return reasonSaidAgain(context);
}

/** What a container that runs says over and over, where a rule about the logs of programs knows it. */
export function reasonSaidAgain(context: MatchContext): WaitsFor | undefined {
  if (context.subject.kind !== 'container') return undefined;
  for (const said of saidAgain(context.subject.instance.log.lines ?? [])) {
    const reason = asLastWords([said.line], context);
    if (reason !== undefined) return { ...said, reason };
  }
  return undefined;
}

/** The rule that would tell why a container ended, had it ended with these lines. */
export function asLastWords(lines: readonly LogLine[], context: MatchContext): Match | undefined {
  const { subject } = context;
  if (subject.kind !== 'container') return undefined;
  const haystack = haystackOf(lines.flatMap(({ texts }) => texts).join('\n'));
  const log = { ...subject.instance.log, lines, haystack };
  const matches = matchRules({
    ...context,
    subject: { ...subject, instance: { about: 'current', termination: ENDED, log } },
  });
  return fold(matches.filter(({ hit, rule: { cause } }) => hit !== undefined && isOwn(cause)))[0];
}

const ABOUT_THE_PROBE = /statuscode: [34]\d\d/;

function isOwn(cause: Match['rule']['cause']): boolean {
  return CAUSES[cause].family === 'program' && cause !== 'app-exception';
}
