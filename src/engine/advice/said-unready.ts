import { isPassed } from '../evaluation/weigh-line.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { speaksFor } from '../match/finding.js';
import type { Match } from '../match/match.js';
import { shorten } from '../match/text.js';
import { asLastWords, reasonSaidAgain } from './waits-for.js';

/** A program that was started less than this ago may still be on its way, in milliseconds. */
const ON_ITS_WAY_MS = 60_000;

/**
 * Of a container that runs, was never restarted and is not ready, where nothing else tells why: what it says over and
 * over, or what it said last and did not get over. Never more than a possibility, for it has not ended of it.
 */
export function saidUnready(context: MatchContext): Match | undefined {
  const { subject } = context;
  if (subject.kind !== 'container' || !isStuck(context)) return undefined;
  const { container, instance } = subject;
  const again = reasonSaidAgain(context);
  const reason = again?.reason ?? asLastWords(instance.log.lines ?? [], context);
  if (reason?.hit === undefined || (again === undefined && isPassed(reason.hit))) return undefined;
  const line = again?.line ?? reason.hit.line;
  const words = line.raw.trim();
  const often = again === undefined ? 'it logs' : `it logs, ${again.times} times of late`;
  return {
    ...reason,
    rule: { ...reason.rule, remediation: reason.rule.remediation.map(whileItRuns) },
    context,
    about: 'current',
    confidence: 'possible',
    evidence: [
      speaksFor(`it is running${ageOf(context)}, not ready`, container.statusPath ?? 'status', 'running'),
      speaksFor(`${often}: ${shorten(words, 300)}`, line.at, shorten(words)),
    ],
  };
}

/** A shared step speaks of an end, which has not come. */
function whileItRuns(step: RemediationStep): RemediationStep {
  return { ...step, do: step.do.replace('what it said before it ended', 'what it says meanwhile') };
}

function isStuck({ subject, now }: MatchContext): boolean {
  if (subject.kind !== 'container' || subject.instance.about !== 'current') return false;
  const { pod, container } = subject;
  const { current, kind, ready, restartCount = 0 } = container;
  if (current.kind !== 'running' || ready || restartCount > 0 || pod.deletionAt !== undefined) return false;
  if (kind !== 'main' && kind !== 'sidecar') return false;
  // Where nothing in the input is newer than its start, nobody knows how long it has run.
  const age = now - (current.startedAt ?? now);
  return age === 0 || age >= ON_ITS_WAY_MS;
}

function ageOf({ subject, now }: MatchContext): string {
  const state = subject.kind === 'container' ? subject.container.current : undefined;
  const startedAt = state?.kind === 'running' ? state.startedAt : undefined;
  return startedAt === undefined || startedAt === now
    ? ''
    : ` for ${humanDuration((now - startedAt) / 1000)}`;
}
