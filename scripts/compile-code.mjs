/**
 * Runs the built program on what its users do most, and keeps what V8 compiled for that beside
 * the bundle (node:vm, Script.createCachedData): functions that ran are in it, others are not.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { root } from './setup.mjs';

const { codeFile, loadProgram } = createRequire(import.meta.url)('../bin/load-program.cjs');

const program = join(root, 'dist', 'main.cjs');
const CASES = [
  'recorded-oom-limit-c',
  'recorded-liveness-http-kill',
  'recorded-configmap-missing-env',
  'recorded-java-database-unreachable',
  'recorded-unschedulable-cpu',
].map((id) => join(root, 'fixtures', 'cases', id));

// V8 throws away what was compiled for functions that have not run for a while; here all of it counts.
setFlagsFromString('--no-flush-bytecode');
const { main, script } = loadProgram(program);

async function warmUp(...runs) {
  for (const run of runs) {
    process.argv = [process.execPath, program, ...run];
    const status = await main();
    if (status !== 0) throw new Error(`${run.join(' ')}: status ${status}`);
  }
}

/** Keeps what was compiled up to now. */
function keep(runs) {
  // V8 takes the code only where its flags are as they were: as at a start, not as a scan sets them.
  setFlagsFromString('--flush-bytecode');
  setFlagsFromString('--heap-growing-percent=0');
  writeFileSync(codeFile(program, runs), script.createCachedData());
  setFlagsFromString('--no-flush-bytecode');
}

await warmUp(['--version'], ['explain', '137'], ['--help'], ['__complete', 'pod', '--']);
keep('telling');
await warmUp(...CASES.map((folder) => ['pod', '-f', folder]), ['scan', '-f', CASES[0]]);
keep('judging');
