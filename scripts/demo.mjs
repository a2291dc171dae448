// npm run demo: the main job on recorded failures, without a cluster. Sets itself up.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, setup } from './setup.mjs';

/** Recorded failures that exit-code tables get wrong, with what those say. */
const SHOWN = [
  ['recorded-liveness-http-kill', 'exit 0, reason Completed: a container that "ends by itself"'],
  ['recorded-oom-child', 'OOMKilled with an exit code that is not 137'],
  ['recorded-java-database-unreachable', 'exit 1, and the root of a chain of errors'],
  ['recorded-secret-missing-volume', 'a pod that never starts, and has no exit code at all'],
];

setup();
// A reader that has seen enough, such as `| head`, is no fault.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
if (!existsSync(path.join(root, 'dist/main.cjs'))) {
  // It builds when it is loaded.
  await import('./build.mjs');
}
const color = process.stdout.isTTY === true && !process.env.NO_COLOR ? ['--color=always'] : [];
for (const [id, what] of SHOWN) {
  process.stdout.write(`# ${what}\n$ kubectl exitdiag pod -f fixtures/cases/${id}\n`);
  run(['pod', '-f', `fixtures/cases/${id}`, ...color]);
  process.stdout.write('\n');
}
process.stdout.write('# and what a number means\n$ kubectl exitdiag explain 139 | head -12\n');
run(['explain', '139'], 12);

function run(args, lines = Number.POSITIVE_INFINITY) {
  const result = spawnSync(process.execPath, [path.join(root, 'bin/kubectl-exitdiag'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  process.stdout.write(result.stdout.split('\n').slice(0, lines).join('\n') + (lines < Infinity ? '\n' : ''));
  process.stderr.write(result.stderr);
  if (result.status !== 0) process.exitCode = result.status ?? 1;
}
