import type { TerminationView } from '../../domain/kubernetes/pod.js';
import { CAUSES } from '../../domain/rules/cause.js';
import { fold } from '../ranking/fold.js';
import { haystackOf } from '../log/haystack.js';
import { saidAgain, type SaidAgain } from '../log/aftermath/said-again.js';
import { matchRules } from '../evaluation/match-rules.js';
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
  for (const said of saidAgain(instance.log.lines)) {
    const log = { ...instance.log, lines: [said.line], haystack: haystackOf(said.line.texts.join('\n')) };
    const matches = matchRules({
      ...context,
      subject: { ...subject, instance: { about: 'current', termination: ENDED, log } },
    });
    const [reason] = fold(matches.filter(({ hit, rule: { cause } }) => hit !== undefined && isOwn(cause)));
    if (reason !== undefined) return { ...said, reason };
  }
  return undefined;
}

const ABOUT_THE_PROBE = /statuscode: [34]\d\d/;

function isOwn(cause: Match['rule']['cause']): boolean {
  return CAUSES[cause].family === 'program' && cause !== 'app-exception';
}
