import { asObject, at } from '../../domain/values/json.js';
import type { Leaf } from '../../domain/rules/rule.js';
import type { MatchContext } from '../match/context.js';
import { found, holds, NOTHING, speaksFor, type Finding } from '../match/finding.js';
import { probeTimes } from './lifetime-fits-probe.js';
import { containerSubject } from './subject.js';

/** `probe`: whether the container has such a probe. */
export function matchProbe(leaf: Extract<Leaf, { kind: 'probe' }>, context: MatchContext): Finding {
  const container = containerSubject(context)?.container;
  if (container?.spec === undefined) return NOTHING;
  const probe = asObject(at(container.spec, `${leaf.probe}Probe`));
  if (probe === undefined || !leaf.set) return holds((probe !== undefined) === leaf.set);
  const { delay, period, threshold, timeout } = probeTimes(probe);
  const fact = `its ${leaf.probe} probe runs every ${period}s after ${delay}s, gives each try ${timeout}s and allows ${threshold} failures`;
  return found([
    speaksFor(
      fact,
      `${container.specPath ?? 'spec'}.${leaf.probe}Probe`,
      JSON.stringify({ period, threshold, timeout, delay }),
    ),
  ]);
}
