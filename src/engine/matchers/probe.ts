import { asNumber, asObject, at } from '../../domain/json.js';
import type { Leaf } from '../../domain/rule.js';
import type { MatchContext } from '../context.js';
import { found, holds, NOTHING, speaksFor, type Finding } from '../finding.js';
import { containerSubject } from './subject.js';

/** Defaults of the API: period 10 s, time-out 1 s, failure threshold 3 (apis/core/v1/defaults.go, 1.34). */
export function matchProbe(leaf: Extract<Leaf, { kind: 'probe' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  if (container?.spec === undefined) return NOTHING;
  const probe = asObject(at(container.spec, `${leaf.probe}Probe`));
  if (probe === undefined || !leaf.set) return holds((probe !== undefined) === leaf.set);
  const period = asNumber(at(probe, 'periodSeconds')) ?? 10;
  const threshold = asNumber(at(probe, 'failureThreshold')) ?? 3;
  const timeout = asNumber(at(probe, 'timeoutSeconds')) ?? 1;
  const delay = asNumber(at(probe, 'initialDelaySeconds')) ?? 0;
  const fact = `its ${leaf.probe} probe runs every ${period}s after ${delay}s, gives each try ${timeout}s and allows ${threshold} failures`;
  return found([speaksFor(fact, `${container.specPath ?? 'spec'}.${leaf.probe}Probe`, JSON.stringify({ period, threshold, timeout, delay }))]);
}
