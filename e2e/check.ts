import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ROLLOUTS } from './check/rollouts.js';
import type { Rollout, Stage } from './check/rollout.js';
import { sleep } from './check/rollout.js';
import { kubectlMissing, kubectlOf } from './kubectl.js';
import type { Report } from '../src/domain/report/report.js';
import { run } from './run.js';
import { table } from './table.js';

/** How many rollouts ended as they should. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface Row {
  readonly id: string;
  readonly cells: readonly string[];
  readonly complaints: readonly string[];
}

/** Rollouts at the same time: more of them would wait for each other on a small machine. */
const AT_ONCE = 3;
const PROGRAM = process.env['E2E_PROGRAM'] ?? path.resolve('bin/kubectl-exitdiag');

/**
 * Makes every rollout in a namespace of its own, checks it and asks `kubectl rollout status` beside
 * it, and takes the namespace away again. E2E_ONLY names those to make (a regular expression).
 */
export async function main(
  kubeconfig: string,
  write: (text: string) => void,
  signal?: AbortSignal,
): Promise<Tally> {
  const unable = await kubectlMissing();
  if (unable !== undefined) throw new Error(unable);
  const only = new RegExp(process.env['E2E_ONLY'] ?? '');
  const chosen = ROLLOUTS.filter(({ id }) => only.test(id));
  const rows = new Map<string, Row>();
  write(`checking ${chosen.length} rollouts\n`);
  const worker = async (waiting: Rollout[]): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && signal?.aborted !== true; next = waiting.shift()) {
      const { id } = next;
      rows.set(id, await tryRollout(next, kubeconfig).catch((error: unknown) => broken(id, error)));
      write(`${rows.get(id)?.complaints.length === 0 ? 'ok ' : 'NOT'} ${id}\n`);
    }
  };
  const together = chosen.filter(({ alone }) => alone !== true);
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(together)));
  await worker(chosen.filter(({ alone }) => alone === true));
  const all = ROLLOUTS.flatMap(({ id }) => rows.get(id) ?? []);
  write(
    `\n${table([['ROLLOUT', 'CHECK', 'AFTER', 'CAUSE', 'KUBECTL', 'AFTER'], ...all.map(({ id, cells }) => [id, ...cells])])}\n`,
  );
  for (const { id, complaints } of all) for (const complaint of complaints) write(`${id}: ${complaint}\n`);
  const failed = all.filter(({ complaints }) => complaints.length > 0).length;
  return { passed: all.length - failed, failed };
}

function broken(id: string, error: unknown): Row {
  const message = error instanceof Error ? error.message : String(error);
  return { id, cells: ['-', '-', '-', '-', '-'], complaints: [message] };
}

async function tryRollout(rollout: Rollout, kubeconfig: string): Promise<Row> {
  const namespace = `exitdiag-check-${randomBytes(4).toString('hex')}`;
  const cluster = kubectlOf(kubeconfig);
  const stage: Stage = {
    namespace,
    kubeconfig,
    kubectl: (args, input) => cluster(['--namespace', namespace, ...args], input),
  };
  await stage.kubectl(['create', 'namespace', namespace]);
  try {
    await waitForDefaultAccount(stage);
    if (rollout.before !== undefined) {
      await apply(stage, rollout.before);
      await stage.kubectl(['rollout', 'status', rollout.target, '--timeout=90s']);
    }
    return await judge(rollout, stage);
  } finally {
    await cluster(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
  }
}

async function judge(rollout: Rollout, stage: Stage): Promise<Row> {
  const { target, as, until, meanwhile, args = [] } = rollout;
  const other = await as?.(stage);
  await apply(stage, rollout.objects);
  await until?.(stage);
  const asked = { ...process.env, KUBECONFIG: other?.kubeconfig ?? stage.kubeconfig };
  const options = { env: asked };
  const [check, status] = await Promise.all([
    timed(
      process.execPath,
      [PROGRAM, 'check', target, '-n', stage.namespace, '-o', 'json', ...args],
      options,
    ),
    rollout.kubectlStatus === undefined
      ? undefined
      : timed(
          'kubectl',
          [
            'rollout',
            'status',
            target,
            '-n',
            stage.namespace,
            `--timeout=${rollout.kubectlTimeout ?? '90s'}`,
          ],
          options,
        ),
    meanwhile?.(stage),
  ]).finally(() => other?.close?.());
  const report = check.status === 2 || check.stdout === '' ? undefined : (JSON.parse(check.stdout) as Report);
  const causes = report?.groups.map((group) => group.cause) ?? [];
  const cells = [
    String(check.status),
    `${check.seconds.toFixed(1)}s`,
    causes[0] ?? '-',
    status === undefined
      ? '-'
      : `${status.status}${status.status === rollout.kubectlStatus ? '' : ' (wrong)'}`,
    status === undefined ? '-' : `${status.seconds.toFixed(1)}s`,
  ];
  return { id: rollout.id, cells, complaints: complaintsOf(rollout, check, report, causes) };
}

function complaintsOf(
  rollout: Rollout,
  check: Timed,
  report: Report | undefined,
  causes: readonly string[],
): readonly string[] {
  const { statuses, withinSeconds, says } = rollout;
  const isNamed = rollout.causes === undefined || rollout.causes.some((cause) => causes.includes(cause));
  return [
    ...(statuses.includes(check.status)
      ? []
      : [
          `ended with ${check.status}, ${statuses.join(' or ')} is right: ${report?.check?.why ?? check.stderr.trim()}`,
        ]),
    ...(withinSeconds === undefined || check.seconds <= withinSeconds
      ? []
      : [`took ${check.seconds.toFixed(1)}s, more than ${withinSeconds}s`]),
    ...(isNamed ? [] : [`names ${causes.join(', ') || 'nothing'}, ${rollout.causes?.join(' or ')} is right`]),
    ...(says === undefined || says.test(check.stderr)
      ? []
      : [`does not say ${says.source}: ${check.stderr.trim()}`]),
  ];
}

interface Timed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

async function timed(
  program: string,
  args: readonly string[],
  options: Parameters<typeof run>[2],
): Promise<Timed> {
  const startedAt = Date.now();
  const ran = await run(program, args, options);
  return { ...ran, status: ran.status ?? -1, seconds: (Date.now() - startedAt) / 1000 };
}

async function apply({ kubectl }: Stage, items: readonly object[]): Promise<void> {
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

/** A pod is refused until its namespace's default account was made, moments after the namespace. */
async function waitForDefaultAccount({ kubectl }: Stage): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if ((await kubectl(['get', 'serviceaccounts', '-o', 'name'])).includes('serviceaccount/default')) return;
    await sleep(0.5);
  }
  throw new Error('the namespace got no service account within 30 s: does a controller manager run?');
}
