import type { LogLine } from '../log-lines.js';

/** What Python, Node and Rust print above the line that names the fault. */
const HEAD =
  /^(?:Traceback \(most recent call last\):|(?:file:\/\/)?(?:\/|[A-Z]:\\|node:)\S*:\d+|thread '[^']*' (?:\(\d+\) )?panicked at \S+:)$/;
/** Node shows the line of the source between, which need not be set in. */
const MOST_BETWEEN = 2;
const NAMES_ERROR = /^(?:Uncaught )?[\w.]*(?:Error|Exception)\b|^\w+: /;

/** How many entries these are, with a head and the line below that names the fault as one. */
export function reportsIn(entries: readonly LogLine[]): number {
  let reports = 0;
  for (let at = 0; at < entries.length; at += 1) {
    reports += 1;
    const raw = entries[at]?.raw ?? '';
    if (raw.length > 300 || !HEAD.test(raw)) continue;
    const below = entries.slice(at + 1, at + 2 + MOST_BETWEEN);
    const isSource = !raw.startsWith('Traceback') && !raw.startsWith('thread');
    const named = isSource ? below.findIndex((line) => NAMES_ERROR.test(line.raw)) : 0;
    at += below.length === 0 || named < 0 ? 0 : named + 1;
  }
  return reports;
}
