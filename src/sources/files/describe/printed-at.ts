import type { DescribedEvent } from './events.js';
import type { Age } from './times.js';

/** What a description says of when something happened. */
export interface Clues {
  /** When its containers were started last, in milliseconds since the epoch. */
  readonly starts: readonly number[];
  /** `Start Time`: when the kubelet saw the pod first. */
  readonly seenByKubelet: number | undefined;
  /** Every date in it. */
  readonly dates: readonly number[];
  readonly events: readonly DescribedEvent[];
}

/**
 * When the description was printed: it does not say so, but tells some moments twice, as a date and
 * as an age. `Scheduled` is about the pod's `Start Time`, within what its age was rounded by. The
 * youngest event about a start belongs to the newest start or, where the kubelet's events were
 * dropped (client-go tools/record EventSourceObjectSpamFilter), to an older one: it was printed no
 * later than that event tells. Undefined where it holds no date at all.
 */
export function printedAt({ starts, seenByKubelet, dates, events }: Clues): number | undefined {
  if (dates.length === 0) return undefined;
  const scheduled = seenByKubelet === undefined ? undefined : youngest(events, ['Scheduled']);
  const atLeast = Math.max(...dates, (seenByKubelet ?? 0) + (scheduled?.ms ?? 0));
  const started = starts.length === 0 ? undefined : youngest(events, STARTING);
  const told = started === undefined ? atLeast : Math.max(...starts) + started.ms;
  const atMost = scheduled === undefined ? told : atLeast + scheduled.roundedMs;
  return Math.max(atLeast, Math.min(told, atMost));
}

/** The kubelet's events about a start. */
const STARTING: readonly string[] = ['Started', 'Created', 'Pulled'];

function youngest(events: readonly DescribedEvent[], reasons: readonly string[]): Age | undefined {
  const ages = events.flatMap(({ reason, last }) =>
    reasons.includes(reason) && last !== undefined ? [last] : [],
  );
  return ages.sort((a, b) => a.ms - b.ms)[0];
}
