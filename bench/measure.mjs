// Runs commands as whole processes, in turn (A B A B ...), and takes ratios pair by pair: what the
// machine does besides hits both alike.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// Node reads that bundle at every start, kubectl does not: neither gets it.
const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;

/** How often the peak of a running process is read, in milliseconds; the kernel keeps the peak itself. */
const POLL = 10;

/**
 * One run: wall time in milliseconds, peak memory in MB (Linux only, else NaN), exit status and,
 * with `keep`, what it printed. A status other than 0 is an error unless any will do.
 */
export function run(command, { keep = false, anyStatus = false } = {}) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(command[0], command.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let peak = NaN;
    const poll = setInterval(() => (peak = peakOf(child.pid) ?? peak), POLL);
    const output = [];
    const errors = [];
    child.stdout.on('data', (chunk) => void (keep && output.push(chunk)));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(poll);
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (status !== 0 && !anyStatus)
        reject(new Error(`${command.join(' ')}: status ${status}: ${Buffer.concat(errors)}`));
      else resolve({ ms, peak, status, output: Buffer.concat(output).toString() });
    });
  });
}

/** The peak of a running process' memory in MB; Linux tells it, and only while it runs. */
export function peakOf(pid) {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Runs both in turn after one run of each that does not count. */
export async function pair(a, b, runs) {
  const pairs = [];
  for (let n = 0; n <= runs; n += 1) {
    const both = [await run(a), await run(b)];
    if (n > 0) pairs.push(both);
  }
  return {
    ratio: figures(pairs.map(([one, other]) => one.ms / other.ms)),
    ms: figures(pairs.map(([one]) => one.ms)),
    otherMs: figures(pairs.map(([, other]) => other.ms)),
    peakRatio: figures(pairs.map(([one, other]) => one.peak / other.peak)),
    peak: figures(pairs.map(([one]) => one.peak)),
    otherPeak: figures(pairs.map(([, other]) => other.peak)),
  };
}

/** Minimum and median. */
export function figures(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)] };
}

/** `0.41x (at best 0.38x)` */
export function asRatio({ min, median }) {
  return `${median.toFixed(2)}x (at best ${min.toFixed(2)}x)`;
}

export function hasKubectl() {
  return spawnSync('kubectl', ['version', '--client'], { env, stdio: 'ignore' }).status === 0;
}

export { env };
