import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  ['src/engine/x.ts', `import '../domain/snapshot.js'; import './ranking/rank.js'; import 're2js';`],
  ['src/engine/matchers/x.ts', `import '../../domain/snapshot.js'; import '../match/match.js';`],
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

/** The rooms of the engine from the bottom to the top, as docs/architecture.md lists them. */
const ENGINE_ROOMS = [
  'log',
  'match',
  'facts',
  'matchers',
  'evaluation',
  'ranking',
  'texts',
  'advice',
  'diagnosis',
  'group',
  'reporting',
];

const ENGINE = fileURLToPath(new URL('../src/engine/', import.meta.url));

/** Every import of one engine file by another one in another room, as `room/file -> room/file`. */
function importsBetweenRooms(): readonly { readonly from: string; readonly to: string }[] {
  const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
  return files.flatMap((file) => {
    const code = readFileSync(join(ENGINE, file), 'utf8');
    return [...code.matchAll(/from '(\.[^']+)'/g)].map(([, target = '']) => ({
      from: file,
      to: relative(ENGINE, join(ENGINE, dirname(file), target)),
    }));
  });
}

/** How far up a file stands; what lies in no room stands above all. */
function height(file: string): number {
  const room = ENGINE_ROOMS.indexOf(file.split(sep)[0] ?? '');
  return room === -1 ? ENGINE_ROOMS.length : room;
}

test('a room of the engine asks only those below it', () => {
  const inside = importsBetweenRooms().filter(({ to }) => !to.startsWith('..'));
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter(({ from, to }) => height(to) > height(from))).toEqual([]);
});

/** The rooms of the log likewise; its own files, the lines and entries, stand between those that they ask and those that ask them. */
const LOG_ROOMS = ['line', 'shown', '', 'own-words', 'aftermath', 'standing'];

test('a room of the log asks only those below it', () => {
  const roomOf = (file: string): string => (file.split(sep).length > 2 ? (file.split(sep)[1] ?? '') : '');
  const inside = importsBetweenRooms().filter(({ from, to }) =>
    [from, to].every((file) => file.startsWith(`log${sep}`)),
  );
  expect(new Set(inside.map(({ from }) => roomOf(from)))).toEqual(new Set(LOG_ROOMS));
  const heights = inside.map(({ from, to }) =>
    [roomOf(from), roomOf(to)].map((room) => LOG_ROOMS.indexOf(room)),
  );
  expect(heights.filter(([from = 0, to = 0]) => to > from)).toEqual([]);
});

test('docs/architecture.md lists the rooms of the engine in that order', () => {
  const page = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `src\/engine\/(\w+)\/`/gm)].map(([, room]) => room);
  expect(listed).toEqual(ENGINE_ROOMS);
  const rooms = readdirSync(ENGINE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map(({ name }) => name).sort()).toEqual([...ENGINE_ROOMS].sort());
});
