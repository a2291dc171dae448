import { asNumber, asObject, asText, at, type JsonObject } from '../domain/values/json.js';
import type { EventRecord } from '../domain/snapshot.js';
import { asTime } from '../domain/values/time.js';

/** Whom an event is about. */
export interface InvolvedObject {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
}

/** Reads `involvedObject` (core/v1) or `regarding` (events.k8s.io/v1). */
export function involvedObject(event: JsonObject): InvolvedObject {
  const object = at(event, 'involvedObject') ?? at(event, 'regarding');
  const read = (key: string): Record<string, string> => {
    const text = asText(at(object, key));
    return text === undefined ? {} : { [key]: text };
  };
  return { ...read('kind'), ...read('namespace'), ...read('name'), ...read('uid') };
}

/**
 * The event in core/v1 shape, whichever API it was read through, with its times and count where
 * the rest of the program looks for them: an event of the newer API has `eventTime` and `series`
 * instead (k8s.io/api events/v1 types.go, v0.34). A message's prefix stays as it is.
 */
export function normaliseEvent(event: JsonObject): JsonObject {
  const series = asObject(at(event, 'series'));
  const eventTime = at(event, 'eventTime');
  const first = time(at(event, 'firstTimestamp'), at(event, 'deprecatedFirstTimestamp'), eventTime);
  const last = time(
    at(series, 'lastObservedTime'),
    at(event, 'lastTimestamp'),
    at(event, 'deprecatedLastTimestamp'),
    eventTime,
    first,
  );
  const counts = [at(series, 'count'), at(event, 'count'), at(event, 'deprecatedCount')];
  const count = Math.max(1, ...counts.map((value) => asNumber(value) ?? 0));
  const message = asText(at(event, 'message')) ?? asText(at(event, 'note'));
  const object = asObject(at(event, 'involvedObject')) ?? asObject(at(event, 'regarding'));
  const source = asObject(at(event, 'source')) ?? asObject(at(event, 'deprecatedSource'));
  const component = asText(at(event, 'reportingComponent')) ?? asText(at(event, 'reportingController'));
  return {
    ...event,
    count,
    ...(object === undefined ? {} : { involvedObject: object }),
    ...(message === undefined ? {} : { message }),
    ...(first === undefined ? {} : { firstTimestamp: first }),
    ...(last === undefined ? {} : { lastTimestamp: last }),
    ...(component === undefined ? {} : { reportingComponent: component }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The first that is a time at all; the API writes null where there is none. */
function time(...values: readonly Parameters<typeof asTime>[0][]): string | undefined {
  return asText(values.find((value) => asTime(value) !== undefined));
}

/** When the event was seen last, in milliseconds since the epoch. */
export function eventTime(event: JsonObject): number | undefined {
  return [
    at(event, 'series', 'lastObservedTime'),
    at(event, 'lastTimestamp'),
    at(event, 'deprecatedLastTimestamp'),
    at(event, 'eventTime'),
    at(event, 'firstTimestamp'),
    at(event, 'metadata', 'creationTimestamp'),
  ]
    .map(asTime)
    .find((ms) => ms !== undefined);
}

/** Clocks of nodes and server differ; an event may look this much too early or too late. */
const SKEW_MS = 5_000;

/**
 * The events that are about this very object, oldest first, in core/v1 shape. Where both sides
 * have a UID they must agree; else kind, namespace and name must, and the time must lie in the
 * object's life: a pod of the same name that lived before has left its events behind.
 */
export function matchEvents(
  subject: JsonObject,
  kind: string,
  events: readonly JsonObject[],
  now: number,
): readonly EventRecord[] {
  const life = { from: asTime(at(subject, 'metadata', 'creationTimestamp')), to: now };
  const found = events.flatMap((event) => {
    const matchedBy = matchOf(subject, kind, event, life);
    return matchedBy === undefined ? [] : [{ event: normaliseEvent(event), matchedBy }];
  });
  return found
    .map((record, index) => ({ record, index, at: eventTime(record.event) ?? 0 }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ record }) => record);
}

interface Life {
  readonly from: number | undefined;
  readonly to: number;
}

function matchOf(
  subject: JsonObject,
  kind: string,
  event: JsonObject,
  life: Life,
): EventRecord['matchedBy'] | undefined {
  const about = involvedObject(event);
  if (about.kind !== undefined && about.kind !== kind) return undefined;
  const uids = uidsOf(subject);
  // The kubelet puts the node's name where its UID belongs (pkg/kubelet/kubelet.go nodeRef, 1.34).
  const hasRealUid = about.uid !== undefined && !(kind === 'Node' && about.uid === about.name);
  if (hasRealUid && uids.length > 0) return uids.includes(about.uid ?? '') ? 'uid' : undefined;
  if (about.name === undefined || about.name !== asText(at(subject, 'metadata', 'name'))) return undefined;
  if (kind !== 'Node' && !isSameNamespace(about.namespace, asText(at(subject, 'metadata', 'namespace'))))
    return undefined;
  const seen = eventTime(event);
  if (seen === undefined) return 'name';
  if (life.from !== undefined && seen < life.from - SKEW_MS) return undefined;
  return seen > life.to + SKEW_MS ? undefined : 'name';
}

/** A transcript may leave the namespace out on either side. */
function isSameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/**
 * A static pod's events carry the hash of its manifest, as its mirror's annotation tells
 * (kubectl pkg/describe/describe.go, PodDescriber.Describe, v0.34).
 */
function uidsOf(subject: JsonObject): readonly string[] {
  const uid = asText(at(subject, 'metadata', 'uid'));
  const mirror = asText(at(subject, 'metadata', 'annotations', 'kubernetes.io/config.mirror'));
  return [uid, mirror].filter((text) => text !== undefined);
}
