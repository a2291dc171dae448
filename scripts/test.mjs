/**
 * The test command: sets up, builds, runs jest and ends with the line `N passed, N failed`.
 * Arguments go to jest: `npm test -- test/cli`.
 */
import { fork } from 'node:child_process';
import { runNode } from './run.mjs';
import { root, setup } from './setup.mjs';

setup();
const built = runNode('scripts/build.mjs');
if (built !== 0) {
  process.stdout.write('The build failed, so no test was run.\n0 passed, 1 failed\n');
  process.exit(built);
}

const jest = fork('node_modules/jest/bin/jest.js', process.argv.slice(2), {
  cwd: root,
  execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
});
let tally = { passed: 0, failed: 1, skipped: 0 };
jest.on('message', (message) => {
  tally = message;
});
jest.on('exit', (code) => {
  const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
  process.exitCode = code ?? 1;
});
