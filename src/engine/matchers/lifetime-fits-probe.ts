import { asNumber, asObject, at, type JsonObject } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import { humanDuration } from '../../domain/values/time.js';
import type { MatchContext } from '../match/context.js';
import { found, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { containerSubject } from './subject.js';

/** Seconds that the kubelet's probe worker and the stop itself may add or save. */
const SLACK_SECONDS = 5;

/**
 * Whether the instance lived about as long as a probe that never succeeds allows: the initial
 * delay and `failureThreshold` periods, then at most the grace period (kubelet
 * pkg/kubelet/prober/worker.go, defaults in pkg/apis/core/v1/defaults.go, v1.34).
 */
export function matchLifetimeFitsProbe(
  leaf: Extract<Leaf, { kind: 'lifetime-fits-probe' }>,
  context: MatchContext,
): Finding {
  const subject = containerSubject(context);
  const probe = asObject(at(subject?.container.spec, `${leaf.probe}Probe`));
  const termination = subject?.instance.termination;
  if (subject === undefined || probe === undefined || termination?.durationSeconds === undefined)
    return NOTHING;
  const { delay, period, threshold, timeout } = probeTimes(probe);
  const least = delay + period * (threshold - 1) - 1;
  const most = delay + period * (threshold + 1) + timeout + subject.pod.gracePeriodSeconds + SLACK_SECONDS;
  const lived = termination.durationSeconds;
  if (lived < least || lived > most) return NOTHING;
  const fact = `it ran for ${humanDuration(lived)}; a ${leaf.probe} probe that never succeeds ends it after about ${humanDuration(delay + period * threshold)}`;
  return found([speaksFor(fact, `${termination.path}.finishedAt`, humanDuration(lived))]);
}

/** A probe's times in seconds, with the API's defaults. */
export function probeTimes(probe: JsonObject): {
  readonly delay: number;
  readonly period: number;
  readonly threshold: number;
  readonly timeout: number;
} {
  const read = (field: string, otherwise: number): number => asNumber(at(probe, field)) ?? otherwise;
  return {
    delay: read('initialDelaySeconds', 0),
    period: read('periodSeconds', 10),
    threshold: read('failureThreshold', 3),
    timeout: read('timeoutSeconds', 1),
  };
}
