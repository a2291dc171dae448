/**
 * npm run recall [-- --pods 1000,10000,50000]: whether a scan of a synthetic cluster finds every
 * crashed pod and makes none up, as a table. Ends with status 1 when a row is not as it must be.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printRecall } from '../bench/recall.mjs';
import { runNode } from './run.mjs';
import { root, setup } from './setup.mjs';

setup();
const { values } = parseArgs({ options: { pods: { type: 'string', default: '1000' } } });
const sizes = values.pods.split(',').map(Number);
process.chdir(root);
if (runNode('scripts/build.mjs') !== 0) process.exit(1);
const program = [process.execPath, join(root, 'bin', 'kubectl-exitdiag')];
const isRight = await printRecall(sizes, program, (text) => process.stdout.write(text));
process.exitCode = isRight ? 0 : 1;
