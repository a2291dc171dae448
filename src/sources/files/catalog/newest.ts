import { asList, at, type Json, type JsonObject } from '../../../domain/values/json.js';
import { asTime } from '../../../domain/values/time.js';

/**
 * The newest time that anything in the input was seen: the recording's own "now". Times that lie
 * ahead by nature (a deletion's deadline, a certificate's end) are not looked at.
 */
export class NewestTime {
  /** `2026-01-01T12:00:00`: the API server writes UTC, so that text compares as time does. */
  private text = '';
  private other = 0;

  /** Milliseconds since the epoch; undefined while nothing told a time. */
  get ms(): number | undefined {
    const ms = Math.max(this.other, this.text === '' ? 0 : Date.parse(`${this.text}Z`));
    return ms === 0 ? undefined : ms;
  }

  /** Something was seen at that time, in milliseconds since the epoch. */
  reach(ms: number): void {
    this.other = Math.max(this.other, ms);
  }

  take(object: JsonObject): void {
    const metadata = at(object, 'metadata');
    this.see(at(metadata, 'creationTimestamp'));
    for (const entry of asList(at(metadata, 'managedFields'))) this.see(at(entry, 'time'));
    for (const key of EVENT_TIMES) this.see(at(object, key));
    this.see(at(object, 'series', 'lastObservedTime'));
    const status = at(object, 'status');
    for (const key of STATUS_TIMES) this.see(at(status, key));
    for (const condition of asList(at(status, 'conditions'))) {
      for (const key of CONDITION_TIMES) this.see(at(condition, key));
    }
    for (const list of CONTAINER_LISTS) {
      for (const container of asList(at(status, list))) this.takeContainer(container);
    }
  }

  private takeContainer(container: Json): void {
    this.see(at(container, 'state', 'running', 'startedAt'));
    for (const state of ['state', 'lastState']) {
      this.see(at(container, state, 'terminated', 'startedAt'));
      this.see(at(container, state, 'terminated', 'finishedAt'));
    }
  }

  private see(value: Json | undefined): void {
    if (typeof value !== 'string' || value.length < 20 || value.length > 40) return;
    if (value.endsWith('Z') && value.charCodeAt(10) === 0x54) {
      const seconds = value.slice(0, 19);
      if (seconds > this.text && asTime(value) !== undefined) this.text = seconds;
    } else this.other = Math.max(this.other, asTime(value) ?? 0);
  }
}

const EVENT_TIMES = ['eventTime', 'firstTimestamp', 'lastTimestamp', 'deprecatedLastTimestamp'] as const;
const STATUS_TIMES = ['startTime', 'completionTime', 'lastScheduleTime', 'lastSuccessfulTime'] as const;
const CONDITION_TIMES = [
  'lastTransitionTime',
  'lastProbeTime',
  'lastUpdateTime',
  'lastHeartbeatTime',
] as const;
const CONTAINER_LISTS = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const;
