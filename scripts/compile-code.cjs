// Runs the built program on what its users do most, and keeps what V8 compiled for that beside
// the bundle (node:vm, Script.createCachedData): functions that ran are in it, others are not.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadProgram } = require('../bin/load-program.cjs');

const root = join(__dirname, '..');
const program = join(root, 'dist', 'main.cjs');
const CASES = [
  'recorded-oom-limit-c',
  'recorded-liveness-http-kill',
  'recorded-configmap-missing-env',
  'recorded-java-database-unreachable',
  'recorded-unschedulable-cpu',
];
const RUNS = [
  ['--version'],
  ['explain', '137'],
  ...CASES.map((id) => ['pod', '-f', join(root, 'fixtures', 'cases', id)]),
  ['scan', '-f', join(root, 'fixtures', 'cases', CASES[0])],
];

async function warmUp() {
  const { main, script } = loadProgram(program);
  for (const run of RUNS) {
    process.argv = [process.argv[0], program, ...run];
    const status = await main();
    if (status !== 0) throw new Error(`status ${status} of ${run.join(' ')}`);
  }
  return script.createCachedData();
}

warmUp().then((code) => writeFileSync(`${program}.code`, code));
