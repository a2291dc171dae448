import { expect, test } from '@jest/globals';
import { ESLint, Linter } from 'eslint';

/** Complaints of the folder's own import table about one line of code. */
async function complaints(file: string, code: string): Promise<string[]> {
  const config = (await new ESLint().calculateConfigForFile(file)) as { rules: Linter.RulesRecord };
  const names = ['no-restricted-imports', 'no-restricted-globals', 'no-restricted-syntax'];
  const rules = Object.fromEntries(
    names.flatMap((name) => (config.rules[name] ? [[name, config.rules[name]]] : [])),
  );
  return new Linter().verify(code, [{ rules }]).map((message) => message.ruleId ?? message.message);
}

test.each([
  ['src/domain/x.ts', `import '../engine/index.js';`],
  ['src/domain/x.ts', `import 're2js';`],
  ['src/rulebook/x.ts', `import '../engine/index.js';`],
  ['src/rulebook/x.ts', `import 'node:fs';`],
  ['src/engine/x.ts', `import '../sources/source.js';`],
  ['src/engine/matchers/x.ts', `import '../../report/index.js';`],
  ['src/engine/x.ts', `import 'js-yaml';`],
  ['src/rollout/x.ts', `import '../engine/index.js';`],
  ['src/baseline/x.ts', `import '../cli/io.js';`],
  ['src/report/x.ts', `import '../engine/index.js';`],
  ['src/report/x.ts', `import 'node:fs';`],
  ['src/sources/x.ts', `import '../engine/index.js';`],
  ['src/sources/cluster/x.ts', `import '../../cli/io.js';`],
  ['src/cli/x.ts', `import '@kubernetes/client-node';`],
  ['src/cli/commands/x.ts', `import '../../main.js';`],
])('%s may not hold: %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual(['no-restricted-imports']);
});

test.each([
  ['src/engine/x.ts', `import '../domain/pod.js'; import './rank.js'; import 're2js';`],
  ['src/engine/matchers/x.ts', `import '../../domain/pod.js'; import '../match.js';`],
  [
    'src/sources/cluster/x.ts',
    `import '@kubernetes/client-node'; import 'node:https'; import '../source.js';`,
  ],
  ['src/cli/commands/x.ts', `import '../../engine/index.js'; import '../io.js'; import 'ora';`],
])('%s may hold: %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual([]);
});

test.each(['domain', 'explain', 'rulebook', 'engine', 'rollout', 'baseline', 'report'])(
  'src/%s is pure and synchronous',
  async (folder) => {
    const code = 'process.exit(); console.log(Date.now(), new Date(), Math.random()); async () => {};';
    const found = await complaints(`src/${folder}/x.ts`, code);
    expect(found.sort()).toEqual([
      'no-restricted-globals',
      'no-restricted-globals',
      'no-restricted-syntax',
      'no-restricted-syntax',
      'no-restricted-syntax',
      'no-restricted-syntax',
    ]);
  },
);

test.each(['sources/cluster', 'cli', 'cli/commands'])(
  'src/%s leaves the process to main.ts',
  async (folder) => {
    expect(await complaints(`src/${folder}/x.ts`, 'process.exit(); console.log(1);')).toEqual([
      'no-restricted-globals',
      'no-restricted-globals',
    ]);
  },
);
