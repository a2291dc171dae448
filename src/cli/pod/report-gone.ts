import { asText, at, type JsonObject } from '../../domain/values/json.js';
import { present } from '../../domain/values/present.js';
import type { ReportGoneEvent, ReportGonePod } from '../../domain/report/gone.js';
import { toTimestamp } from '../../domain/values/time.js';
import { eventTime } from '../../sources/events.js';
import type { CollectionResult } from '../../sources/source.js';

/** Pods that were asked for and are gone, as far as events still tell of them. */
export function reportGone({ gone = [] }: Pick<CollectionResult, 'gone'>): readonly ReportGonePod[] {
  return gone
    .filter(({ events }) => events.length > 0)
    .map(({ namespace, name, events, ownerPods }) => ({
      namespace,
      name,
      events: events.map(reportEvent),
      successors: ownerPods.flatMap((pod) => asText(at(pod, 'metadata', 'name')) ?? []),
    }));
}

function reportEvent(event: JsonObject): ReportGoneEvent {
  const time = eventTime(event);
  return {
    reason: asText(at(event, 'reason')) ?? '',
    message: asText(at(event, 'message')) ?? '',
    ...present('lastSeen', time === undefined ? undefined : toTimestamp(time)),
  };
}
