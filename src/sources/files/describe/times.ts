import type { JsonObject } from '../../../domain/values/json.js';
import { asTime, toTimestamp } from '../../../domain/values/time.js';

/**
 * `{startedAt: "..."}` of `Fri, 27 Nov 2026 03:38:01 +0000`, as the API has it; nothing of what is no
 * date, or of the one that stands for a start that never came.
 */
export function dated(key: string, text: string | undefined): JsonObject {
  const ms = asTime(text);
  return ms === undefined ? {} : { [key]: toTimestamp(ms) };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/** An age as it is printed, and how much more it may have been: `5m` is anything below six minutes. */
export interface Age {
  readonly ms: number;
  readonly roundedMs: number;
}

/** Reads `103s`, `3m42s`, `5d3h` (apimachinery pkg/util/duration HumanDuration), or undefined. */
export function readAge(text: string): Age | undefined {
  if (!/^(?:\d+[smhdy]){1,2}$/.test(text)) return undefined;
  let seconds = 0;
  let unit = 1;
  for (const [, count, name = 's'] of text.matchAll(/(\d+)([smhdy])/g)) {
    unit = UNIT_SECONDS[name] ?? 1;
    seconds += Number(count) * unit;
  }
  return { ms: seconds * 1000, roundedMs: (unit - 1) * 1000 };
}
