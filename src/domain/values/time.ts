import { asText, type Json } from './json.js';

/** Milliseconds since the epoch of an RFC 3339 time, or of RFC 1123's with a zone as kubectl prints it; undefined when it is none. */
export function asTime(value: Json | undefined): number | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  // containerd leaves startedAt unset for a container that never started; the API shows the
  // epoch then (containerd internal/cri/server/container_start.go, v2.0.0), which is no time.
  return Number.isNaN(ms) || ms <= 0 ? undefined : ms;
}

/** The time as the API server prints it: whole seconds, UTC. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
];

/**
 * A duration as kubectl's AGE column prints it (`38s`, `2m3s`, `41m`, `5d3h`): two units while
 * the first is small, one afterwards. Source: apimachinery pkg/util/duration HumanDuration, v0.34.
 * Negative durations (a clock that is behind) are shown as `0s`.
 */
export function humanDuration(seconds: number): string {
  const s = Math.floor(seconds);
  if (!(s > 0)) return '0s';
  if (s < 120) return `${s}s`;
  const m = Math.floor(s / 60);
  if (m < 10) return s % 60 === 0 ? `${m}m` : `${m}m${s % 60}s`;
  if (m < 180) return `${m}m`;
  const h = Math.floor(s / 3600);
  if (h < 8) return m % 60 === 0 ? `${h}h` : `${h}h${m % 60}m`;
  if (h < 48) return `${h}h`;
  const d = Math.floor(h / 24);
  if (h < 192) return h % 24 === 0 ? `${d}d` : `${d}d${h % 24}h`;
  if (d < 365 * 2) return `${d}d`;
  const y = Math.floor(d / 365);
  if (d < 365 * 8) return d % 365 === 0 ? `${y}y` : `${y}y${d % 365}d`;
  return `${y}y`;
}

const GO_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Seconds of a Go duration (`1h2m3.5s`, `300ms`, `0`), or undefined when it is none. */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|[smh]))+$/.exec(text);
  if (match === null) return undefined;
  let seconds = 0;
  for (const [, digits, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|[smh])/g)) {
    seconds += Number(digits) * (GO_UNITS[unit ?? ''] ?? 0);
  }
  return match[1] === '-' ? -seconds : seconds;
}

/** A Go duration of whole units for a message: `90` seconds is `1m30s`. */
export function formatGoDuration(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Math.round(seconds * 1000)}ms`;
  let rest = Math.round(seconds);
  let text = '';
  for (const [unit, size] of UNITS.slice(1)) {
    const n = Math.floor(rest / size);
    if (n > 0) text += `${n}${unit}`;
    rest %= size;
  }
  return text === '' ? '0s' : text;
}
