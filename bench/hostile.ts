import { reportPod } from '../src/engine/index.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { redact } from '../src/sources/redact/redact.js';
import { LINE_BEGINNINGS, SECRET_BEGINNINGS, repeated } from '../test/support/hostile-runs.js';
import { crashLoop, ended, log, pod, snapshot } from '../test/support/pods.js';

/** Where a text is too short, its growth is noise: under this, in milliseconds, none is counted. */
const LEAST = 100;

/**
 * How the time grows when a text that a pattern may try again from each place becomes four times as
 * long: 4 where the work grows with the length, 16 where it grows with its square.
 */
export async function measureHostile(): Promise<string> {
  const rules = await loadRulebook();
  const judge = (run: string, length: number): void => {
    const lines = Array.from({ length: 40 }, () => `ERROR: ${repeated(run, length)}`);
    reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
  };
  const clean = (run: string, length: number): void => void redact(repeated(run, length));
  const secrets = SECRET_BEGINNINGS.map((run) => growth(run, clean, 250_000));
  const lines = LINE_BEGINNINGS.map((run) => growth(run, judge, 2048));
  return `redaction of 1 MB ${worst(secrets)}; a verdict on 40 lines of 8 kB ${worst(lines)}`;
}

interface Growth {
  run: string;
  /** Milliseconds for the longer text. */
  long: number;
  times: number;
}

function growth(run: string, use: (run: string, length: number) => void, length: number): Growth {
  const best = (size: number): number => Math.min(...[1, 2, 3].map(() => time(() => use(run, size))));
  best(length);
  const [short, long] = [best(length), best(4 * length)];
  return { run, long, times: long < LEAST ? 0 : long / short };
}

function time(work: () => void): number {
  const start = process.cpuUsage().user;
  work();
  return (process.cpuUsage().user - start) / 1000;
}

function worst(all: readonly Growth[]): string {
  const byTimes = all.reduce((one, other) => (other.times > one.times ? other : one));
  const byTime = all.reduce((one, other) => (other.long > one.long ? other : one));
  return `${byTimes.times.toFixed(1)}x (${JSON.stringify(byTimes.run)}), at most ${byTime.long.toFixed(0)} ms (${JSON.stringify(byTime.run)})`;
}
