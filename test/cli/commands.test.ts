import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseArguments } from '../../src/cli/arguments/parse.js';
import type { Command } from '../../src/cli/command.js';
import { ROOT } from '../../src/cli/commands/index.js';
import { EXIT, EXIT_MEANINGS } from '../../src/cli/exit-status.js';
import { allOptions, findCommand } from '../../src/cli/find-command.js';
import { commandWords, helpText } from '../../src/cli/help.js';
import { GLOBAL_OPTIONS } from '../../src/cli/options.js';

const walk = (path: readonly Command[]): (readonly Command[])[] => [
  path,
  ...(path.at(-1)?.commands ?? []).flatMap((sub) => walk([...path, sub])),
];
const ALL = walk([ROOT]).map((path) => [commandWords(path), path] as const);
const last = (path: readonly Command[]): Command => path.at(-1) ?? ROOT;

test.each(ALL)(
  'the help of %s names kubectl exitdiag, fits 80 columns and lists its options',
  (words, path) => {
    const help = helpText(path);
    expect(help).toContain(`Usage:\n  ${words}`);
    if (!help.includes('\nOptions:\n')) expect(help).not.toMatch(/^Usage:\n.*(?<!COMMAND) \[options\]$/m);
    expect(help.replaceAll('kubectl-exitdiag', '').includes('kubectl exitdiag')).toBe(true);
    const prose = help.split('\n').filter((line) => !/^ {2}(?:#|kubectl)|^ {2,4}\S+ {3}|^ {2}\d/.test(line));
    expect(prose.filter((line) => line.length > 80)).toEqual([]);
  },
);

test.each(
  ALL.flatMap(([words, path]) => last(path).examples.map((example) => [words, example.command] as const)),
)('the example of %s can be typed: %s', (_, typed) => {
  const words = typed
    .replace(/^.*\| kubectl exitdiag /, '')
    .replace(/^kubectl exitdiag /, '')
    .replace(/ >.*$/, '')
    .split(' ');
  const { command, rest } = findCommand(ROOT, words);
  expect(command).not.toBe(ROOT);
  const isNumber = (word: string): boolean => command.negativeNumbers === true && /^-\d+$/.test(word);
  expect(() => parseArguments(rest, { ...GLOBAL_OPTIONS, ...command.options }, isNumber)).not.toThrow();
});

test.each(ALL)('the options of %s are described as kubectl describes its own', (_, path) => {
  for (const [name, spec] of Object.entries(last(path).options)) {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(spec.help).toMatch(/^[A-Z]/);
    expect(spec.help).not.toMatch(/\.$/);
  }
});

test('an option means the same everywhere, so that it may stand before the command', () => {
  const kinds = new Map<string, string>();
  const letters = new Map<string, string>();
  for (const [, path] of ALL) {
    for (const [name, spec] of Object.entries(allOptions(last(path)))) {
      const takesValue = String(spec.kind !== 'boolean');
      expect([name, kinds.get(name) ?? takesValue]).toEqual([name, takesValue]);
      kinds.set(name, takesValue);
      if (spec.short === undefined) continue;
      expect([spec.short, letters.get(spec.short) ?? name]).toEqual([spec.short, name]);
      letters.set(spec.short, name);
    }
  }
});

test.each([
  [['pod', 'web'], 'kubectl exitdiag pod', ['web']],
  [['pods', 'web'], 'kubectl exitdiag pod', ['web']],
  [['-n', 'shop', 'po', 'web'], 'kubectl exitdiag pod', ['-n', 'shop', 'web']],
  [['-n', 'shop', 'pod', 'web'], 'kubectl exitdiag pod', ['-n', 'shop', 'web']],
  [
    ['-n=shop', '--context', 'pod', 'pod', 'web'],
    'kubectl exitdiag pod',
    ['-n=shop', '--context', 'pod', 'web'],
  ],
  [['-ojson', 'rules', '--cause', 'x', 'list'], 'kubectl exitdiag rules list', ['-ojson', '--cause', 'x']],
  [['--', 'pod'], 'kubectl exitdiag', ['--', 'pod']],
])('%j is %s with %j', (argv, words, rest) => {
  const found = findCommand(ROOT, argv);
  expect(commandWords(found.path)).toBe(words);
  expect(found.rest).toEqual(rest);
});

test('every exit status has its sentence', () => {
  expect(EXIT_MEANINGS.map(([status]) => status)).toEqual(Object.values(EXIT));
  expect(helpText([ROOT])).toContain('130  Ctrl-C');
});

test('the README says of each exit status what the help says', () => {
  const table = /### Exit statuses\n\n(.*?)\n\n/s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const rows = [...table.matchAll(/^\| (\d+) +\| ([^|]*)\|$/gm)];
  const told = rows.map(([, status, meaning = '']) => [Number(status), meaning.replaceAll('`', '').trim()]);
  const ofSignals: readonly number[] = [EXIT.interrupted, EXIT.terminated];
  expect(told).toEqual(EXIT_MEANINGS.filter(([status]) => !ofSignals.includes(status)));
});
