import { asNumber, asObject, asText, at, type JsonObject } from '../values/json.js';
import { present } from '../values/present.js';
import type { EventRecord } from '../snapshot.js';
import { asTime } from '../values/time.js';

/** An event read leniently from its core/v1 shape. */
export interface EventView {
  readonly reason: string;
  readonly message: string;
  readonly type: string;
  /** How often it was seen; at least 1. */
  readonly count: number;
  /** Milliseconds since the epoch; `firstAt` <= `lastAt` where both are known. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** The container of `involvedObject.fieldPath` (`spec.containers{app}`), or that which FailedSync names. */
  readonly container?: string;
  readonly source?: string;
  readonly matchedBy: 'uid' | 'name';
}

const FIELD_PATH = /^spec\.(?:initContainers|containers|ephemeralContainers)\{(.+)\}$/;

/** client-go tools/record/events_cache.go: the head of a message that stands for more than ten that differ in their words. */
const COMBINED = /^\(combined from similar events\): /;

/** pkg/kubelet/container/sync_result.go: how the kubelet names a container in an event about the pod. */
const STARTED_CONTAINER = /failed to "StartContainer" for "([^"]+)" with /;

/** Reads one event; the scheduler's leave firstTimestamp null and carry eventTime and series. */
export function readEvent(record: EventRecord): EventView {
  const event: JsonObject = record.event;
  const series = asObject(at(event, 'series'));
  const single = asTime(at(event, 'eventTime')) ?? asTime(at(event, 'metadata', 'creationTimestamp'));
  const firstAt = asTime(at(event, 'firstTimestamp')) ?? single;
  const lastAt = asTime(at(series, 'lastObservedTime')) ?? asTime(at(event, 'lastTimestamp')) ?? firstAt;
  const count = asNumber(at(series, 'count')) ?? asNumber(at(event, 'count')) ?? 1;
  const fieldPath = asText(at(event, 'involvedObject', 'fieldPath')) ?? '';
  const message = (asText(at(event, 'message')) ?? '').replace(COMBINED, '');
  const container = FIELD_PATH.exec(fieldPath)?.[1] ?? STARTED_CONTAINER.exec(message)?.[1];
  return {
    reason: asText(at(event, 'reason')) ?? '',
    message,
    type: asText(at(event, 'type')) ?? '',
    count: Math.max(1, Math.trunc(count)),
    ...present('firstAt', firstAt),
    ...present('lastAt', lastAt),
    ...present('container', container),
    ...present('source', asText(at(event, 'source', 'component')) ?? asText(at(event, 'reportingComponent'))),
    matchedBy: record.matchedBy,
  };
}
