/**
 * npm run bench [-- --quick] [-- --only NAME]: measures speed and memory, and prints a table.
 * Everything is compared in the same run, in turn; the median is what counts.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rows as fileRows } from '../bench/files.mjs';
import { rows as liveRows } from '../bench/live.mjs';
import { hasKubectl } from '../bench/measure.mjs';
import { rows as startRows } from '../bench/start-up.mjs';
import { runBundled } from './bundled.mjs';
import { runNode } from './run.mjs';
import { root, setup } from './setup.mjs';

setup();
const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } });

/** A row that calls the program's own functions instead of running it. */
const inside = (name, target, entry, exported) => ({
  name,
  target,
  measure: async () => {
    let figures;
    await runBundled(entry, async (module) => void (figures = await module[exported]()));
    return figures;
  },
});
const insideRows = [
  inside('log-tail', 'under 20 ms', 'bench/log-tail.ts', 'measureLogTail'),
  inside('hostile', 'under 10x where a text is four times as long', 'bench/hostile.ts', 'measureHostile'),
];
const rows = [...startRows, ...insideRows, ...fileRows, ...liveRows];
const chosen = rows.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  process.stderr.write(
    `there is no row ${values.only}; there are ${rows.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

process.chdir(root);
if (runNode('scripts/build.mjs') !== 0) process.exit(1);
const options = {
  program: [process.execPath, join(root, 'bin', 'kubectl-exitdiag')],
  runs: values.quick ? 3 : 11,
  // A tenth of the pods, for a first look.
  scale: values.quick ? 10 : 1,
};
const kubectl = hasKubectl();
process.stdout.write(`Node ${process.version}, ${process.platform}; median of pairs run in turn\n\n`);
process.stdout.write('| what | target | measured |\n| --- | --- | --- |\n');
for (const row of chosen) {
  if (row.needs === 'kubectl' && !kubectl) {
    process.stdout.write(`| ${row.name} | ${row.target} | left out: there is no kubectl on the PATH |\n`);
    continue;
  }
  process.stdout.write(`| ${row.name} | ${row.target} | ${await measured(row)} |\n`);
}

async function measured(row) {
  try {
    return await row.measure(options);
  } catch (error) {
    process.exitCode = 1;
    return `failed: ${String(error.message).split('\n')[0]}`;
  }
}
