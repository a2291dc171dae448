import type { Missing } from '../domain/evidence.js';
import type { EventRecord } from '../domain/snapshot.js';
import { COSTS } from './costs.js';

/**
 * No component tells so many of one object within the hour that a cluster keeps them: of each 25 are let through, then
 * one in five minutes (client-go tools/record/events_cache.go, EventSourceObjectSpamFilter, v0.34).
 */
const MOST_EVENTS = 2_000;

/** Of an object's events the newest, and that there were more. */
export function newestEvents(
  records: readonly EventRecord[],
  what: 'events' | 'nodeEvents',
): { readonly events: readonly EventRecord[]; readonly gaps: readonly Missing[] } {
  const left = Math.max(0, records.length - MOST_EVENTS);
  const why = `the ${left} oldest of ${records.length} were not looked at`;
  return {
    events: records.slice(left),
    gaps: left === 0 ? [] : [{ what, why, costs: COSTS[what] }],
  };
}
