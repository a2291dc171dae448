// The synthetic cluster of podfarm.mjs as a process of its own, and what it knows of the truth.
import { spawn } from 'node:child_process';
import https from 'node:https';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { env, run } from './measure.mjs';

const PODFARM = fileURLToPath(new URL('podfarm.mjs', import.meta.url));

/**
 * Serves such a cluster over TLS while `use` runs; `isWarm`: everything is rendered before, so that
 * no measurement sees the server do it.
 */
export async function withFarm(flags, use, { isWarm = true } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'exitdiag-bench-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  const farm = spawn(
    process.execPath,
    [
      PODFARM,
      'serve',
      '--tls',
      ...(isWarm ? ['--warm', '--warm-protobuf'] : []),
      '--kubeconfig',
      kubeconfig,
      ...flags.map(String),
    ],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [line] = await once(createInterface(farm.stdout), 'line');
    const { url } = JSON.parse(line);
    return await use({ kubeconfig, ask: (what, body) => ask(url, what, body) });
  } finally {
    farm.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(url, what, body) {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const request = https.request(`${url}/farm/${what}`, { method, rejectUnauthorized: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Scans the whole cluster once, whatever the exit status. */
export async function scan(farm, program, options = []) {
  await farm.ask('reset', {});
  const command = [...program, 'scan', '-A', '--since', '0', '--kubeconfig', farm.kubeconfig, '-o', 'json'];
  return run([...command, ...options], { keep: true, anyStatus: true });
}

/** Holds a report against the truth: the share of crashed pods that it names, and how many it made up. */
export function judge(report, truth) {
  const named = new Set(report.pods.filter(isInTrouble).map(keyOf));
  const crashed = truth.filter((pod) => pod.class === 'crashed');
  const found = crashed.filter((pod) => named.has(keyOf(pod)));
  const real = new Set(truth.map(keyOf));
  return {
    crashed: crashed.length,
    recall: crashed.length === 0 ? 1 : found.length / crashed.length,
    invented: [...named].filter((key) => !real.has(key)).length,
  };
}

/** Scans and judges, with what the server was asked. */
export async function scanAndJudge(farm, program) {
  const { output, peak, ms } = await scan(farm, program);
  const stats = await farm.ask('stats');
  const truth = await farm.ask('truth');
  const report = JSON.parse(output);
  return { peak, ms, stats, report, truth, ...judge(report, truth) };
}

function isInTrouble(pod) {
  return pod.diagnoses.length > 0 || pod.containers.some((container) => container.diagnoses.length > 0);
}

function keyOf({ namespace, name }) {
  return `${namespace}/${name}`;
}

/** A dump of such a cluster as one JSON List. */
export async function dump(file, flags) {
  await run([process.execPath, PODFARM, 'dump', '--format', 'json', '--out', file, ...flags.map(String)]);
}
