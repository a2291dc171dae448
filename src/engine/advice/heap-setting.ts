import type { Evidence } from '../../domain/evidence.js';
import { enumeration } from '../../domain/values/enumeration.js';
import { formatBytes, parseQuantity } from '../../domain/values/quantity.js';
import type { RemediationStep } from '../../domain/rules/rule.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';
import { heapSettingsOf } from '../facts/heap-setting.js';
import { resourceOf } from '../facts/resource.js';

/**
 * A container that went over its memory limit may have been told to: -Xmx and --max-old-space-size bound the
 * heap alone, and nothing holds a heap back that may grow to the limit of the whole container or beyond
 * (https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html,
 * https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib).
 */
export function withHeapSetting(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.cause !== 'oom-limit') return match;
  const limit = resourceOf(subject.container, 'limits', 'memory');
  const most = limit === undefined ? undefined : parseQuantity(limit.text);
  if (limit === undefined || most === undefined) return match;
  const settings = heapSettingsOf(subject.container);
  // Of several it is not known which one holds.
  if (settings.length === 0 || settings.some(({ bytes }) => bytes < most)) return match;
  const told = settings.map(({ flag, bytes, where }): Evidence => {
    const fact = `${flag} lets the heap alone grow to ${formatBytes(bytes)}; the limit of the whole container is ${limit.text}`;
    return { fact, at: where, observed: flag, speaks: 'for' };
  });
  const flags = enumeration([...new Set(settings.map(({ flag }) => flag))]);
  const step: RemediationStep = {
    do: `Lower ${flags} to well below the memory limit, for a program needs more than its heap, or raise the limit above it`,
    effect: 'mutating',
  };
  return withEvidence(withChange(match, step), 1, told);
}
