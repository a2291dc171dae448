/** The one gate: everything that must hold before a change lands. Stops at the first that does not. */
import { run, runNode } from './run.mjs';
import { setup } from './setup.mjs';

const STEPS = [
  ['build', () => runNode('scripts/build.mjs', ['--strict'])],
  ['types', () => runNode('node_modules/typescript/bin/tsc', ['--noEmit'])],
  ['lint', () => runNode('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings=0'])],
  ['format', () => runNode('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])],
  ['generated files', () => runNode('scripts/docs.mjs')],
  ['tests', () => runNode('scripts/test.mjs')],
  ['no file changed', () => run('git', ['diff', '--exit-code'])],
];

setup();
for (const [name, step] of STEPS) {
  process.stdout.write(`== ${name}\n`);
  const status = step();
  if (status !== 0) {
    process.stdout.write(`== ${name}: failed\n`);
    process.exit(status);
  }
}
process.stdout.write('== all good\n');
